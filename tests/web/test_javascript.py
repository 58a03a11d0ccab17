"""JavaScript and TypeScript in the browser: how errors look, how a function is judged, what is left of a program."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.clients import sandbox
from tests.web.conftest import Arrive
from tests.web.test_programs import INTERPRETERS, PROGRAMS

RETURNS = """\
console.log("begins");
async function solve(kind) {
  console.log("tries " + kind);
  switch (kind) {
    case "NaN": return [NaN];
    case "infinity": return -Infinity;
    case "undefined": return undefined;
    case "member": return { a: undefined };
    case "bigint": return 1n;
    case "map": return new Map([["a", 1]]);
    case "typed": return new Uint8Array(2);
    case "cycle": { const all = []; all.push(all); return all; }
    case "throws": throw new RangeError("too far");
    case "never": return new Promise(() => {});
    case "later": return new Promise((resolve) => setTimeout(resolve, 5, null));
    case "exit": process.exit(0);
  }
}
"""
# Of each: how it went, and its words.
JUDGED: dict[str, tuple[bool, str]] = {
    "NaN": (False, "[ NaN ]"),
    "infinity": (False, "-Infinity"),
    "undefined": (False, "undefined"),
    "member": (False, "{ a: undefined }"),
    "bigint": (False, "1n"),
    "map": (False, "Map(1) { 'a' => 1 }"),
    "typed": (False, "Uint8Array(2) [ 0, 0 ]"),
    "cycle": (False, "<ref *1> [ [Circular *1] ]"),
    "throws": (False, "RangeError: too far\n    at solve (code.js:13:26)"),
    "never": (False, "The promise that was returned never settles: nothing is pending."),
    "later": (True, "null"),
    "exit": (False, "The program ended itself: process.exit(0)."),
    "after": (False, "The program ended itself: process.exit(0)."),
}

DEFINITIONS = [
    "class Solution { solve(list) { return list.push(9); } }",
    "var solve = function (list) { return list.push(9); };",
    "export const solve = (list) => list.push(9);",
    "export default async (list) => list.push(9);",
    "module.exports = { solve: (list) => list.push(9) };",
    "const { solve } = { solve: (list: number[]): number => list.push(9) };",
]

# What our own console, loop and judge are made of.
VANDAL = """\
Array.prototype.map = Array.prototype.join = Array.prototype.push = () => "broken";
Array.prototype[Symbol.iterator] = null;
JSON.stringify = JSON.parse = () => "broken";
String.prototype.slice = String.prototype.replace = () => "broken";
Promise.prototype.then = Map.prototype.get = Map.prototype.set = () => "broken";
Object.keys = Object.defineProperty = Math.max = Math.floor = performance.now = () => NaN;
console.log("%s", "text", { a: 1, b: { c: 2 } }, 5n);
console.table({ a: { b: 1 } });
setTimeout((name) => { console.log(name); process.nextTick(() => console.log("tick")); }, 1, "timer");
async function solve(list) { await null; list.push; list[0] = 9; return list; }
globalThis.Array = globalThis.Promise = globalThis.JSON = globalThis.Object = globalThis.setTimeout = undefined;
"""
TABLE = """\
┌─────────┬───┐
│ (index) │ b │
├─────────┼───┤
│ a       │ 1 │
└─────────┴───┘
"""


@pytest.fixture
def page(arrive: Arrive) -> Page:
    page = arrive().page
    page.goto("/help")
    return page


def cases(*all_args: Any, expected: Any = None) -> dict[str, Any]:
    return {"function": "solve", "cases": [{"args": [one], "expected": expected} for one in all_args]}


def errors_by_node(program: Path) -> str:
    """Return what Node says of the error that ends a program, with the program's own frames only."""
    done = subprocess.run(
        [*INTERPRETERS[program.parent.name], str(program)], capture_output=True, text=True, timeout=60, check=False
    )
    text = re.sub(rf"(file://)?{re.escape(str(program))}", f"code{program.suffix}", done.stderr)
    return re.sub(r"    at .*\bnode:.*\n|\nNode\.js v.*\n", "", text)


def test_errors_that_end_a_program_are_shown_as_node_shows_them(page: Page):
    names = ["javascript/uncaught_error.js", "javascript/unhandled_rejection.js", "typescript/rejected.ts"]
    for program in (PROGRAMS / name for name in names):
        seen = sandbox.run(page, program.parent.name, program.read_text())
        assert (seen.stderr, seen.exit_code) == (errors_by_node(program), 1)
    for language, code, line in (
        ("javascript", "let a = 1;\nlet b = ;", "code.js:2\nlet b = ;\n        ^\n\nSyntaxError: "),
        ("javascript", 'import { x } from "fs";', 'code.js:1\nimport { x } from "fs";\n         ^\n\nSyntaxError: '),
        ("typescript", "type A = {\n};\nlet b: A = ;", "code.ts:3\nlet b: A = ;\n           ^\n\nSyntaxError: "),
        ("typescript", "namespace N {\nexport const a: number = null!.b;\n}", "code.ts:2\nexport const a"),
        ("javascript", "require('http')", "code.js:1\nrequire('http')\n^\n\nError: Node's module 'http'"),
    ):
        seen = sandbox.run(page, language, code)
        assert seen.exit_code == 1
        assert seen.stderr.startswith(line), seen.stderr


def test_functions_are_found_and_what_is_not_json_equals_nothing(page: Page):
    seen = sandbox.run(page, "javascript", RETURNS, tests=cases(*JUDGED))
    assert [(one["passed"], one.get("got", one.get("error"))) for one in seen.results] == list(JUDGED.values())
    assert seen.stdout.split("\n")[:2] == ["begins", "tries NaN"]
    assert seen.exit_code == 1
    for code in DEFINITIONS:
        found = sandbox.run(page, "typescript", code, tests=cases([1], [1], expected=2))
        assert found.results == [{"passed": True, "got": "2"}] * 2, code
    minus_zero = sandbox.run(page, "javascript", "const solve = (x) => [-x];", tests=cases(0, expected=[0]))
    assert minus_zero.results == [{"passed": True, "got": "[-0]"}]


def test_nothing_of_a_program_is_left_and_it_breaks_neither_the_console_nor_the_judge(page: Page):
    seen = sandbox.run(page, "javascript", VANDAL, tests=cases([1], expected=[9]))
    assert seen.results == [{"passed": True, "got": "[9]"}]
    assert seen.stdout == f"text {{ a: 1, b: {{ c: 2 }} }} 5n\n{TABLE}timer\ntick\n"
    assert (seen.stderr, seen.exit_code) == ("", 0)
    code = "console.log([1, 2].map((one) => one * 2), typeof solve, JSON.stringify([1]));"
    after = sandbox.run(page, "javascript", code)
    assert after.stdout == "[ 2, 4 ] undefined [1]\n"

    flood = sandbox.run(page, "javascript", 'console.log("\\ud83d"); console.log("a" + "😀".repeat(40_000));')
    assert flood.stdout.startswith("\ufffd\na😀")
    assert flood.stdout.endswith("😀")
    assert "there is more" in flood.stderr
