"""`make run` starts everything, keeps the data, and leaves nothing running."""

from __future__ import annotations

import json
import os
import pty
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx

from shared.core import postgres_check
from tests.cloning import connect
from tests.deployment.embedded import OUTSIDE, ROOT, Embedded, is_ready

ADA = {"email": "ada@example.org", "password": "a long enough password"}
Start = Callable[..., Embedded]


def test_it_ends_with_its_terminal_and_starts_again_with_the_same_data(start: Start, folder: Path) -> None:
    home = folder / 'a space, a comma, a "quote", an ü' / ("deep" * 30)
    terminal, its_end = pty.openpty()
    first = start(home, stdin=its_end)
    os.close(its_end)
    first.wait_until_it_says("Stop it with Ctrl-C")
    for place in (first.api, f"{first.api}/docs", f"ws://127.0.0.1:{first.ws_port}", str(home / "mail")):
        assert place in first.said
    assert is_ready(first.api)
    assert is_ready(first.sockets)
    registered = httpx.post(f"{first.api}/auth/register", json=ADA, timeout=30)
    assert registered.status_code == 201
    os.close(terminal)
    assert first.wait_for_exit() == 0
    assert first.left_over() == []

    second = start(home)
    second.wait_until_ready()
    login = {"login": ADA["email"], "password": ADA["password"]}
    assert httpx.post(f"{second.api}/auth/login", json=login, timeout=30).status_code == 200
    token = registered.json()["access_token"]  # the secrets stayed too, so a login outlives a restart
    me = httpx.get(f"{second.api}/users/me", headers={"Authorization": f"Bearer {token}"}, timeout=30)
    assert me.json()["email"] == ADA["email"]
    # From an impatient person.
    assert second.stop(signal.SIGINT, signal.SIGINT, signal.SIGTERM) == 0
    assert second.left_over() == []


def test_its_secrets_are_its_own_and_for_its_owner_alone(start: Start, home: Path, folder: Path) -> None:
    secrets = []
    for where in (home, folder / "another"):
        run = start(where)
        run.wait_until_it_says("PostgreSQL")
        run.stop()
        file = where / "secrets.json"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        secrets.append(json.loads(file.read_text()))
    assert len(secrets[0]["JWT_SECRET"]) >= 32
    assert not set(secrets[0].values()) & set(secrets[1].values())


def test_servers_that_are_given_are_used(start: Start, home: Path, make_database: Callable[[], str]) -> None:
    database_url = make_database()
    run = start(DATABASE_URL=database_url, REDIS_URL="redis://:hidden@127.0.0.1:9/0")
    run.wait_until_it_says("Stop it with Ctrl-C")
    place = postgres_check.place(database_url)
    assert f"PostgreSQL   yours, at {place}, version 1" in run.said
    assert "Valkey       not reached at 127.0.0.1:9 (" in run.said
    assert "hidden" not in run.said
    assert not (home / "postgres").exists()
    assert not (home / "valkey").exists()
    registered = httpx.post(f"{run.api}/auth/register", json=ADA, timeout=30)
    assert registered.status_code == 201
    with closing(connect(database_url)) as database, database.cursor() as cursor:
        cursor.execute("SELECT email FROM users")
        assert cursor.fetchall() == [(ADA["email"],)]
    # A second terminal, in which DATABASE_URL isn't set, while it runs and afterwards.
    assert promote(home).stderr.startswith(f"The data of {home} is in the database {place}; set DATABASE_URL")
    assert promote(home, DATABASE_URL=database_url).stdout == f"{ADA['email']} is an administrator now.\n"
    assert run.stop(signal.SIGHUP) == 0
    assert run.left_over() == []
    assert promote(home).returncode == 2


def promote(home: Path, **given: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    return subprocess.run(
        [sys.executable, "-m", "deployment.local", "flask", "users", "promote", ADA["email"]],
        cwd=ROOT,
        env={**kept, "MOCKMATE_HOME": str(home), **given},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_can_be_stopped_at_any_moment_of_its_start(start: Start, folder: Path) -> None:
    for moment in ("starts", "making a new data folder", "Valkey       ready", "seed"):
        home = folder / moment
        run = start(home)
        run.wait_until_it_says(moment)
        assert run.stop(signal.SIGINT) == 0
        assert run.left_over() == []
        again = start(home)
        again.wait_until_it_says("schema")  # what was begun is no hindrance
        again.stop()
