"""The services' own role in PostgreSQL, made by an administrator who is not theirs: by the migrations, on ECS.

The administrator is DB_ADMIN_USER with DB_ADMIN_PASSWORD, which the services themselves never get. The role is DB_USER
with DB_PASSWORD. It gets a schema of its own, named after it, and nothing else. docs/deploying.md has the same
statements for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from psycopg2 import sql
from sqlalchemy import Connection, create_engine, make_url, pool

from shared.core.settings import Settings

_HAS_ROLE = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)"


def ensure(settings: Settings, environment: Mapping[str, str]) -> None:
    """Make the role if an administrator is given, or give it the password of now. Raises DBAPIError."""
    administrator = environment.get("DB_ADMIN_USER")
    if not administrator:
        return
    url = make_url(settings.sqlalchemy_url).set(
        username=administrator, password=environment.get("DB_ADMIN_PASSWORD", "")
    )
    engine = create_engine(url, poolclass=pool.NullPool, connect_args={"connect_timeout": 5})
    with engine.begin() as connection:
        _make(connection, settings)


def _make(connection: Connection, settings: Settings) -> None:
    # Two at once would both find no role; this ends with the transaction.
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('mockmate role'))")
    exists = connection.exec_driver_sql(_HAS_ROLE, (settings.db_user,)).scalar_one()
    names = {
        "role": sql.Identifier(settings.db_user),
        "database": sql.Identifier(settings.db_name),
        "password": sql.Literal(settings.database_password),
    }
    driver: Any = connection.connection.driver_connection
    for statement in (
        ("ALTER" if exists else "CREATE") + " ROLE {role} LOGIN PASSWORD {password}",
        "GRANT {role} TO CURRENT_USER",
        "CREATE SCHEMA IF NOT EXISTS {role} AUTHORIZATION {role}",
        "ALTER ROLE {role} IN DATABASE {database} SET search_path = {role}",
    ):
        text = sql.SQL(statement).format(**names).as_string(driver)
        connection.exec_driver_sql(text.replace("%", "%%"))
