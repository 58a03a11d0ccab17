import sys

for number in range(5):
    print(number, end=" ")
print()
sys.stdout.write("no newline at the end")
