"""PostgreSQL: reached, let in, new enough, UTF-8, takes writes, has our schema, and room for our connections."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, create_engine, pool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from deployment.check.findings import Finding, advice, wrong
from mockmate_api.accounts import pepper
from shared import migrations
from shared.core import clock, database_outages, postgres_check, session_settings
from shared.core.database import make_engine
from shared.core.settings import Settings
from shared.models import Base

_REMEDIES = {
    "authentication failed": "Check DB_USER and DB_PASSWORD, or those in DATABASE_URL, where special characters are"
    " written as %XX.",
    "no password supplied": "Set DB_PASSWORD, or put the password into DATABASE_URL.",
    "could not translate host name": "DNS doesn't know the host: check DB_HOST or the one in DATABASE_URL.",
    "refused": "Check DB_HOST and DB_PORT, or those in DATABASE_URL, and that PostgreSQL runs and listens there"
    " (`listen_addresses`).",
    "timeout": "Usually a firewall or a security group drops the connection; let this machine reach the port.",
    "no pg_hba.conf entry": "Let this machine, user and database in, in the server's pg_hba.conf; where it says that"
    " there is no encryption, set PGSSLMODE=require.",
    "certificate": "Put the authority that signed it into PGSSLROOTCERT, and use the host name that it is for.",
    "does not exist": "Create it, or check DB_NAME and DB_USER, or the names in DATABASE_URL.",
    "session is read-only": "None of these hosts takes writes: name the primary, too.",
    "too many": "Raise max_connections of the server or of the role, or lower DB_POOL_SIZE.",
    "remaining connection slots": "Raise max_connections of the server, or lower DB_POOL_SIZE.",
}
_LIMITS = """
SELECT current_setting('max_connections')::int
    - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true)::int, 0),
    (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user),
    (SELECT datconnlimit FROM pg_database WHERE datname = current_database())
