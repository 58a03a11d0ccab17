"""Every SQL question of the bank on SQLite and on PostgreSQL: what is right passes, what is wrong or slow is caught."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from mockmate_api.questions.bank import BANK
from tests.api.questions.wrong_queries import WRONG
from tests.cloning import connect
from tests.databases import Place

if TYPE_CHECKING:
    from psycopg2.extensions import connection

FILES = {path.stem: text for path in BANK.glob("*.md") if "\nkind: sql\n" in (text := path.read_text("utf-8"))}
STEPS_AT_ONCE = 1000
BUDGET = 10_000_000
"""Instructions of SQLite's machine: the wrong queries that end at all need far fewer."""
every_question = pytest.mark.parametrize("slug", FILES)


class TooLong(Exception):
    """A query took more steps than it may."""


def section(slug: str, heading: str) -> str:
    """Return the one block of SQL or JSON of a section; empty if the question has no such section."""
    found = re.search(
        rf"^## {heading}\n.*?^```\w+\n(.*?)^```$", FILES[slug].partition("---\n\n")[2], re.MULTILINE | re.DOTALL
    )
    return found[1] if found else ""


def cases(slug: str) -> list[dict[str, Any]]:
    """Return the cases, each with the tables it is about."""
    return [{"tables": section(slug, "Tables"), **case} for case in json.loads(section(slug, "Test cases"))]


def on_sqlite(tables: str, query: str, budget: int = 2 * BUDGET) -> tuple[list[str], list[list[Any]], int]:
    """Return names and rows of the answer, and how many steps it took (to 1000). Raises TooLong, sqlite3.Error."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(tables)
        taken = 0

        def count() -> bool:
            nonlocal taken
            taken += STEPS_AT_ONCE
            return taken > budget

        database.set_progress_handler(count, STEPS_AT_ONCE)
        try:
            answer = database.execute(query)
            return [name for name, *_ in answer.description], [list(row) for row in answer], taken
        except sqlite3.OperationalError as error:
            raise (TooLong if taken > budget else type(error))(str(error)) from error


@pytest.fixture(scope="module")
def postgres(place: Place) -> Iterator[connection]:
    with closing(connect(place.postgres_url())) as opened:
        yield opened


def on_postgresql(server: connection, tables: str, query: str) -> tuple[list[str], list[list[Any]]]:
    """Return names and rows of the answer; nothing stays of the tables."""
    with server.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            cursor.execute("SET LOCAL search_path TO pg_temp")
            cursor.execute(tables)
            cursor.execute(query)
            rows = [[int(one) if isinstance(one, Decimal) else one for one in row] for row in cursor.fetchall()]
            return [column.name for column in cursor.description or ()], rows
        finally:
            cursor.execute("ROLLBACK")


@every_question
def test_the_solution_passes_on_both_databases(slug: str, postgres: connection) -> None:
    assert len(cases(slug)) >= 4
    for case in cases(slug):
        wanted = (case["columns"], case["rows"])
        assert on_sqlite(case["tables"], section(slug, "Solution"))[:2] == wanted, case["about"]
        assert on_postgresql(postgres, case["tables"], section(slug, "Solution")) == wanted, case["about"]


@pytest.mark.parametrize("slug", [slug for slug in FILES if section(slug, "Slow solution")])
def test_the_slow_solution_is_right_and_takes_twenty_times_the_steps_on_the_large_case(
    slug: str, postgres: connection
) -> None:
    query = section(slug, "Slow solution")
    *small, large = cases(slug)
    for case in small:
        wanted = (case["columns"], case["rows"])
        assert on_sqlite(case["tables"], query)[:2] == wanted, case["about"]
        assert on_postgresql(postgres, case["tables"], query) == wanted, case["about"]
    _, _, taken = on_sqlite(large["tables"], section(slug, "Solution"))
    with pytest.raises(TooLong):
        on_sqlite(large["tables"], query, budget=20 * taken)


@pytest.mark.parametrize(("slug", "fault"), [(slug, fault) for slug in WRONG for fault in WRONG[slug]])
def test_a_wrong_query_fails_a_case(slug: str, fault: str) -> None:
    failed = []
    for case in cases(slug):
        try:
            right = on_sqlite(case["tables"], WRONG[slug][fault], BUDGET)[:2] == (case["columns"], case["rows"])
        except TooLong:
            right = False
        if not right:
            failed.append(case["about"])
    assert failed


def test_every_sql_question_has_wrong_queries() -> None:
    assert FILES.keys() == WRONG.keys()
