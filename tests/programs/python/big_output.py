# Less than what is shown at most, in many small pieces.
for number in range(1, 2_001):
    print("Fizz" * (number % 3 == 0) + "Buzz" * (number % 5 == 0) or number, end=" " if number % 20 else "\n")
for row in range(40):
    print("".join("#" if row & column == 0 else "." for column in range(100)))
print("é😀" * 500)
