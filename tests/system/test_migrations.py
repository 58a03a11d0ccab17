"""The schema's history: it says what the models say, goes down and up again, and survives a crowd at the door."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from psycopg2 import errors, sql
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from shared import migrations
from shared.models import Base
from tests.cloning import connect, drop_databases, on

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0

# Everything that makes two schemas differ, as PostgreSQL itself writes it down.
_SCHEMA = """
    SELECT 'column', attrelid::regclass::text, attname::text,
           format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || attidentity::text || ' '
           || coalesce(pg_get_expr(adbin, adrelid), '')
      FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attnum > 0 AND NOT attisdropped
       AND attrelid IN (SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace)
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index', tablename::text, indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


@pytest.fixture
def new_database(postgres_url: str) -> Iterator[Callable[[], str]]:
    """Make a database with nothing in it at all."""
    run = f"mockmate_migrations_{uuid.uuid4().hex[:8]}"
    names = (f"{run}_{number}" for number in range(99))

    def make() -> str:
        name = next(names)
        with closing(connect(postgres_url)) as server, server.cursor() as cursor:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return on(postgres_url, name)

    yield make
    drop_databases(postgres_url, like=f"{run}%")


@contextmanager
def session_on(url: str) -> Iterator[Session]:
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine) as session:
        yield session


def schema_of(url: str) -> set[tuple[str, str, str, str]]:
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute(_SCHEMA)
        return {row for row in cursor.fetchall() if row[1] != "alembic_version"}


def version_of(url: str) -> str | None:
    with session_on(url) as session:
        return migrations.current(session)


def test_the_revisions_that_we_name_are_those_of_alembic():
    walked = ScriptDirectory.from_config(migrations.configuration("")).walk_revisions()
    assert migrations.known() == [one.revision for one in walked]


def test_no_migration_is_missing(make_database: Callable[[], str]):
    command.check(migrations.configuration(make_database()))


def test_migrations_and_models_make_the_same_schema_down_to_checks_and_exclusions(
    make_database: Callable[[], str], new_database: Callable[[], str]
):
    migrated, modelled = make_database(), new_database()
    engine = create_engine(modelled, poolclass=NullPool)
    Base.metadata.create_all(engine)
    assert schema_of(migrated) ^ schema_of(modelled) == set()
    assert {name for kind, _, name, _ in schema_of(migrated) if kind == "constraint"} >= {
        "bookings_no_overlap",
        "participants_seat_range",
    }


def test_the_whole_history_goes_down_and_up_again(new_database: Callable[[], str]):
    url = new_database()
    assert version_of(url) is None
    migrations.upgrade(url)
    assert version_of(url) == migrations.head()
    before = schema_of(url)
    assert before

    command.downgrade(migrations.configuration(url), "base")
    assert version_of(url) is None
    assert schema_of(url) == set()

    migrations.upgrade(url)
    assert schema_of(url) == before


def test_upgrading_an_up_to_date_database_keeps_what_is_in_it(make_database: Callable[[], str]):
    url = make_database()
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute("INSERT INTO slots (interview_type) VALUES ('technical')")
        migrations.upgrade(url)
        cursor.execute("SELECT count(*) FROM slots")
        assert cursor.fetchone() == (1,)


def test_a_schema_of_a_newer_release_is_left_alone_by_one_that_is_turned_back_to(make_database: Callable[[], str]):
    url = make_database()
    before = schema_of(url)
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute("UPDATE alembic_version SET version_num = 'of a later release'")
    migrations.upgrade(url)
    assert version_of(url) == "of a later release"
    assert schema_of(url) == before


