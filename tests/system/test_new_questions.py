"""A release's new questions come when its processes have taken over, not while those of the release before run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest

from mockmate_api.questions import bank
from tests.clients import PATIENCE
from tests.cloning import connect
from tests.sockets import ROOT

Migrate = Callable[..., str]
Ask = Callable[[str], list[Any]]
SHIPPED = len(list(bank.BANK.glob("*.md")))
STORED = "SELECT slug, prompt, retired_at FROM questions ORDER BY slug"


@pytest.fixture
def migrate(new_database: str) -> Migrate:
    """Run the command in a process of its own; returns its last line."""

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "deployment.migrate", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": new_database, "JWT_SECRET": "for tests only, and longer than 32 bytes"},
            capture_output=True,
            text=True,
            timeout=3 * PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.splitlines()[-1]

    return run


@pytest.fixture
def ask(new_database: str) -> Ask:
    """Run a statement on the database; returns its rows."""

    def run(statement: str) -> list[Any]:
        with closing(connect(new_database)) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    return run


def test_questions_wait_for_the_release_that_reads_them(migrate: Migrate, ask: Ask):
    assert f"{SHIPPED} questions in the bank" in migrate()  # an installation is ready at once
    complete = ask(STORED)
    # The release before had one question less, one of another text, and one that an administrator has changed since.
    first, second, third, *_ = [slug for slug, _, _ in complete]
    ask(f"DELETE FROM questions WHERE slug = '{first}'")
    ask(f"UPDATE questions SET prompt = 'of the release before', file_hash = 'its' WHERE slug = '{second}'")
    ask(f"UPDATE questions SET prompt = 'an own one', retired_at = now() WHERE slug = '{third}'")
    before = ask(STORED)

    assert migrate().endswith("the bundled questions stay as they are.")
    assert ask(STORED) == before

    with ThreadPoolExecutor(2) as pool:
        for said in pool.map(lambda _: migrate("--questions"), range(2)):
            assert f"{SHIPPED} questions in the bank" in said
    after = {slug: (text, retired) for slug, text, retired in ask(STORED)}
    text, retired = after.pop(third)
    assert (text, retired is None) == ("an own one", False)
    assert after == {slug: (text, retired) for slug, text, retired in complete if slug != third}


def test_a_bank_of_which_all_questions_are_retired_is_not_added_to_either(migrate: Migrate, ask: Ask):
    migrate()
    ask("UPDATE questions SET retired_at = now()")
    ask("DELETE FROM questions WHERE slug <> (SELECT min(slug) FROM questions)")
    migrate()
    assert ask("SELECT count(*) FROM questions") == [(1,)]
