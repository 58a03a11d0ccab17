"""Old and new processes side by side: the release before lives on what migrations leave it, and stays ready."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from shared import migrations
from shared.core import health
from tests.cloning import connect
from tests.system.releases.replay import RELEASES, Recording, Release

ROOT = Path(__file__).parents[2]
JOURNEYS = [
    pytest.param(release.revision, said, id=f"{release.revision}-{name}")
    for release in RELEASES
    for name, said in sorted(release.journeys.items())
]
REVISIONS = migrations.known()[::-1]


@pytest.mark.parametrize(("revision", "said"), JOURNEYS)
def test_a_release_before_lives_on_the_schema_of_today(make_database: Callable[[], str], revision: str, said: str):
    recording = Recording(said)
    with closing(connect(make_database())) as database:
        recording.say(database, recording.transactions)


@pytest.mark.parametrize(("revision", "said"), JOURNEYS)
def test_a_release_before_does_not_notice_that_the_schema_is_brought_up_to_date(
    new_database: str, revision: str, said: str
):
    recording = Recording(said)
    command.upgrade(migrations.configuration(new_database), revision)
    half = len(recording.transactions) // 2
    with closing(connect(new_database)) as database:
        recording.say(database, recording.transactions[:half])
        migrations.upgrade(new_database)
        recording.say(database, recording.transactions[half:])


def test_what_is_recorded_at_a_release_can_be_said_again(
    make_database: Callable[[], str], postgres_url: str, redis_server: str, tmp_path: Path
):
    said = {
        "RECORD": str(tmp_path),
        "PYTHONPATH": str(ROOT / "tests" / "system" / "releases" / "recorder"),
        "DATABASE_URL": postgres_url,
        "REDIS_URL": redis_server,
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-m",
        "recorded",
        "tests/api/users/test_report.py",
    ]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **said}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    packed = tmp_path / "9999.tar.xz"
    pack = [sys.executable, "-m", "tarfile", "-c", packed.name, *(file.name for file in tmp_path.glob("*.sql"))]
    subprocess.run(pack, cwd=tmp_path, check=True)
    (journey,) = Release(packed).journeys.values()
    recording = Recording(journey)
    assert [one for said in recording.transactions for one in said if one.statement.startswith("INSERT INTO reports")]
    with closing(connect(make_database())) as database:
        recording.say(database, recording.transactions)


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
