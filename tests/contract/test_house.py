"""The rules of the house that no linter knows. Each failure names the file and the line."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("shared", "mockmate_api", "mockmate_ws")

Rule = Callable[[ast.Module], Iterator[int]]


def modules(*folders: str) -> list[Path]:
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    assert len(found) > len(folders)
    return found


def offenders(rule: Rule, allowed: set[str]) -> list[str]:
    """Return where the packages break a rule, as file:line, outside the files that may."""
    assert not {name for name in allowed if not (ROOT / name).is_file()}
    return [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules(*PACKAGES)
        if str(path.relative_to(ROOT)) not in allowed
        for line in rule(ast.parse(path.read_text(), str(path)))
    ]


_OF_THE_ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
_READERS_OF_THE_ENVIRONMENT = {"pydantic_settings", "dotenv", "environs", "decouple"}


def touches_the_environment(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) if name in _OF_THE_ENVIRONMENT:
                yield node.lineno
            case ast.ImportFrom(module="os", names=names) if {one.name for one in names} & {*_OF_THE_ENVIRONMENT, "*"}:
                yield node.lineno
            case ast.ImportFrom(module=str(name)) if name.partition(".")[0] in _READERS_OF_THE_ENVIRONMENT:
                yield node.lineno
            case ast.Import(names=names) if {one.name.partition(".")[0] for one in names} & _READERS_OF_THE_ENVIRONMENT:
                yield node.lineno


def commits(tree: ast.Module) -> Iterator[int]:
    """`transaction.commit()` is the API's own door to it, by name."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="transaction"), attr="commit"):
                pass
            case ast.Attribute(attr="commit" | "commit_prepared"):
                yield node.lineno


def has_no_docstring(tree: ast.Module) -> Iterator[int]:
    if not ast.get_docstring(tree):
        yield 1


def prints(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="print" | "pprint")) | ast.Attribute(attr="pprint"):
                yield node.lineno


def test_only_the_settings_read_the_environment():
    assert offenders(touches_the_environment, {"shared/core/settings.py"}) == []


def test_transactions_are_committed_in_few_places():
    doors = {"mockmate_api/http/transaction.py", "mockmate_api/cli.py", "mockmate_ws/db.py", "shared/core/database.py"}
    assert offenders(commits, doors) == []


def test_the_door_to_commit_is_called_contract_everywhere():
    """Else the rule above would not see another object of that name."""
    for path in modules("mockmate_api"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Name) and node.id == "contract" and not isinstance(node.ctx, ast.Load):
                pytest.fail(f"{path.relative_to(ROOT)}:{node.lineno} calls something else `contract`")


def test_every_module_says_on_its_first_line_what_lives_there():
    assert offenders(has_no_docstring, set()) == []


def test_nothing_is_printed_but_by_commands():
    assert offenders(prints, {"mockmate_api/cli.py", "mockmate_api/wsgi.py", "mockmate_ws/__main__.py"}) == []


def test_no_file_is_a_drawer_for_odds_and_ends():
    drawers = {"util", "utils", "helper", "helpers", "misc", "common"}
    names = [path.relative_to(ROOT) for path in modules(*PACKAGES, "deployment", "tests")]
    assert [str(name) for name in names if drawers & {part.removesuffix(".py") for part in name.parts}] == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (touches_the_environment, "import os\nx = 1\nos.environ['A']"),
        (touches_the_environment, "import os as o\nx = 1\no.getenv('A')"),
        (touches_the_environment, "x = 1\n\nfrom os import path, environ as e"),
        (touches_the_environment, "x = 1\n\nfrom os import *"),
        (touches_the_environment, "x = 1\n\nfrom pydantic_settings import BaseSettings"),
        (touches_the_environment, "x = 1\n\nimport dotenv.main"),
        (commits, "def f(session):\n    session.flush()\n    session.commit()"),
        (commits, "def f(db):\n    x = 1\n    run(db.session.commit)"),
        (commits, "def f(self):\n    x = 1\n    self.transaction.commit()"),
        (prints, "def f():\n    x = 1\n    print(x)"),
        (prints, "import pprint\n\npprint.pprint(1)"),
    ],
)
def test_a_rule_sees_what_breaks_it(rule: Rule, code: str):
    assert list(rule(ast.parse(code))) == [3]


@pytest.mark.parametrize("code", ["", "# a comment", "x = 1", "'''  '''", "x = 1\n'''too late'''"])
def test_a_missing_docstring_is_seen(code: str):
    assert list(has_no_docstring(ast.parse(code))) == [1]


@pytest.mark.parametrize(
    "code",
    [
        "'''Says what lives here.'''",
        "'''Commits.'''\nfrom mockmate_api import transaction\ntransaction.commit()",
        "'''Prints.'''\nlog.info('print')\nsession.flush()",
        "'''Paths.'''\nimport os\nos.path.join('a', 'environ')",
    ],
)
def test_what_breaks_no_rule_is_left_alone(code: str):
    tree = ast.parse(code)
    assert [line for rule in (touches_the_environment, commits, prints, has_no_docstring) for line in rule(tree)] == []
