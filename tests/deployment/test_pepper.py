"""The passwords of a database need the pepper they were made with: without it nothing starts, and it isn't deleted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import make_url

from mockmate_api import create_app
from shared.core import postgres_check
from shared.core.settings import Settings
from tests.apps import close
from tests.clients import PATIENCE
from tests.cloning import clone, connect, drop_databases, on
from tests.deployment.embedded import OUTSIDE, Embedded
from tests.deployment.gateway import ApiProcess
from tests.sockets import ROOT, environment, free_port

ADA = {"email": "ada@example.org", "password": "a long enough password"}
LOGIN = {"login": ADA["email"], "password": ADA["password"]}
OURS, ANOTHER = "the pepper of this house", "the pepper of another one"
SENTENCE = "The passwords in this database were hashed with another PASSWORD_PEPPER"


def call(home: Path, *command: str, **given: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    return subprocess.run(
        [sys.executable, "-m", "deployment.local", *command],
        cwd=ROOT,
        env={**kept, "MOCKMATE_HOME": str(home), **given},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def reset(home: Path, **given: str) -> subprocess.CompletedProcess[str]:
    return call(home, "reset", "--yes", **given)


def promote(home: Path, **given: str) -> subprocess.CompletedProcess[str]:
    return call(home, "flask", "users", "promote", ADA["email"], **given)


def log_in(api: str) -> int:
    return httpx.post(f"{api}/auth/login", json=LOGIN, timeout=PATIENCE).status_code


def register(api: str) -> int:
    return httpx.post(f"{api}/auth/register", json=ADA, timeout=PATIENCE).status_code


def test_a_database_elsewhere_is_used_and_what_it_needs_is_neither_deleted_nor_made_anew(
    start: Callable[..., Embedded], home: Path, folder: Path, make_database: Callable[[], str]
):
    database_url = make_database()
    elsewhere = {"DATABASE_URL": database_url, "REDIS_URL": "redis://:hidden@127.0.0.1:9/0"}
    run = start(**elsewhere)
    run.wait_until_it_says("Stop it with Ctrl+C")
    place = postgres_check.place(database_url)
    assert f"PostgreSQL   yours, at {place}, version 1" in run.said
    assert "Valkey       not reached at 127.0.0.1:9 (" in run.said
    assert "hidden" not in run.said
    assert not (home / "postgres").exists()
    assert not (home / "valkey").exists()
    assert register(run.api) == 201
    with closing(connect(database_url)) as database, database.cursor() as cursor:
        cursor.execute("SELECT email FROM users")
        assert cursor.fetchall() == [(ADA["email"],)]
    # A second terminal, in which DATABASE_URL isn't set, while it runs and afterwards.
    assert promote(home).stderr.startswith(f"The data of {home} is in the database {place}; set DATABASE_URL")
    assert promote(home, DATABASE_URL=database_url).stdout == f"{ADA['email']} is now an administrator.\n"
    assert run.stop(signal.SIGHUP) == 0
    assert run.left_over() == []
    assert promote(home).returncode == 2
    secrets = (home / "secrets.json").read_text()

    for given in ({"DATABASE_URL": database_url}, {}):
        refused = reset(home, **given)
        assert refused.returncode == 2
        assert str(home / "secrets.json") in refused.stderr
    assert str(make_url(database_url).database) in refused.stderr
    (home / "databases-elsewhere.txt").unlink()  # as a release before has left it
    assert reset(home).returncode == 2

    other = start(folder / "another", **elsewhere)
    assert other.wait_for_exit() == 1
    assert SENTENCE in other.said
    assert json.loads(secrets)["PASSWORD_PEPPER"] not in other.said
    assert other.left_over() == []

    assert (home / "secrets.json").read_text() == secrets
    run = start(**elsewhere)
    run.wait_until_ready()
    assert log_in(run.api) == 200


def test_what_is_all_embedded_is_deleted_as_before(start: Callable[..., Embedded], home: Path):
    run = start()
    run.wait_until_it_says("PostgreSQL   ready")
    run.stop()
    assert reset(home).returncode == 0
    assert not (home / "secrets.json").exists()
    assert not (home / "postgres").exists()


class House:
    """The API on one database, under one pepper or another."""

    def __init__(self, settings: Settings, folder: Path, stack: ExitStack) -> None:
        self.settings = settings
        self._folder = folder
        self._stack = stack

    def start(self, pepper: str, settings: Settings | None = None) -> str:
        """Start the API; returns where it is."""
        api = ApiProcess(settings or self.settings, self._folder, PASSWORD_PEPPER=pepper)
        self._stack.callback(api.stop)
        return f"http://127.0.0.1:{api.port}"

    def register(self, pepper: str) -> None:
        """Register Ada with an API that is gone afterwards."""
        app = create_app(self.settings.model_copy(update={"password_pepper": SecretStr(pepper)}))
        assert app.test_client().post("/auth/register", json=ADA).status_code == 201
        close(app)

    def run(self, pepper: str, *command: str) -> tuple[int, str]:
        """Run a command to its end; returns its code and what it said."""
        ended = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env={**environment(self.settings), "PASSWORD_PEPPER": pepper, "PORT": str(free_port())},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return ended.returncode, ended.stdout

    def refusal(self, pepper: str) -> str:
        """Start the API, which ends by itself; returns what it said."""
        code, said = self.run(pepper, "gunicorn", "-c", "deployment/gunicorn.conf.py", "mockmate_api.wsgi:app")
        assert code == 2
        assert "Listening" not in said
        return said

    def flask(self, pepper: str, *arguments: str) -> tuple[int, str]:
        return self.run(pepper, "flask", "--app", "mockmate_api.wsgi", *arguments)

    def rows(self) -> list[str]:
        with closing(connect(self.settings.database_url)) as database, database.cursor() as cursor:
            cursor.execute("SELECT to_jsonb(row)::text FROM pepper_fingerprints AS row")
            return [row for (row,) in cursor.fetchall()]


@pytest.fixture
def house(settings: Settings, tmp_path: Path) -> Iterator[House]:
    with ExitStack() as stack:
        yield House(settings, tmp_path, stack)


def test_under_another_pepper_the_api_does_not_start_until_that_is_wanted(house: House):
    ours = house.start(OURS)
    assert register(ours) == 201
    said = house.refusal(ANOTHER)
    assert said.count(SENTENCE) == 1
    assert "Traceback" not in said
    assert "pepper accept" in said
    for pepper in (OURS, ANOTHER):
        assert pepper not in said + "".join(house.rows())
    assert house.flask(ANOTHER, "pepper", "check")[0] != 0

    code, said = house.flask(ANOTHER, "pepper", "accept")
    assert code != 0
    assert "by email" in said
    assert house.flask(OURS, "pepper", "check")[0] == 0  # nothing has changed
    assert log_in(ours) == 200

    assert house.flask(ANOTHER, "pepper", "accept", "--yes")[0] == 0
    api = house.start(ANOTHER)
    assert log_in(api) == 401
    assert httpx.get(f"{api}/health/ready", timeout=PATIENCE).status_code == 200
    assert SENTENCE in house.refusal(OURS)


def test_a_database_from_before_takes_the_pepper_that_it_has_and_all_who_start_at_once_are_fine(house: House):
    house.register(OURS)
    with closing(connect(house.settings.database_url)) as database, database.cursor() as cursor:
        cursor.execute("TRUNCATE pepper_fingerprints")
    with ThreadPoolExecutor(3) as pool:
        apis = list(pool.map(lambda _: house.start(OURS), range(3)))
    for api in apis:
        assert log_in(api) == 200
    assert len(house.rows()) == 1
    assert SENTENCE in house.refusal(ANOTHER)


def test_a_database_that_comes_late_is_asked_when_it_is_there(house: House, postgres_url: str):
    house.register(OURS)
    name = f"mockmate_late_{uuid.uuid4().hex[:8]}"
    late = house.settings.model_copy(update={"database_url": on(postgres_url, name)})
    right, wrong = house.start(OURS, late), house.start(ANOTHER, late)
    for api in (right, wrong):
        assert httpx.get(f"{api}/health/live", timeout=PATIENCE).status_code == 200
        assert httpx.get(f"{api}/health/ready", timeout=PATIENCE).status_code == 503

    original = str(make_url(house.settings.database_url).database)
    with closing(connect(postgres_url)) as server, server.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            (original,),
        )
    try:
        clone(postgres_url, original, name)
        ready = {api: httpx.get(f"{api}/health/ready", timeout=PATIENCE) for api in (right, wrong)}
        assert (ready[right].status_code, ready[wrong].status_code) == (200, 503)
        assert ready[wrong].json()["checks"]["pepper"]["status"] == "down"
        assert ready[wrong].json()["checks"]["database"]["status"] == "up"
        assert log_in(right) == 200
        bob = {"email": "bob@example.org", "password": ADA["password"]}
        assert httpx.post(f"{wrong}/auth/register", json=bob, timeout=PATIENCE).status_code == 503
        assert log_in(wrong) == 503
    finally:
        drop_databases(postgres_url, like=name)
