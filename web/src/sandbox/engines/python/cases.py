"""Calls the functions and classes that test cases are about. Tasks and results are JSON, by functions that are all in C."""

import json.decoder
import json.encoder
import types

import mockmate_event_loop as event_loop
import mockmate_tracebacks as tracebacks
from asyncio import Runner

# Kept as it is here; a program can't change it.
_read = json.decoder.JSONDecoder().scan_once
_unreadable = TypeError("not JSON")
_program = {}
_BY_NAME = 0x08  # the flag of code with **parameters


def _refuse(value):
    raise _unreadable


_write = json.encoder.c_make_encoder(
    None, _refuse, json.encoder.encode_basestring, None, ": ", ", ", False, False, False
)


def find(names, wanted):
    """Look for a function or class of the program, by whatever spelling; returns what is wrong if there is none."""
    global _program
    _program = names
    return "" if _found(wanted) else f"There is no function or class {wanted} to try."


def _found(wanted):
    """Return what to call, and the function whose parameters it has; None if there is none."""
    function = _named(_program, wanted)
    return (function, function) if function else _method(_program.get("Solution"), wanted)


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
            return lambda *args, **named: getattr(solution(), name)(*args, **named), getattr(solution, name)
    return None


def _is_same(name, wanted):
    """Say whether two names are the same in snake_case or camelCase."""
    return name.replace("_", "").lower() == wanted.replace("_", "").lower()


def call(task):
    """Do what a task says; returns JSON with `got` and `isJson`, or with `error`, or what is `missing`."""
    given = _read(task, 0)[0]
    name = given["calls"][0][0] if "calls" in given else given["name"]
    if not _found(name):
        return _json({"missing": find(_program, name)})
    try:
        returned = _results(given["calls"]) if "calls" in given else _result(given)
    except BaseException as raised:
        error = raised
    else:
        return _json({**_shown(returned)})
    return _json({"error": tracebacks.of(error).rstrip()})


def _result(given):
    function, declared = _found(given["name"])
    if "args" in given:
        return _settled(function(*given["args"]))
    named = _as_parameters(declared, given["named"])
    if named is not None:
        return _settled(function(**named))
    return _settled(function(*(given["named"][name] for name in given["order"] if name in given["named"])))


def _as_parameters(function, named):
    """Return arguments by the names that the function has for them; None if it has not all of them."""
    while not hasattr(function, "__code__"):
        inner = getattr(function, "__wrapped__", None) or getattr(function, "func", None)
        inner = inner or getattr(function, "__func__", None)
        if inner is None:
            return None
        function = inner
    code = function.__code__
    names = code.co_varnames[code.co_posonlyargcount : code.co_argcount + code.co_kwonlyargcount]
    taken = {}
    for wanted, value in named.items():
        name = wanted if wanted in names else next((one for one in names if _is_same(one, wanted)), None)
        if name is None and code.co_flags & _BY_NAME:
            name = wanted
        if name is None:
            return None
        taken[name] = value
    return taken


def _results(calls):
    """Make an object by the first call, and return what this (None) and the calls of its methods return."""
    (name, args), *others = calls
    made = _settled(_found(name)[0](*args))
    return [None, *(_settled(getattr(made, _method_name(made, name))(*args)) for name, args in others)]


def _method_name(made, wanted):
    return wanted if hasattr(made, wanted) else next((one for one in dir(made) if _is_same(one, wanted)), wanted)


def _settled(returned):
    if isinstance(returned, types.CoroutineType):
        with Runner(loop_factory=event_loop.Loop) as runner:
            return runner.run(returned)
    return returned


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
    """Let go of the program."""
    global _program
    _program = {}
