"""`make backup` and `make restore`: what was saved comes back, and nothing is lost by trying."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx

from deployment.local.postgres import Postgres
from tests.cloning import connect
from tests.deployment.embedded import OUTSIDE, ROOT, Embedded

ADA = {"email": "ada@example.org", "password": "a long enough password"}
BOB = {"email": "bob@example.org", "password": "a long enough password"}


def call(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    return subprocess.run(
        [sys.executable, "-m", "deployment.ops.backup", *arguments],
        cwd=ROOT,
        env={**kept, "MOCKMATE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def register(run: Embedded, person: dict[str, str]) -> int:
    return httpx.post(f"{run.api}/auth/register", json=person, timeout=30).status_code


def log_in(run: Embedded, person: dict[str, str]) -> int:
    login = {"login": person["email"], "password": person["password"]}
    return httpx.post(f"{run.api}/auth/login", json=login, timeout=30).status_code


def epoch(home: Path) -> str:
    """Return the epoch of a stream that is there from now on."""
    with closing(connect(Postgres(home / "postgres", home / "postgres.log").url)) as database:
        database.autocommit = True
        with database.cursor() as cursor:
            cursor.execute("INSERT INTO streams (name, top) VALUES ('user:1', 7) ON CONFLICT DO NOTHING")
            cursor.execute("SELECT epoch FROM streams WHERE name = 'user:1' AND top = 7")
            (found,) = cursor.fetchall()
            return str(found[0])


def emails(home: Path) -> set[str]:
    """Return who is in the database, for whose time nothing else runs."""
    postgres = Postgres(home / "postgres", home / "postgres.log")
    postgres.start()
    try:
        with closing(connect(postgres.url)) as database, database.cursor() as cursor:
            cursor.execute("SELECT email FROM users")
            return {email for (email,) in cursor.fetchall()}
    finally:
        postgres.stop()


def test_what_was_saved_while_it_ran_comes_back_and_the_rest_does_not(
    start: Callable[..., Embedded], home: Path, folder: Path
) -> None:
    run = start()
    run.wait_until_ready()
    assert register(run, ADA) == 201
    before = epoch(home)
    backup = folder / "ada.dump"
    saved = call(home, "save", str(backup))
    assert saved.returncode == 0, saved.stderr
    assert backup.stat().st_mode & 0o077 == 0
    assert register(run, BOB) == 201

    refused = call(home, "restore", str(backup), "--yes")
    assert refused.returncode != 0
    assert "already runs" in refused.stderr
    run.stop()
    assert "YES=1" in call(home, "restore", str(backup)).stderr
    broken = folder / "broken.dump"
    broken.write_bytes(backup.read_bytes()[:5000])
    assert call(home, "restore", str(broken), "--yes").returncode != 0
    assert emails(home) == {ADA["email"], BOB["email"]}  # nothing of that did any harm
    restored = call(home, "restore", str(backup), "--yes")
    assert restored.returncode == 0, restored.stderr

    run = start()
    run.wait_until_ready()
    assert (log_in(run, ADA), log_in(run, BOB)) == (200, 401)
    assert epoch(home) != before  # who saw more than the backup knows is told to look anew


def test_without_data_or_over_another_backup_nothing_is_saved(home: Path, folder: Path) -> None:
    assert "no data" in call(home, "save").stderr
    taken = folder / "taken.dump"
    taken.write_text("mine")
    assert "already exists" in call(home, "save", str(taken)).stderr
    assert taken.read_text() == "mine"
