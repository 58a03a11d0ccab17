import sys


def main():
    count = int(input())
    for _ in range(count):
        name, *numbers = input().split()
        print(f"{name}: {sum(map(int, numbers))}")
    print("left:", sys.stdin.readline().strip())
    print(sys.stdin.read().split())
    try:
        input("more? ")
    except EOFError as error:
        print(f"\n{error}")


main()
