"""The baseline for a matching pass: inserts the same rows into an identical database with plain INSERT … SELECT."""

from __future__ import annotations

import io
import time

from psycopg2 import sql
from psycopg2.extensions import connection

# In the order in which their foreign keys let them be inserted.
_WRITTEN = {
    "interviews": "SELECT * FROM interviews WHERE status = 'matched'",
    "participants": "SELECT * FROM participants WHERE live",
    "bookings": "SELECT * FROM bookings WHERE status = 'matched'",
    "streams": "SELECT * FROM streams WHERE top > 0",
    "events": "SELECT * FROM events",
}
_STATEMENTS = (
    (
        "UPDATE bookings AS b SET status = n.status, starts_at = n.starts_at, ends_at = n.ends_at"
        " FROM new_bookings AS n WHERE n.id = b.id"
    ),
    "INSERT INTO interviews SELECT * FROM new_interviews",
    "INSERT INTO participants SELECT * FROM new_participants",
    "UPDATE streams AS s SET top = n.top FROM new_streams AS n WHERE n.name = s.name",
    "INSERT INTO events SELECT * FROM new_events",
)


def written(database: connection) -> dict[str, str]:
    """Return the rows that a pass has left, by table."""
    rows = {}
    with database.cursor() as cursor:
        for table, query in _WRITTEN.items():
            copied = io.StringIO()
            cursor.copy_expert(f"COPY ({query}) TO STDOUT", copied)
            rows[table] = copied.getvalue()
    return rows


def prepare(database: connection, rows: dict[str, str]) -> None:
    """Lay the rows ready, in tables without an index."""
    with database.cursor() as cursor:
        for table, lines in rows.items():
            new = sql.Identifier(f"new_{table}")
            cursor.execute(sql.SQL("CREATE UNLOGGED TABLE {} (LIKE {})").format(new, sql.Identifier(table)))
            cursor.copy_expert(sql.SQL("COPY {} FROM STDIN").format(new), io.StringIO(lines))
            cursor.execute(sql.SQL("ANALYZE {}").format(new))
        cursor.execute("CHECKPOINT")


def write(database: connection) -> float:
    """Put the rows where they belong, in one transaction; returns the seconds up to its commit."""
    with database.cursor() as cursor:
        start = time.perf_counter()
        cursor.execute("BEGIN")
        for statement in _STATEMENTS:
            cursor.execute(statement)
        cursor.execute("COMMIT")
        return time.perf_counter() - start
