"""Each program finds Python as it is when it has just started, whatever the one before did to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.clients import sandbox
from tests.clients.sandbox import Result, run
from tests.deployment.embedded import Embedded
from tests.web.conftest import open_context

# What a program leaves behind, and what the next one prints where nothing is left.
LEFT_BEHIND = [
    ("import math; math.pi = 3", "import math; print(math.pi)", "3.141592653589793"),
    ("import builtins; builtins.len = lambda _: 7; builtins.secret = 1", "print(len('ab'), 'secret' in dir(__builtins__))", "2 False"),  # noqa: E501
    ("import io, sys; sys.stdout = sys.stderr = io.StringIO(); sys.stdin = None", "print(repr(input()))", "'given'"),
    ("import sys; sys.stdout.close()", "print('shown')", "shown"),
    ("import os; os.close(1); os.close(0)", "print(input())", "given"),
    ("print('no newline', end='')", "print('begins')", "begins"),
    ("import sys; sys.setrecursionlimit(300); sys.path.clear(); sys.argv.append('x')", "import sys, this; print(sys.getrecursionlimit(), sys.argv)", None),  # noqa: E501
    ("import os; os.environ['A'] = 'b'; os.mkdir('kept'); os.chdir('kept')", "import os; print(os.environ.get('A'), os.listdir(), os.getcwd())", "None [] /home/pyodide"),  # noqa: E501
    ("open('/tmp/kept', 'w').write('x'); held = open('/tmp/held', 'w')", "import os; print(os.listdir('/tmp'))", "[]"),
    ("import os; os.remove('/lib/python314.zip')", "import colorsys; print(colorsys.__name__)", "colorsys"),
    ("import random; random.seed(1); random.random = lambda: 0", "import random; print(random.random() == 0)", "False"),
    ("import collections; collections.Counter.total = 5", "import collections; print(collections.Counter('a').total())", "1"),  # noqa: E501
    ("import json; json.JSONEncoder.default = lambda *_: 'x'", "import json\ntry: json.dumps({1: set()})\nexcept TypeError: print('not JSON')", "not JSON"),  # noqa: E501
    ("import decimal, gc; decimal.getcontext().prec = 2; gc.disable()", "import decimal, gc; print(decimal.Decimal(1) / 3, gc.isenabled())", "0.3333333333333333333333333333 True"),  # noqa: E501
    ("import warnings; warnings.simplefilter('error')", "import warnings; warnings.warn('w'); print('went on')", "went on"),  # noqa: E501
    ("import atexit; atexit.register(print, 'late')\nimport sys; sys.excepthook = print", "1 / 0", ""),
    ("import asyncio; loop = asyncio.new_event_loop(); asyncio.set_event_loop(loop); loop.call_soon(print, 1)", "import asyncio; print(asyncio.run(asyncio.sleep(0, 2)))", "2"),  # noqa: E501
    ("import re, sys; sys.modules['heapq'] = re", "import heapq; print(heapq.nlargest(1, [3, 4]))", "[4]"),
    ("import sys; sys.settrace(print); sys.set_int_max_str_digits(700)", "import sys; print(sys.gettrace(), sys.get_int_max_str_digits())", "None 4300"),  # noqa: E501
    ("import os; os._exit(4)", "print('again')", "again"),
    ("import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)", "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)", "True"),  # noqa: E501
    ("x = 1; import __main__; __main__.y = 2", "print('x' in globals(), 'y' in globals(), __name__)", "False False __main__"),  # noqa: E501
]  # fmt: skip


@pytest.fixture(scope="module")
def page(site: Embedded, browser: Browser) -> Iterator[Page]:
    """Give all programs the same sandbox, as a room does."""
    with open_context(browser, site) as context:
        page = context.new_page()
        page.goto("/help")
        yield page


def test_a_program_leaves_nothing_to_the_next(page: Page):
    found = []
    for polluter, probe, wanted in LEFT_BEHIND:
        run(page, "python", polluter)
        seen = run(page, "python", probe, "given\n").stdout
        if wanted is None:
            assert seen.endswith("1000 ['code.py']\n"), seen
        elif seen != (f"{wanted}\n" if wanted else ""):
            found.append((polluter, seen))
    assert found == []


POLLUTION = """\
import builtins, io, json, sys, traceback
builtins.len = builtins.isinstance = builtins.repr = builtins.callable = builtins.print = lambda *_: 3
json.dumps = json.loads = json.JSONDecoder.decode = json.JSONEncoder.encode = None
traceback.TracebackException = None
sys.stdout = sys.stderr = io.StringIO()
"""
FUNCTION = """\
def try_it(what):
    values[0] += 1
    return {"set": {1}, "tuple": (1, [2]), "nan": float("nan"), "big": 2**53 + 1, "none": None, "keys": {1: "é"},
            "text": "\\ud83d", "count": values[0], "object": Thing()}[what]
class Thing:
    def __repr__(self): return "Thing()"
