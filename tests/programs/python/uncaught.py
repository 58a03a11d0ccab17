import atexit


class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("deleted", self.name)


def risky(values):
    for value in values:
        print(10 // value, end=" ", flush=True)


atexit.register(print, "at exit")
kept = Resource("kept")
Resource("dropped")
risky([5, 2, 0])
print("never")
