def subsets(items):
    return [[one for at, one in enumerate(items) if mask >> at & 1] for mask in range(1 << len(items))]


def single(numbers):
    found = 0
    for number in numbers:
        found ^= number
    return found


def reverse_bits(number, width=32):
    return int(f"{number:0{width}b}"[::-1], 2)


print(subsets("abc"), single([4, 1, 4, 2, 1]), reverse_bits(0b1011), (37).bit_length(), (255).bit_count())
print(~5, -5 >> 1, 5 & -5, 1 << 70, 0xFFFF_FFFF ^ 0x0F0F, [n & (n - 1) == 0 for n in (1, 6, 8)], -1 & 0xFF)
gray = [n ^ (n >> 1) for n in range(8)]
print([f"{one:03b}" for one in gray], sum(a != b for a, b in zip("1011", "1001")))