def test_four_processes_that_upgrade_an_empty_database_at_once_all_succeed(new_database: Callable[[], str]):
    url = new_database()
    program = (
        "import sys; from shared.migrations import upgrade; print('ready', flush=True); input(); upgrade(sys.argv[1])"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, url],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [process.communicate(timeout=PATIENCE)[1] for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert [(process.returncode, complaint) for process, complaint in zip(processes, said, strict=True)] == [
        (0, "")
    ] * 4
    assert version_of(url) == migrations.head()


def test_what_was_cancelled_before_0012_was_cancelled_by_nobody_known(new_database: Callable[[], str]):
    url = new_database()
    command.upgrade(migrations.configuration(url), "0011")
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute(
            "INSERT INTO users (email, username, password_hash) VALUES ('alice@example.com', 'alice', 'x') RETURNING id"
        )
        user = cursor.fetchone()
        cursor.execute("INSERT INTO slots (interview_type) VALUES ('technical') RETURNING id")
        cursor.execute(
            "INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status, cancelled_late)"
            " VALUES (%s, %s, 'easy', now(), now() + interval '1 hour', 'cancelled', true)",
            (user, cursor.fetchone()),
        )
        migrations.upgrade(url)
        cursor.execute("SELECT status, cancelled_late, cancelled_by FROM bookings")
        assert cursor.fetchall() == [("cancelled", True, None)]
        for known in ("person", "administrator"):
            cursor.execute("UPDATE bookings SET cancelled_by = %s", (known,))
        with pytest.raises(errors.CheckViolation, match="bookings_cancelled_by"):
            cursor.execute("UPDATE bookings SET cancelled_by = 'nobody'")
    command.downgrade(migrations.configuration(url), "0011")
    migrations.upgrade(url)
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute("SELECT status, cancelled_late, cancelled_by FROM bookings")
        assert cursor.fetchall() == [("cancelled", True, None)]


def test_feedback_of_before_0021_rates_an_interviewee_and_what_came_since_can_be_turned_back(
    new_database: Callable[[], str],
):
    url = new_database()
    command.upgrade(migrations.configuration(url), "0020")
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute(
            "INSERT INTO users (email, username, password_hash)"
            " VALUES ('a@example.com', 'a', 'x'), ('b@example.com', 'b', 'x')"
        )
        cursor.execute("INSERT INTO slots (interview_type) VALUES ('technical')")
        cursor.execute(
            "INSERT INTO interviews (id, slot_id, interview_type, status, level_gap, met_before, matched_at, start_by)"
            " SELECT gen_random_uuid(), id, 'technical', 'ended', 0, false, now(), now() FROM slots"
        )
        say = (
            "INSERT INTO feedback (interview_id, author_id, subject_id, communication, overall, did_well, to_improve,"
            " would_pass, good_match{}) SELECT i.id, a.id, b.id, 4, 5, 'x', 'y', true, 3{}"
            " FROM interviews i, users a, users b WHERE a.id {} b.id RETURNING id"
        )
        cursor.execute(say.format("", "", "<"))
        migrations.upgrade(url)
        shown = "SELECT rates_interviewee, question_rubric, as_interviewer, communication, overall FROM feedback"
        cursor.execute(shown)
        assert cursor.fetchall() == [(True, None, None, 4, 5)]
        more = ", rates_interviewee, as_interviewer", """, false, '{"overall": 2}'"""
        cursor.execute(say.format(*more, ">"))
        for column, value, rule in (
            ("as_interviewer", '{"clarity": 2}', "feedback_as_interviewer_rated"),
            ("as_interviewer", '{"overall": 6}', "feedback_as_interviewer_rated"),
            ("as_interviewer", "[2]", "feedback_as_interviewer_rated"),
            ("as_interviewer", None, "feedback_rates_someone"),
            ("question_rubric", "[2]", "feedback_question_rubric_object"),
        ):
            with pytest.raises(errors.CheckViolation, match=rule):
                cursor.execute(f"UPDATE feedback SET {column} = %s WHERE NOT rates_interviewee", (value,))
    command.downgrade(migrations.configuration(url), "0020")
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute("SELECT communication, overall, would_pass FROM feedback ORDER BY id")
        assert cursor.fetchall() == [(4, 5, True)] * 2
