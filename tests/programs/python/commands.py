from dataclasses import dataclass


@dataclass
class Move:
    x: int
    y: int


def run(command):
    match command:
        case Move(x=0, y=0):
            return "stay"
        case Move(x, y) if x == y:
            return f"diagonal {x}"
        case {"op": "add", "values": [first, *rest]}:
            return first + sum(rest)
        case ("go", "north" | "south" as where) | ["walk", where]:
            return where
        case str() as text:
            return text.upper()
        case int(n) | float(n):
            return n * 2
        case None:
            return "nothing"
        case _:
            return "unknown"


for one in (Move(0, 0), Move(2, 2), Move(1, 2), {"op": "add", "values": [1, 2, 3]}, ("go", "south"), ["walk", "up"]):
    print(run(one))
print(run("x"), run(2.5), run(None), run(b"?"))
rest = [3, 1, 2]
while (biggest := max(rest, default=0)) > 1:
    rest.remove(biggest)
    print(f"{biggest=}", rest)
