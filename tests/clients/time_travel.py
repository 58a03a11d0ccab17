"""A database moved into the past: what a deployment has some days later."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

# Not a whole number of seconds, so that no slot moves to the moment of another one, which there may be only once.
_A_BIT = timedelta(milliseconds=123)
_MOMENTS = text(
    """
    SELECT table_name, array_agg(column_name::text) AS columns
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type = 'timestamp with time zone'
    GROUP BY table_name
    """
)


def let_pass(session: Session, time: timedelta) -> None:
    """Move every moment in every table into the past by this time, except those within JSON."""
    for table, columns in session.execute(_MOMENTS).all():
        moved = ", ".join(f'"{column}" = "{column}" - :time' for column in columns)
        session.execute(text(f"UPDATE {table} SET {moved}"), {"time": time + _A_BIT})


def let_pass_in(folder: Path, time: timedelta) -> None:
    """Make every file of a folder older by this time."""
    for file in folder.iterdir():
        moved = file.stat().st_mtime - time.total_seconds()
        os.utime(file, (moved, moved))


def everything(session: Session) -> Mapping[str, str]:
    """Return all rows of each table as text; what is stored as bytes is decoded as far as it is text."""
    tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
    return {table: "\n".join(_rows(session, table)) for table in tables}


def _rows(session: Session, table: str) -> list[str]:
    rows = session.execute(text(f"SELECT * FROM {table}"))
    return ["\t".join(map(_words, row)) for row in rows]


def _words(value: object) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, memoryview | bytes) else str(value)


def tables_with(session: Session, word: str) -> set[str]:
    """Return the tables in which a word is stored, in whatever case."""
    return {table for table, rows in everything(session).items() if word.lower() in rows.lower()}
