def spiral(matrix):
    seen = []
    while matrix:
        seen += matrix.pop(0)
        matrix = [list(row) for row in zip(*matrix)][::-1]
    return seen


def multiply(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def determinant(m):
    if len(m) == 1:
        return m[0][0]
    return sum((-1) ** c * m[0][c] * determinant([row[:c] + row[c + 1 :] for row in m[1:]]) for c in range(len(m)))


def islands(grid):
    cells = {(r, c) for r, row in enumerate(grid) for c, one in enumerate(row) if one == "#"}
    count = 0
    while cells:
        stack, count = [cells.pop()], count + 1
        while stack:
            r, c = stack.pop()
            for near in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
                if near in cells:
                    cells.remove(near)
                    stack.append(near)
    return count


square = [[row * 4 + column for column in range(4)] for row in range(4)]
for row in square:
    print(*(f"{one:3}" for one in row))
print(spiral([row[:] for row in square]), multiply(square, [[1], [0], [2], [1]]))
print(determinant([[2, 0, 1], [1, 3, 2], [1, 1, 4]]), islands(["##..#", "..#.#", ".##.."]))
print([[0] * 2] * 2, list(map(list, zip(*square[::-1])))[0])
