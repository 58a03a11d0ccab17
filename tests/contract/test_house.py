"""The rules of the house that no linter knows. Each failure names the file and the line."""

from __future__ import annotations

import ast
import re
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
    """The API's own door, `transaction.commit`, may be used where that name is imported and nothing else has it."""
    doors = _names_bound_only_to(tree, "mockmate_api.http", "transaction")
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr="commit") if name in doors:
                pass
            case ast.Attribute(attr="commit" | "commit_prepared"):
                yield node.lineno


def _names_bound_only_to(tree: ast.Module, package: str, module: str) -> set[str]:
    """Return the names by which a file imports a module, and which it gives to nothing else."""
    imported = {
        one.asname or one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == package
        for one in node.names
        if one.name == module
    }
    bound = {
        node.id if isinstance(node, ast.Name) else node.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.arg) or (isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load))
    }
    return imported - bound


_WRITES_BOOKINGS = re.compile(
    r"\bINSERT\s+INTO\s+bookings\b"
    r"|\bUPDATE\s+bookings\b(?:(?!\bWHERE\b).)*?\bSET\b(?:(?!\b(?:WHERE|FROM)\b).)*?\bstatus\s*=",
    re.IGNORECASE | re.DOTALL,
)


def writes_the_status_of_a_booking(tree: ast.Module) -> Iterator[int]:
    """By attribute, by keyword, or in SQL; of attributes, those of something called a booking or given its status."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="status", value=ast.Name(id=name), ctx=ast.Store()) if "booking" in name:
                yield node.lineno
            case ast.Assign(targets=[ast.Attribute(attr="status")], value=value) if "BookingStatus" in ast.dump(value):
                yield node.lineno
            case ast.Call(func=ast.Name(id="Booking"), keywords=given) if any(one.arg == "status" for one in given):
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr="values"), keywords=given) if any(
                one.arg == "status" and "BookingStatus" in ast.dump(one.value) for one in given
            ):
                yield node.lineno
            case ast.Constant(value=str(sql)) if _WRITES_BOOKINGS.search(sql):
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
    parts = {f"shared/core/setting_{part}.py" for part in ("database", "push", "retention", "sign_in")}
    assert offenders(touches_the_environment, {"shared/core/settings.py", *parts}) == []


def test_transactions_are_committed_in_few_places():
    doors = {"mockmate_api/http/transaction.py", "mockmate_api/cli.py", "mockmate_ws/db.py", "shared/core/database.py"}
    assert offenders(commits, doors) == []


def test_one_module_writes_the_status_of_a_booking():
    assert offenders(writes_the_status_of_a_booking, {"shared/matching/bookings.py"}) == []


def test_every_module_says_on_its_first_line_what_lives_there():
    assert offenders(has_no_docstring, set()) == []


def test_nothing_is_printed_but_by_commands():
    assert offenders(prints, {"mockmate_api/cli.py", "mockmate_api/wsgi.py", "mockmate_ws/__main__.py"}) == []


def test_no_file_is_a_drawer_for_odds_and_ends():
    drawers = {"util", "utils", "helper", "helpers", "misc", "common"}
    names = [path.relative_to(ROOT) for path in modules(*PACKAGES, "deployment", "tests")]
    assert [str(name) for name in names if drawers & {part.removesuffix(".py") for part in name.parts}] == []


RULES = (touches_the_environment, commits, writes_the_status_of_a_booking, prints, has_no_docstring)


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
        (commits, "def f(transaction):\n    x = 1\n    transaction.commit()"),
        (commits, "from mockmate_api.http import transaction\ntransaction = 1\ntransaction.commit()"),
        (commits, "from elsewhere import transaction\n\ntransaction.commit()"),
        (writes_the_status_of_a_booking, "def f(booking):\n    x = 1\n    booking.status = x"),
        (writes_the_status_of_a_booking, "def f(my_booking):\n    x = 1\n    my_booking.status, y = x, 2"),
        (writes_the_status_of_a_booking, "def f(one):\n    x = 1\n    one.status = BookingStatus.BOOKED"),
        (writes_the_status_of_a_booking, "def f():\n    x = 1\n    return Booking(user_id=x, status='booked')"),
        (writes_the_status_of_a_booking, "x = 1\n\nupdate(Booking).values(status=BookingStatus.EXPIRED)"),
        (writes_the_status_of_a_booking, "x = 1\n\ntext('UPDATE bookings SET note = 1, status = 2 WHERE id = 3')"),
        (writes_the_status_of_a_booking, "x = 1\n\ntext('insert into bookings (user_id) VALUES (1)')"),
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
        "'''Commits.'''\nfrom mockmate_api.http import transaction\ntransaction.commit()",
        "'''Prints.'''\nlog.info('print')\nsession.flush()",
        "'''Interviews.'''\ninterview.status = InterviewStatus.LIVE",
        "'''Leases.'''\ntext('UPDATE bookings SET present_until = now() WHERE status = 1')",
        "'''Paths.'''\nimport os\nos.path.join('a', 'environ')",
    ],
)
def test_what_breaks_no_rule_is_left_alone(code: str):
    tree = ast.parse(code)
    assert [line for rule in RULES for line in rule(tree)] == []
