import traceback


class NotFound(LookupError):
    pass


def find(key):
    try:
        return {"a": 1}[key]
    except KeyError as error:
        raise NotFound(key) from error


def clean_up():
    try:
        find("b")
    finally:
        print("cleaned up")


try:
    clean_up()
except NotFound as error:
    print(repr(error), repr(error.__cause__), error.__suppress_context__)
    print([frame.name for frame in traceback.extract_tb(error.__traceback__)])
try:
    try:
        1 / 0
    except ZeroDivisionError:
        int("x")
except ValueError as error:
    error.add_note("a note")
    print(type(error.__context__).__name__, error.__notes__)
try:
    raise ExceptionGroup("several", [ValueError(1), TypeError(2), KeyError(3)])
except* ValueError as group:
    print("values", group.exceptions)
except* (TypeError, KeyError) as group:
    print("others", len(group.exceptions))
else:
    print("never")
find("z")