values = [0]
"""
CASES: list[tuple[str, Any, bool, str]] = [
    ("set", [1], False, "{1}"),
    ("tuple", [1, [2]], True, "[1, [2]]"),
    ("nan", None, False, "nan"),
    ("big", 2**53 - 1, False, "9007199254740993"),
    ("none", None, True, "null"),
    ("keys", {"1": "é"}, True, '{"1": "é"}'),
    ("object", "Thing()", False, "Thing()"),
    ("count", 8, True, "8"),
]


@pytest.mark.parametrize("before", ["", POLLUTION], ids=["clean", "polluted"])
def test_results_are_judged_as_they_are(before: str, page: Page):
    cases = [{"args": [what], "expected": expected} for what, expected, _, _ in CASES]
    tests = {"function": "tryIt", "cases": cases}
    seen = run(page, "python", before + FUNCTION, tests=tests)
    assert [(one["passed"], one["got"]) for one in seen.results] == [case[2:] for case in CASES]

    code = f"{before}class Solution:\n    def try_it(self, n):\n        return {{}}[n]\n"
    (failed,) = run(page, "python", code, tests={"function": "tryIt", "cases": cases[:1]}).results
    assert not failed["passed"]
    assert failed["error"].endswith("KeyError: 'set'")
    assert "mockmate" not in failed["error"]


def test_a_case_prints_in_its_place_and_may_end_the_program(page: Page):
    code = "import sys\ndef f(n):\n    print('f', n)\n    return n.append(1) or n if n else sys.exit(0)\nsys.exit()"
    cases = [{"args": [[1]], "expected": [1, 1]}, {"args": [[]], "expected": []}]
    code = code.replace("def f", "async def f")
    seen = run(page, "python", code, tests={"function": "f", "cases": cases})
    assert seen.stdout == "f [1]\nf []\n"
    assert [one["passed"] for one in seen.results] == [True, False]
    assert "SystemExit: 0" in seen.results[1]["error"]


def test_errors_read_as_in_python(page: Page):

    def stderr(code: str) -> str:
        return run(page, "python", code).stderr

    chained = stderr("def f():\n    {}['a']\ntry:\n    f()\nexcept KeyError as e:\n    raise ValueError('b') from e\n")
    assert chained == (
        'Traceback (most recent call last):\n  File "code.py", line 4, in <module>\n    f()\n    ~^^\n'
        "  File \"code.py\", line 2, in f\n    {}['a']\n    ~~^^^^^\nKeyError: 'a'\n\n"
        "The above exception was the direct cause of the following exception:\n\n"
        'Traceback (most recent call last):\n  File "code.py", line 6, in <module>\n'
        "    raise ValueError('b') from e\nValueError: b\n"
    )
    assert stderr("def f(:\n") == '  File "code.py", line 1\n    def f(:\n          ^\nSyntaxError: invalid syntax\n'
    assert len(stderr("def f(): return g()\ndef g(): return f()\nf()").splitlines()) < 150
    assert "+---------------- 2" in stderr("raise ExceptionGroup('g', [ValueError(1), KeyError(2)])")
    assert stderr("import json\njson.loads('{')").splitlines()[2].endswith("json.loads('{')")
    assert "RecursionError" in stderr("class A:\n    def __getattr__(self, name): return self.b\nA().a")
    for code, words in {
        "import numpy": "numpy isn't available here; Python's standard library is.",
        "import js": "js isn't available here",
        "input()": "The program reads more than there is",
        "import threading; threading.Thread().start()": "Threads aren't available",
        "import sys; sys.exit('sorry')": "sorry",
        "async def f(): pass\nf()": "coroutine 'f' was never awaited",
    }.items():
        assert words in stderr(code)
        assert "pyodide" not in stderr(code).lower()


def chunks_of(result: Result) -> list[tuple[str, str]]:
    """Return what was printed, with pieces of one stream put together."""
    merged: list[tuple[str, str]] = []
    for stream, text in result.chunks:
        before = merged.pop()[1] if merged and merged[-1][0] == stream else ""
        merged.append((stream, before + text))
    return merged


def test_output_comes_in_the_order_in_which_it_is_written(page: Page):
    code = "import os, sys\nprint('a', end='')\nsys.stderr.write('b')\nos.write(1, b'\\xc3')\n"
    code += "os.write(1, b'\\xa9\\xff')\n1 / 0"
    out, err, more, error = chunks_of(run(page, "python", code))
    assert (out, err, more) == (("stdout", "a"), ("stderr", "b"), ("stdout", "é�"))
    assert error[0] == "stderr"
    assert "ZeroDivisionError" in error[1]

    flood = run(page, "python", "for n in range(15_000):\n    print('😀', n)", patience=sandbox.PATIENCE)
    assert 60_000 < len(flood.stdout.encode("utf-16-le")) / 2 <= 64 * 1024
    assert len(flood.chunks) < 1_000
    assert "there is more" in flood.stderr
    assert run(page, "python", "await __import__('asyncio').sleep(0)\nprint('awaited')").stdout == "awaited\n"
