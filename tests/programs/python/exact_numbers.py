import math
import random
import statistics
import sys
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction

getcontext().prec = 30
print(Decimal(1) / Decimal(7), Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal("NaN").is_nan())
print(Fraction(3, 4) + Fraction("1/6"), Fraction(0.1).limit_denominator(100), Fraction(7, 3) // 1)
print(math.gcd(84, 36), math.lcm(4, 6), math.isqrt(10**20), math.comb(50, 25), math.factorial(25), math.prod([2, 3]))
print(math.isclose(0.1 + 0.2, 0.3), math.hypot(3, 4), math.log2(1024), math.inf > sys.maxsize, sys.maxsize)
print(statistics.mean([1, 2, 3, 4]), statistics.median([5, 1, 3]), statistics.pstdev([1, 1, 3, 3]))
print(pow(3, -1, 11), pow(2, 10**6, 10**9 + 7), divmod(-7, 2), int("ff", 16), bin(10), hex(2**40), (255).to_bytes(2))
best = sys.maxsize
for cost in (5 * 10**9, 3 * 10**10):
    best = min(best, cost)
print(best)
random.seed(42)
print(random.randint(1, 100), random.sample(range(50), 3), random.choice("abc"), round(random.random(), 6))
