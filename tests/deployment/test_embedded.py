"""`make run` starts everything, keeps the data, and leaves nothing running."""

from __future__ import annotations

import json
import os
import pty
import signal
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx

from tests.cloning import connect
from tests.deployment.embedded import Embedded, is_ready

ADA = {"email": "ada@example.org", "password": "a long enough password"}
Start = Callable[..., Embedded]


def test_it_starts_stops_and_starts_again_with_the_same_data(start: Start, home: Path) -> None:
    first = start()
    first.wait_until_ready()
    assert is_ready(first.api)
    assert is_ready(first.sockets)
    registered = httpx.post(f"{first.api}/auth/register", json=ADA, timeout=30)
    assert registered.status_code == 201
    assert first.stop(signal.SIGTERM) == 0
    assert first.left_over() == []

    second = start()
    second.wait_until_ready()
    login = {"login": ADA["email"], "password": ADA["password"]}
    assert httpx.post(f"{second.api}/auth/login", json=login, timeout=30).status_code == 200
    token = registered.json()["access_token"]  # the secrets stayed too, so a login outlives a restart
    me = httpx.get(f"{second.api}/users/me", headers={"Authorization": f"Bearer {token}"}, timeout=30)
    assert me.json()["email"] == ADA["email"]


def test_it_says_where_things_are_and_ends_with_its_terminal(start: Start, home: Path) -> None:
    terminal, its_end = pty.openpty()
    run = start(stdin=its_end)
    os.close(its_end)
    run.wait_until_it_says("Stop it with Ctrl-C")
    for place in (run.api, f"{run.api}/docs", f"ws://127.0.0.1:{run.ws_port}", str(home / "mail")):
        assert place in run.said
    os.close(terminal)
    assert run.wait_for_exit() == 0
    assert run.left_over() == []


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


def test_servers_that_are_given_are_used(
    start: Start, home: Path, make_database: Callable[[], str], redis_url: str, redis_prefix: str
) -> None:
    database_url = make_database()
    run = start(DATABASE_URL=database_url, REDIS_URL=redis_url, REDIS_PREFIX=redis_prefix)
    run.wait_until_ready()
    assert not (home / "postgres").exists()
    assert not (home / "valkey").exists()
    registered = httpx.post(f"{run.api}/auth/register", json=ADA, timeout=30)
    assert registered.status_code == 201
    with closing(connect(database_url)) as database, database.cursor() as cursor:
        cursor.execute("SELECT email FROM users")
        assert cursor.fetchall() == [(ADA["email"],)]
    assert run.stop(signal.SIGHUP) == 0
    assert run.left_over() == []


def test_it_can_be_stopped_at_any_moment_of_its_start(start: Start, folder: Path) -> None:
    for moment in ("starts", "making a new data folder", "schema", "seed"):
        home = folder / moment
        run = start(home)
        run.wait_until_it_says(moment)
        assert run.stop(signal.SIGINT) == 0
        assert run.left_over() == []
        again = start(home)
        again.wait_until_it_says("schema")  # what was begun is no hindrance
        again.stop()


def test_a_deep_folder_with_an_odd_name_and_an_impatient_person_are_fine(start: Start, folder: Path) -> None:
    run = start(folder / 'a space, a comma, a "quote", an ü' / ("deep" * 30))
    run.wait_until_ready()
    assert is_ready(run.api)
    assert is_ready(run.sockets)
    assert run.stop(signal.SIGINT, signal.SIGINT, signal.SIGTERM) == 0
    assert run.left_over() == []
