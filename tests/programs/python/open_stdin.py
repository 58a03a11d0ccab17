with open(0, encoding="utf-8") as file:
    rows = [list(map(int, line.split(","))) for line in file if line.strip()]
print(*map(list, zip(*rows)), sep="\n")
