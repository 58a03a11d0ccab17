"""Old and new processes side by side: migrations only add what the release before doesn't mind, and it stays ready."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from psycopg2 import sql
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from shared import health, migrations
from tests.cloning import connect, drop_databases, on

# By name: type, whether a row must say it, and whether it has a default.
_COLUMNS = """
    SELECT attrelid::regclass || '.' || attname, format_type(atttypid, atttypmod),
           attnotnull, atthasdef OR attidentity <> ''
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE attnum > 0 AND NOT attisdropped AND relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
# What came before was never run by old and new processes side by side.
SINCE = "0007"
REVISIONS = [one.revision for one in ScriptDirectory.from_config(migrations.configuration("")).walk_revisions()][::-1]


@pytest.fixture
def new_database(postgres_url: str) -> Iterator[str]:
    """An empty database."""
    name = f"mockmate_upgrade_{uuid.uuid4().hex[:8]}"
    with closing(connect(postgres_url)) as server, server.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield on(postgres_url, name)
    drop_databases(postgres_url, like=name)


def columns(url: str) -> dict[str, tuple[str, bool, bool]]:
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute(_COLUMNS)
        return {name: (kind, required, given) for name, kind, required, given in cursor.fetchall()}


def test_what_the_release_before_reads_and_writes_still_can_be(new_database: str):
    configuration = migrations.configuration(new_database)
    command.upgrade(configuration, SINCE)
    before = columns(new_database)
    for revision in REVISIONS[REVISIONS.index(SINCE) + 1 :]:
        command.upgrade(configuration, revision)
        after = columns(new_database)
        tables = {name.partition(".")[0] for name in before}
        for name, (kind, required, _) in before.items():
            assert name in after, f"{revision} drops {name}, which the release before reads"
            assert after[name][0] == kind, f"{revision} changes {name}"
            assert required or not after[name][1] or after[name][2], f"{revision} demands {name}"
        for name, (_, required, given) in after.items():
            if name not in before and name.partition(".")[0] in tables:
                assert given or not required, f"{revision} demands {name}, which the release before doesn't write"
        before = after


@pytest.mark.parametrize(
    ("stored", "state"), [(REVISIONS[-1], "up"), ("9999", "up"), (REVISIONS[-2], "down"), (REVISIONS[0], "down")]
)
def test_a_process_is_ready_with_its_own_schema_and_with_a_newer_one(database_url: str, stored: str, state: str):
    engine = create_engine(database_url, poolclass=NullPool)
    with Session(engine) as session:  # never committed
        session.execute(text("UPDATE alembic_version SET version_num = :stored"), {"stored": stored})
        found = health.schema_check(session)
    assert (found.status, found.current, found.head) == (state, stored, REVISIONS[-1])


def test_a_database_without_a_schema_is_not_ready(new_database: str):
    engine = create_engine(new_database, poolclass=NullPool)
    with Session(engine) as session:
        assert health.schema_check(session).status == "down"
