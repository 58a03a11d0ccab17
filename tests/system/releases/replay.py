"""Says to a database again what the services of a release once said to theirs; see recorder/sitecustomize.py."""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
from psycopg2.extras import register_uuid

_NOTE = re.compile(r"^-- (\{.*\})\n", re.MULTILINE)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)")


class Release:
    """What the services of a release said, packed into a file named after its schema."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.revision = file.name.partition(".")[0]

    @cached_property
    def journeys(self) -> dict[str, str]:
        """What they said in each recorded test, by its name."""
        with tarfile.open(self.file) as packed:
            return {
                Path(member.name).stem: content.read().decode()
                for member in packed
                if (content := packed.extractfile(member)) is not None
            }


RELEASES = [Release(file) for file in sorted(Path(__file__).parent.glob("[0-9]*.tar.xz"))]


class Said(NamedTuple):
    """One statement, and what it gave: how many rows, where that is known, and the ids in them."""

    statement: str
    rows: int | None
    ids: Sequence[str]


class Recording:
    """What was said, transaction by transaction, with ids that this database makes and times as long ago as then."""

    def __init__(self, journey: str) -> None:
        _, start, text = _NOTE.split(journey, maxsplit=1)
        self.transactions = [_read(piece) for piece in text.split("-- committed\n")[:-1]]
        self._later = datetime.now(UTC) - datetime.fromisoformat(json.loads(start)["recorded"])
        self._ids: dict[str, str] = {}

    def say(self, database: Connection, transactions: Sequence[Sequence[Said]]) -> None:
        """Say some of it. Fails where less or more comes of it than then."""
        register_uuid(conn_or_curs=database)
        database.autocommit = False
        for transaction in transactions:
            with database, database.cursor() as cursor:
                for one in transaction:
                    cursor.execute(_TIME.sub(self._move, _ID.sub(self._translate, one.statement)))
                    assert one.rows in (None, cursor.rowcount), f"{one.rows} rows were expected of {one.statement}"
                    if one.ids:
                        ids = [str(value) for row in cursor for value in row if isinstance(value, UUID)]
                        self._ids.update(zip(one.ids, ids, strict=True))

    def _translate(self, found: re.Match[str]) -> str:
        return self._ids.get(found[0], found[0])

    def _move(self, found: re.Match[str]) -> str:
        return (datetime.fromisoformat(found[0]) + self._later).isoformat()


def _read(transaction: str) -> list[Said]:
    pieces = _NOTE.split(transaction)
    return [Said(statement, **json.loads(note)) for statement, note in zip(pieces[::2], pieces[1::2], strict=False)]
