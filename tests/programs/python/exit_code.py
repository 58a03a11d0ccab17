import sys


def main(arguments):
    print("before", arguments)
    try:
        if not arguments:
            sys.exit(3)
    finally:
        print("finally", end="")


if __name__ == "__main__":
    main(sys.argv[1:])
