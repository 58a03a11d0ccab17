"""Calls the function that test cases are about. Arguments and results are JSON, by functions that are all in C."""

import json.decoder
import json.encoder
import types

import mockmate_event_loop as event_loop
import mockmate_tracebacks as tracebacks
from asyncio import Runner

# Kept as it is here; a program can't change it.
_read = json.decoder.JSONDecoder().scan_once
_unreadable = TypeError("not JSON")
_tested = None


def _refuse(value):
    raise _unreadable


_write = json.encoder.c_make_encoder(
    None, _refuse, json.encoder.encode_basestring, None, ": ", ", ", False, False, False
)


def find(names, wanted):
    """Choose what to call: the function, one spelt in another way, or a method of a class called Solution."""
    global _tested
    _tested = _named(names, wanted) or _method(names.get("Solution"), wanted)
    return "" if _tested else f"There is no function {wanted} to try."


def _named(names, wanted):
    exact = names.get(wanted)
    if callable(exact):
        return exact
    for name, value in names.items():
        if _is_same(name, wanted) and callable(value):
            return value
    return None


def _method(solution, wanted):
    if not isinstance(solution, type):
        return None
    for name in [wanted, *dir(solution)]:
        if _is_same(name, wanted) and callable(getattr(solution, name, None)):
            # A new object for each case, so that none sees what another left there.
            return lambda *args: getattr(solution(), name)(*args)
    return None


def _is_same(name, wanted):
    """Say whether two names are the same in snake_case or camelCase."""
    return name.replace("_", "").lower() == wanted.replace("_", "").lower()


def call(args):
    """Call it with arguments; returns JSON with `got` and `isJson`, or with `error`."""
    try:
        returned = _tested(*_read(args, 0)[0])
        if isinstance(returned, types.CoroutineType):
            with Runner(loop_factory=event_loop.Loop) as runner:
                returned = runner.run(returned)
    except BaseException as raised:
        error = raised
    else:
        return _json({**_shown(returned)})
    return _json({"error": tracebacks.of(error).rstrip()})


def _shown(returned):
    try:
        return {"got": _json(returned), "isJson": True}
    except (TypeError, ValueError, RecursionError):
        pass
    try:
        return {"got": repr(returned), "isJson": False}
    except BaseException as error:
        return {"got": f"<{type(returned).__name__}: {type(error).__name__} in its repr>", "isJson": False}


def _json(value):
    text = "".join(_write(value, 0))
    # Half of a pair of surrogates is no text elsewhere.
    return text.encode("utf-8", "backslashreplace").decode()


def forget():
    """Let go of the function."""
    global _tested
    _tested = None
