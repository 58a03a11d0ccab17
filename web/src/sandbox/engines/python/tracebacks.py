"""Tracebacks as Python prints them, of the program's own frames and those that it called."""

import builtins
import sys
import traceback

PROGRAM = "code.py"
OURS = "<mockmate"
MOST_FRAMES = 1000  # as Python prints at most
MOST_LINES = 120

original_builtins = dict(vars(builtins))


def of(error):
    """Return what Python prints of an error that nothing caught, with a sentence where the reason is the browser."""
    with Unchanged():
        try:
            text = "".join(_shortened(_lines_of(error)))
        except BaseException as failed:
            # What the program has changed is used to write this.
            text = f"{type(error).__name__}: {_words_of(error, failed)}\n"
    hint = _hint(error)
    return f"{text}{hint}\n" if hint else text


def _lines_of(error):
    seen = set()
    _cut(error, seen)
    shown = traceback.TracebackException(type(error), error, error.__traceback__, compact=True)
    return list(shown.format())


def _cut(error, seen):
    """Take our own frames, and those of calling the program, off an error and all that it is chained to."""
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    error.__traceback__ = _of_program(error.__traceback__)
    _cut(error.__cause__, seen)
    _cut(error.__context__, seen)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            _cut(one, seen)


def _of_program(trace):
    """Return a traceback without what called the program, and only its last frames if there are very many."""
    frames = list(_walk(trace))
    names = [one.tb_frame.f_code.co_filename for one in frames]
    if names and names[0].startswith(OURS):
        frames = frames[names.index(PROGRAM) :] if PROGRAM in names else []
    frames = [one for one in frames if not one.tb_frame.f_code.co_filename.startswith(OURS)][-MOST_FRAMES:]
    for one, following in zip(frames, [*frames, None][1:], strict=True):
        one.tb_next = following
    return frames[0] if frames else None


def _walk(trace):
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _shortened(lines):
    lines = "".join(lines).splitlines(keepends=True)
    if len(lines) <= MOST_LINES:
        return lines
    left = MOST_LINES // 2
    return [*lines[:left], f"  … {len(lines) - 2 * left} more lines …\n", *lines[-left:]]


def _words_of(error, failed):
    try:
        return str(error)
    except BaseException:
        return f"(its text can't be shown: {type(failed).__name__})"


def _hint(error):
    """Say what is different here, where that is why a program failed."""
    match error:
        case EOFError(args=("EOF when reading a line",)):
            return "The program reads more than there is: write its input under “Input”."
        case KeyError() if type(error).__name__ == "ZoneInfoNotFoundError":
            return "Time zones other than datetime.UTC aren't available in a browser."
        case ModuleNotFoundError(name=str(name)):
            package = name.partition(".")[0]
            if package in sys.stdlib_module_names:
                return f"{package} isn't available in a browser."
            return f"{package} isn't available here; Python's standard library is."
        case RuntimeError(args=("can't start new thread",)):
            return "Threads aren't available in a browser; asyncio is."
        case OSError(args=(_, str(words))) if words.startswith("emscripten does not support processes"):
            return "Other processes aren't available in a browser."
    return ""


class Unchanged:
    """Gives builtins back what they were in the beginning, until it ends: modules that we use share them."""

    def __enter__(self):
        self.changed = dict(vars(builtins))
        self._become(original_builtins)

    def __exit__(self, *_):
        self._become(self.changed)

    @staticmethod
    def _become(wanted):
        now = vars(builtins)
        if now != wanted:
            now.clear()
            now.update(wanted)
