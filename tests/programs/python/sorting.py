from bisect import bisect_left, insort
from functools import cmp_to_key
from operator import attrgetter, itemgetter

people = [("Bo", 31), ("Al", 25), ("Cy", 31), ("Di", 25)]
print(sorted(people, key=itemgetter(1)), sorted(people, key=lambda one: (-one[1], one[0])))
people.sort(key=itemgetter(0), reverse=True)
print(people, max(people, key=itemgetter(1)), min(people))
print("".join(sorted(map(str, [3, 30, 34, 5, 9]), key=cmp_to_key(lambda a, b: -1 if a + b > b + a else 1))))
numbers = [1, 3, 3, 7]
insort(numbers, 4)
print(numbers, bisect_left(numbers, 3), bisect_left([5, 4, 1], -4, key=lambda one: -one))
print(sorted([1 + 0j, complex(0, 2)], key=abs), sorted("bÄaZ"), sorted(["b", "B", "a"], key=str.casefold))
print(sorted([slice(3), slice(1)], key=attrgetter("stop")))
