"""Runs one program as the module __main__, from its first line to what happens at the exit of Python."""

import ast
import atexit
import builtins
import gc
import inspect
import io
import linecache
import os
import random
import sys
import types
from asyncio import Runner
from importlib.abc import MetaPathFinder

import mockmate_cases as cases
import mockmate_event_loop as event_loop
import mockmate_tracebacks as tracebacks

NAME = tracebacks.PROGRAM
# Not in a folder that modules are imported from: it is called like a module of the standard library.
PATH = f"/program/{NAME}"
HOME = "/home/pyodide"
OURS = {"js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core"}

main = None


class NotHere(MetaPathFinder):
    """Finds none of the modules that only Pyodide has."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in OURS:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def start(code):
    """Run a program's lines; returns the exit code that they end with."""
    global main
    _prepare()
    with open(PATH, "w", encoding="utf-8", errors="replace") as file:
        file.write(code)
    # Without a time, as an entry that is never looked up again.
    linecache.cache[NAME] = (len(code), None, [f"{line}\n" for line in code.split("\n")], NAME)
    main = types.ModuleType("__main__")
    vars(main).update(__file__=PATH, __builtins__=builtins, __cached__=None)
    sys.modules["__main__"] = main
    return _guarded(lambda: _run(code))


def _run(code):
    compiled = compile(code, NAME, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    if compiled.co_flags & inspect.CO_COROUTINE:
        Runner(loop_factory=event_loop.Loop).run(eval(compiled, vars(main)))
    else:
        exec(compiled, vars(main))


def _guarded(work):
    """Return the exit code; an error is printed, as Python does."""
    try:
        work()
    except BaseException as raised:
        error = raised
    else:
        return 0
    # Not while it is handled: what is raised from here on is not raised because of it.
    if isinstance(error, SystemExit):
        return _exit_code(error.code)
    hook = sys.excepthook
    if hook is not sys.__excepthook__:
        hook(type(error), error, error.__traceback__)
    else:
        print_error(tracebacks.of(error))
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def _exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print_error(f"{code}\n")
    return 1


def print_error(text):
    """Print where it is seen, whatever sys.stderr is now."""
    os.write(2, text.encode("utf-8", "backslashreplace"))


def _prepare():
    """Do what can't be kept from one program to the next, or is undone when Pyodide is loaded."""
    for number, name, errors in ((1, "stdout", "strict"), (2, "stderr", "backslashreplace")):
        # All that is written is seen at once, as by `python -u`.
        stream = io.TextIOWrapper(
            io.FileIO(number, "w", closefd=False), encoding="utf-8", errors=errors, newline="\n", write_through=True
        )
        stream.mode = "w"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.path[:] = [HOME, *(one for one in sys.path if one not in {"", HOME})]
    sys.argv[:] = [NAME]
    sys.excepthook = sys.__excepthook__
    sys.meta_path[:] = [NotHere(), *(one for one in sys.meta_path if not type(one).__module__.startswith("_pyodide"))]
    for name in [one for one in sys.modules if one.partition(".")[0] in OURS]:
        del sys.modules[name]
    os.environ.pop("LD_LIBRARY_PATH", None)
    os.makedirs(os.path.dirname(PATH), exist_ok=True)
    os.chdir(HOME)
    event_loop.install()
    random.seed()


def find(name):
    """Look for the function to try; returns what is wrong if there is none."""
    return cases.find(vars(main), name)


call = cases.call


def finish():
    """Do what Python does at its exit, up to the ends of objects: main is then to be let go of, and `collect` called.

    Not from here, since warnings would be about these lines.
    """
    _guarded(_end)


def _end():
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # as Python, which has nobody to tell
            pass
    cases.forget()
    sys.modules.pop("__main__", None)


collect = gc.collect
