"""Writes down what the services say to PostgreSQL: Python imports a module of this name at its start, if it finds one.

RECORD names a folder, in which each test that runs then gets a file. Transactions come in the order in which they were
committed, each statement as PostgreSQL got it, followed by how many rows there were and the ids in them, which another
database will make anew. A statement that changes nothing, and was said before, is left out.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import psycopg2
from psycopg2.extensions import connection, cursor

known: dict[Path, set[str]] = defaultdict(set)


def file_of_this_test() -> Path:
    (name,) = re.findall(r"::test_(\w+)", os.environ["PYTEST_CURRENT_TEST"])
    return Path(os.environ["RECORD"]) / f"{name}.sql"


def note(**what: Any) -> str:
    return f"-- {json.dumps(what)}\n"


class Recorded(connection):
    """A connection of a service."""

    said: tuple[tuple[str, str], ...] = ()

    def cursor(self, *arguments: Any, **given: Any) -> Any:
        return super().cursor(*arguments, **{"cursor_factory": Spoken, **given})

    def keep(self, template: str, statement: bytes, rows: int | None, ids: Sequence[str]) -> None:
        template = template.strip()
        only_looks = template.startswith("SELECT") or (rows == 0 and not template.startswith("WITH"))
        if not only_looks or template not in known[file_of_this_test()]:
            self.said = (*self.said, (template, f"{statement.decode()}\n{note(rows=rows, ids=ids)}"))

    def commit(self) -> None:
        super().commit()
        if self.said:
            templates, pieces = zip(*self.said, strict=True)
            with file_of_this_test().open("a") as file:
                if file.tell() == 0:
                    file.write(note(recorded=datetime.now(UTC).isoformat()))
                file.write("".join((*pieces, "-- committed\n")))
            known[file_of_this_test()].update(templates)
        self.said = ()

    def rollback(self) -> None:
        super().rollback()
        self.said = ()


class Spoken(cursor):
    """What is said on it."""

    def execute(self, query: str, values: Any = None) -> None:  # type: ignore[override]
        super().execute(query, values)
        rows = self.fetchall() if self.description else []
        if rows:
            self.scroll(0, mode="absolute")
        ids = [str(value) for row in rows for value in row if isinstance(value, UUID)]
        cast(Recorded, self.connection).keep(query, self.query or b"", self.rowcount, ids)

    def executemany(self, query: str, rows: Sequence[Any]) -> None:  # type: ignore[override]
        super().executemany(query, rows)
        for row in rows:
            cast(Recorded, self.connection).keep(query, self.mogrify(query, row), None, [])


def connect(*arguments: Any, **given: Any) -> connection:
    """Connect as before; a service calls itself by its name."""
    if given.get("application_name", "").startswith("mockmate"):
        given["connection_factory"] = Recorded
    return cast(connection, plainly(*arguments, **given))


plainly = psycopg2.connect
if "RECORD" in os.environ:
    psycopg2.connect = connect  # type: ignore[assignment]
    os.environ["PREPARED_STATEMENTS"] = "off"  # so that each is said in full
