"""Databases for tests: one migrated template, cloned in no time, emptied before each test."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import psycopg2
import pytest
from psycopg2 import sql
from sqlalchemy import make_url

if TYPE_CHECKING:
    from psycopg2.extensions import connection

SMALL = 1_000_000  # bytes; what was deleted takes room too, until a table is truncated
_HELD = "SELECT sum(pg_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
_BEGIN_ANEW = """
SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false)
FROM pg_sequences WHERE last_value IS NOT NULL
"""


def connect(url: str) -> connection:
    """Open an autocommit connection."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    opened = psycopg2.connect(plain)
    opened.autocommit = True
    return opened


def on(url: str, name: str) -> str:
    """Return the URL of the database `name` on the same server, with the driver that is installed."""
    return make_url(url).set(drivername="postgresql+psycopg2", database=name).render_as_string(hide_password=False)


def make_template(url: str, name: str) -> None:
    """Make the migrated database the others are cloned from; one worker does it, the others wait."""
    with closing(connect(url)) as server, server.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", (name,))
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", (name,))
        if cursor.rowcount:
            return
        unfinished = sql.Identifier(name + "_new")
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(unfinished))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(unfinished))
        # Imported here so that a run without databases does not wait for it.
        from shared.migrations import upgrade

        upgrade(on(url, name + "_new"))
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name + "_new",))
        cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(unfinished, sql.Identifier(name)))


def clone(url: str, template: str, name: str) -> str:
    """Make the database `name` a copy of the template; returns its URL."""
    with closing(connect(url)) as server, server.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    return on(url, name)


def empty(url: str) -> None:
    """Remove every row. A transaction that a test left open fails the next one here, and by name."""
    # Imported here so that a run without databases does not wait for it.
    from shared.models import Base

    children_first = [sql.Identifier(table.name) for table in reversed(Base.metadata.sorted_tables)]
    tables = sql.SQL(", ").join(children_first)
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute("SET lock_timeout = '30s'")
        try:
            cursor.execute(sql.SQL("BEGIN; LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(tables))
        except psycopg2.errors.LockNotAvailable:
            cursor.execute("ROLLBACK")
            cursor.execute(
                "SELECT state, query FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            pytest.fail(f"An earlier test left transactions open: {cursor.fetchall()}")
        cursor.execute(_HELD)
        # To truncate is to make the files of all tables and indexes anew, which takes longer than many a test.
        ((held,),) = cursor.fetchall()
        if held > SMALL:
            cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY; COMMIT").format(tables))
        else:
            deletes = sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table in children_first)
            cursor.execute(sql.SQL("{}; {}; COMMIT").format(deletes, sql.SQL(_BEGIN_ANEW)))


def drop_databases(url: str, like: str) -> None:
    """Drop the databases whose names match, whoever is connected."""
    with closing(connect(url)) as server, server.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", (like,))
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
