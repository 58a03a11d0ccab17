from __future__ import annotations

from abc import ABC, abstractmethod
from functools import total_ordering


class Shape(ABC):
    registry: dict[str, type] = {}

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        Shape.registry[cls.__name__] = cls

    @property
    @abstractmethod
    def area(self) -> float: ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    area = property(lambda self: self.side**2)


@total_ordering
class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other: Vector) -> Vector:
        return Vector(self.x + other.x, self.y + other.y) if isinstance(other, Vector) else NotImplemented

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __hash__(self):
        return hash((self.x, self.y))

    def __getitem__(self, at):
        return (self.x, self.y)[at]

    def __bool__(self):
        return bool(self.x or self.y)

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"


a, b = Vector(3, 4), Vector(1, 2)
print(a + b, 2 * a, abs(a), a > b, a >= b, {a: 1}[Vector(3, 4)], [*a], bool(Vector(0, 0)), Shape.registry)
print(Square(3).area, issubclass(bool, int), Vector.__mro__[-1].__name__)
for wrong in (lambda: Shape(), lambda: a + 1, lambda: setattr(a, "z", 1)):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)
