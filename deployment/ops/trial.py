"""What a database holds, and whether a backup of it brings that back: in a database made for it, dropped behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, create_engine, make_url, pool
from sqlalchemy.exc import DBAPIError

from deployment.local.errors import DeploymentError
from deployment.ops.clients import Clients
from shared.core import postgres_check
from shared.core.database_errors import sqlstate

_TABLES = """
SELECT relname, replace(format('%%I.%%I', nspname, relname), '%%', '%%%%')
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname = %s AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname
"""
_NO_PRIVILEGE = "42501"


class Contents(NamedTuple):
    """The revision of the schema, and the number of rows by table."""

    revision: str
    rows: dict[str, int]


class UntriedError(DeploymentError):
    """Nothing is known against the backup, but there was no database to try it in."""


def schema_of(connection: Connection) -> str:
    """Return the schema that our tables are in. Raises DeploymentError if there are none."""
    found = connection.exec_driver_sql(
        "SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE pg_class.oid = to_regclass('alembic_version')"
    ).scalar()
    if found is None:
        raise DeploymentError(f"The database {connection.engine.url.database} has no tables of Mock Mate.")
    return str(found)


def contents(connection: Connection, schema: str) -> Contents:
    """Count every row of every table, as the connection's transaction sees them."""
    tables = connection.exec_driver_sql(_TABLES, (schema,)).all()
    rows = {
        name: int(connection.exec_driver_sql(f"SELECT count(*) FROM {quoted}").scalar_one())  # noqa: S608
        for name, quoted in tables
    }
    quoted_of = dict(tuple(table) for table in tables)
    if "alembic_version" not in quoted_of:
        return Contents("none", rows)
    revision = connection.exec_driver_sql(f"TABLE {quoted_of['alembic_version']}").scalar()
    return Contents(str(revision), rows)


def try_out(clients: Clients, file: Path, server_url: str, name: str, schema: str, expected: Contents) -> None:
    """Restore the file into a database `name` on that server, compare, and drop it.

    Raises UntriedError where no such database can be made, DeploymentError where the backup doesn't bring back all.
    """
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    with _scratch(server_url, name):
        clients.restore(file, url)
        with connected(url) as connection:
            found = contents(connection, schema)
    if found.revision != expected.revision:
        raise DeploymentError(f"Restored, its schema is at revision {found.revision} instead of {expected.revision}.")
    for table, rows in expected.rows.items():
        if found.rows.get(table) != rows:
            raise DeploymentError(f"Restored, {table} has {found.rows.get(table, 'no')} rows instead of {rows}.")


@contextmanager
def connected(url: str, **options: str) -> Iterator[Connection]:
    """Yield a connection of its own; it is the primary's where the URL names several servers."""
    place = {"connect_timeout": 5, "application_name": "mockmate_backup", "target_session_attrs": "primary"}
    engine = create_engine(url, poolclass=pool.NullPool, connect_args=place, **options)
    with engine.connect() as connection:
        yield connection


@contextmanager
def _scratch(server_url: str, name: str) -> Iterator[None]:
    quoted = '"' + name.replace('"', '""').replace("%", "%%") + '"'
    drop = f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)"
    try:
        with connected(server_url, isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(drop)  # of a run that was killed
            connection.exec_driver_sql(f"CREATE DATABASE {quoted} TEMPLATE template0 ENCODING 'UTF8'")
    except DBAPIError as error:
        reason = postgres_check.unusable(server_url, error)
        if sqlstate(error) == _NO_PRIVILEGE:
            role = make_url(server_url).username
            raise UntriedError(
                f'The role {role} may not create the database {name}: run `ALTER ROLE "{role}" CREATEDB`, name another'
                " server in BACKUP_TRIAL_URL, or say --no-trial."
            ) from None
        raise UntriedError(str(reason)) from None
    try:
        yield
    finally:
        with connected(server_url, isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(drop)
