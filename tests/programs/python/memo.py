import itertools
from functools import cache, lru_cache, partial, reduce, singledispatch, wraps


@lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def traced(function):
    @wraps(function)
    def wrapper(*args):
        print("call", function.__name__, args)
        return function(*args)

    return wrapper


@traced
def power(base, exponent):
    return base**exponent


@singledispatch
def describe(value):
    return "something"


@describe.register
def _(value: int):
    return "a number"


@cache
def grid(rows, columns):
    return 1 if 1 in (rows, columns) else grid(rows - 1, columns) + grid(rows, columns - 1)


print(fibonacci(200), fibonacci.cache_info().misses, grid(16, 16), grid.__name__)
print(partial(power, 2)(10), reduce(lambda a, b: a * b, range(1, 11)), describe(3), describe("x"))
print(list(itertools.permutations("abc", 2))[:3], list(itertools.combinations_with_replacement("ab", 2)))
print([(key, len(list(group))) for key, group in itertools.groupby("aaabcc")], list(itertools.accumulate([1, 2, 3])))
print(list(itertools.islice(itertools.count(5, 5), 3)), list(itertools.product("01", repeat=2)))
print(list(itertools.pairwise("abcd")), list(itertools.zip_longest("ab", "c", fillvalue="-")))
