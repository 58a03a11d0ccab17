import sys
from functools import lru_cache

sys.setrecursionlimit(10**6)


def depth(tree, node):
    return 1 + max((depth(tree, child) for child in tree.get(node, ())), default=0)


def count_down(n):
    return 0 if n == 0 else 1 + count_down(n - 1)


@lru_cache(maxsize=None)
def ways(stairs):
    return 1 if stairs < 2 else ways(stairs - 1) + ways(stairs - 2)


chain = {n: [n + 1] for n in range(200)}
print(depth(chain, 0))
print(count_down(100_000))
print(ways(900) % 10**9, ways.cache_info())


class Node:
    def __init__(self, after):
        self.after = after


head = None
for _ in range(20_000):
    head = Node(head)


def forever():
    return forever()


sys.setrecursionlimit(500)
try:
    forever()
except RecursionError as error:
    print(type(error).__name__, "maximum recursion depth" in str(error))
