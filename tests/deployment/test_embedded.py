"""`make run` starts everything, keeps the data, and leaves nothing running."""

from __future__ import annotations

import json
import os
import pty
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.deployment.embedded import Embedded, is_ready

ADA = {"email": "ada@example.org", "password": "a long enough password"}
Start = Callable[..., Embedded]


def test_it_ends_with_its_terminal_and_starts_again_with_the_same_data(start: Start, folder: Path) -> None:
    home = folder / 'a space, a comma, a "quote", an ü' / ("deep" * 30)
    terminal, its_end = pty.openpty()
    first = start(home, stdin=its_end)
    os.close(its_end)
    first.wait_until_it_says("Stop it with Ctrl+C")
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
    checked = second.check()
    assert checked.stdout.startswith("Fine: settings, "), checked.stdout + checked.stderr
    assert checked.returncode == 0
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


def test_it_can_be_stopped_at_any_moment_of_its_start(start: Start, folder: Path) -> None:
    for moment in ("Starting", "creating the data folder", "Valkey       ready", "seed"):
        home = folder / moment
        run = start(home)
        run.wait_until_it_says(moment)
        assert run.stop(signal.SIGINT) == 0
        assert run.left_over() == []
        again = start(home)
        again.wait_until_it_says("schema")  # what was begun is no hindrance
        again.stop()