"""
_MISSING_PRIVILEGES = """
SELECT name, privilege
FROM unnest(:names) AS name, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
WHERE to_regclass(name) IS NOT NULL AND NOT has_table_privilege(to_regclass(name), privilege)
ORDER BY name, privilege
"""


def check(settings: Settings, *, before_rollout: bool) -> Iterator[Finding]:
    """Look at the database. Before a rollout its schema may be behind, since migrations follow."""
    try:
        postgres_check.check(settings.sqlalchemy_url)
    except postgres_check.UnusableDatabase as error:
        yield wrong(with_remedy(str(error)))
        return
    engine = make_engine(settings, "mockmate_check")
    try:
        if refusal := _refusal_of_writes(settings):
            yield wrong(refusal)
        else:
            yield from _of_a_primary(engine, settings, before_rollout=before_rollout)
    except DBAPIError as error:
        yield wrong(with_remedy(str(postgres_check.unusable(settings.sqlalchemy_url, error))))
    finally:
        engine.dispose()


def with_remedy(said: str) -> str:
    """Return what PostgreSQL said, and what to do about it."""
    return next((f"{said} {remedy}" for words, remedy in _REMEDIES.items() if words in said), said)


def _refusal_of_writes(settings: Settings) -> str | None:
    """Return why writes are refused. Of several hosts our engines look for the one that takes them."""
    any_of_them = create_engine(settings.sqlalchemy_url, poolclass=pool.NullPool, connect_args={"connect_timeout": 5})
    asked = "SELECT pg_is_in_recovery(), current_setting('transaction_read_only')::boolean"
    with any_of_them.connect() as connection:
        is_replica, is_read_only = connection.exec_driver_sql(asked).one()
    any_of_them.dispose()
    place = postgres_check.place(settings.sqlalchemy_url)
    several = "," in place
    if several or not (is_replica or is_read_only):
        return None
    if is_replica:
        return f"{place} is a replica, which takes no writes. Name the primary in DB_HOST or DATABASE_URL."
    return (
        f"{place} takes no writes: default_transaction_read_only is on for the server, the database or the role. Turn"
        " it off there."
    )


def _of_a_primary(engine: Engine, settings: Settings, *, before_rollout: bool) -> Iterator[Finding]:
    with engine.connect() as connection:
        is_pooled = session_settings.is_behind_pooler(connection)
        yield from _writes(connection, settings)
        yield from _schema(connection, settings, before_rollout=before_rollout)
        with Session(connection) as session:
            ahead = clock.skew(session)
        if abs(ahead) > clock.MAX_SKEW_SECONDS:
            yield wrong(
                f"This machine's clock is {abs(ahead):.0f} seconds {'ahead of' if ahead > 0 else 'behind'} the"
                " database's. Let both follow NTP."
            )
        if is_pooled:
            yield advice(
                "A pooler stands before PostgreSQL. The services notice, but migrations should bypass it: run"
                " `python -m deployment.migrate` with a DATABASE_URL of the server itself."
            )
        else:
            yield from _room(connection, settings)
        connection.rollback()
    if not pepper.would_fit(engine, settings):
        yield wrong(pepper.DIFFERS)


def _writes(connection: Connection, settings: Settings) -> Iterator[Finding]:
    password = settings.database_password
    if connection.scalar(text("SELECT has_database_privilege(current_database(), 'TEMPORARY')")):
        try:
            with connection.begin_nested():
                connection.exec_driver_sql("CREATE TEMPORARY TABLE mockmate_check ON COMMIT DROP AS SELECT 1 AS one")
        except DBAPIError as error:
            reason = database_outages.in_words(error.orig or error, password)
            yield wrong(f"PostgreSQL can't write: {reason}. Is its disk full?")
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("SELECT pg_walfile_name(pg_current_wal_lsn())")
    except DBAPIError as error:
        reason = database_outages.in_words(error.orig or error, password)
        yield wrong(
            f"This database doesn't say where its log is ({reason}), which both services need: use a PostgreSQL with"
            " pg_current_wal_lsn() and pg_walfile_name(), and let the role execute them."
        )


def _schema(connection: Connection, settings: Settings, *, before_rollout: bool) -> Iterator[Finding]:
    with Session(connection) as session:
        current = migrations.current(session)
    schema = connection.scalar(text("SELECT current_schema()"))
    role = connection.scalar(text("SELECT current_user"))
    is_behind = current is None or current in migrations.known()[1:]
    if is_behind and not connection.scalar(text("SELECT has_schema_privilege(current_schema(), 'CREATE')")):
        yield wrong(
            f"The role {role} may not create tables, which migrations do. As the owner:"
            f" GRANT CREATE ON SCHEMA {schema} TO {role}; or migrate with the owner's DATABASE_URL."
        )
    if is_behind and not before_rollout:
        found = f"is at revision {current}" if current else "has no tables of Mock Mate"
        yield wrong(
            f"{postgres_check.place(settings.sqlalchemy_url)} {found}, and this release needs {migrations.head()}: run"
            " `python -m deployment.migrate`."
        )
    if not is_behind and current not in migrations.known():
        yield advice(f"The schema ({current}) is of a newer release than this one, which can work with it.")
    if current is not None:
        yield from _privileges(connection, str(role))


def _privileges(connection: Connection, role: str) -> Iterator[Finding]:
    names = [table.name for table in Base.metadata.sorted_tables]
    missing = connection.execute(text(_MISSING_PRIVILEGES), {"names": names}).all()
    if missing:
        name, privilege = missing[0]
        more = f" (and {len(missing) - 1} more of that kind)" if len(missing) > 1 else ""
        yield wrong(
            f"The role {role} may not {privilege} in {name}{more}. As the owner: GRANT SELECT, INSERT, UPDATE, DELETE"
            f" ON ALL TABLES IN SCHEMA {connection.scalar(text('SELECT current_schema()'))} TO {role}."
        )


def _room(connection: Connection, settings: Settings) -> Iterator[Finding]:
    """Compare the server's connections with those of one API and one socket service."""
    limits = connection.exec_driver_sql(_LIMITS).one()
    room = min(limit for limit in limits if limit is not None and limit >= 0)
    needed = settings.db_pool_size * (settings.web_workers + 1)
    if needed > room:
        yield wrong(
            f"PostgreSQL lets {room} connections of this role in, and one API with one socket service opens up to"
            f" {needed} (DB_POOL_SIZE × (WEB_WORKERS + 1)). Lower DB_POOL_SIZE, or raise max_connections or the role's"
            " limit."
        )
