from contextlib import ExitStack, contextmanager, suppress


def primes():
    found, candidate = [], 2
    while True:
        if all(candidate % prime for prime in found):
            found.append(candidate)
            yield candidate
        candidate += 1


def average():
    total = count = 0
    value = yield
    while value is not None:
        total, count = total + value, count + 1
        value = yield total / count
    return count


def outer():
    count = yield from average()
    print("count", count)


@contextmanager
def resource(name):
    print("open", name)
    try:
        yield name.upper()
    except ValueError as error:
        print("handled", error)
    finally:
        print("close", name)


print([prime for prime, _ in zip(primes(), range(10))])
steps = outer()
next(steps)
print(steps.send(10), steps.send(20))
with suppress(StopIteration):
    steps.send(None)
with resource("a") as one, resource("b"):
    raise ValueError(one)
with ExitStack() as stack:
    names = [stack.enter_context(resource(name)) for name in "xy"]
    stack.callback(print, "callback")
print(names, sum(n * n for n in range(10) if n % 2), {n: chr(97 + n) for n in range(3)}, {len(n) for n in ("a", "bb")})


class Countdown:
    def __init__(self, start):
        self.now = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.now == 0:
            raise StopIteration
        self.now -= 1
        return self.now


print(*Countdown(3), list(reversed(range(3))))
