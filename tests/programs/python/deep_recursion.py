import sys

sys.setrecursionlimit(10**6)


def depth(tree, node):
    return 1 + max((depth(tree, child) for child in tree.get(node, ())), default=0)


def count_down(n):
    return 0 if n == 0 else 1 + count_down(n - 1)


chain = {n: [n + 1] for n in range(5_000)}
print(depth(chain, 0))
print(count_down(100_000))


def forever():
    return forever()


sys.setrecursionlimit(500)
try:
    forever()
except RecursionError as error:
    print(type(error).__name__, "maximum recursion depth" in str(error))
