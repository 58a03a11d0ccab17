"""An upgrade as it happens: processes of an older release and of this one on one database and one Redis, and back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.clients.meetings import begin, meet
from tests.clients.person import Person, register
from tests.clients.release_before import Services, checked_out, migrate, running
from tests.cloning import connect
from tests.programs import skip_or_fail
from tests.sockets import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

# The build that 0.1.0 is served from on, and one between it and 0.2.0, when results of runs had just been added.
BEFORE = {"0.1.0": "850d4eb3", "between": "051d56e5"}
_OF_0_1_0 = {"args", "expected"}


class Upgrade(NamedTuple):
    """Two releases at once; `go_back` ends the newer one, and `take_over` the older one: then new questions come."""

    old: Services
    new: Services
    go_back: Callable[[], None]
    take_over: Callable[[], None]


@pytest.fixture(params=list(BEFORE))
def upgrade(request: pytest.FixtureRequest, new_database: str, redis_url: str, tmp_path: Path) -> Iterator[Upgrade]:
    root = checked_out(BEFORE[request.param], tmp_path / "before")
    if root is None:
        skip_or_fail(f"this clone has no {BEFORE[request.param]}")
        return
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("DB_HOST", "PORT", "HOST")},
        "DATABASE_URL": new_database,
        "REDIS_URL": redis_url,
        "JWT_SECRET": "for tests only, and longer than 32 bytes",
        "BCRYPT_ROUNDS": "4",
        "RATE_LIMITS": "off",
    }
    with ExitStack() as stack:
        migrate(root, environment)
        older = stack.enter_context(ExitStack())
        old = older.enter_context(running(root, environment, tmp_path))
        people = [register(old.api, name, old.sockets) for name in ("Ann", "Ben")]
        meet(*people)  # before anything is upgraded
        known = questions(new_database)
        migrate(ROOT, environment)
        assert questions(new_database) == known
        newer = stack.enter_context(ExitStack())
        new = newer.enter_context(running(ROOT, environment, tmp_path))

        def take_over() -> None:
            older.close()
            migrate(ROOT, environment, "--questions")
            keep_one(new_database, min(unreadable(questions(new_database)).keys() - known.keys()))

        yield Upgrade(old, new, newer.close, take_over)


def questions(database: str) -> dict[str, list[Any]]:
    """Return the test cases of each question."""
    with closing(connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT slug, test_cases FROM questions WHERE retired_at IS NULL")
        return dict(cursor.fetchall())


def unreadable(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return those for which 0.1.0 answers 500: their cases have fields of later releases."""
    return {slug: cases for slug, cases in found.items() if any(case.keys() - _OF_0_1_0 for case in cases or ())}


def keep_one(database: str, slug: str) -> None:
    """Let the next interview ask this question."""
    with closing(connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute("UPDATE questions SET retired_at = now() WHERE slug <> %s", (slug,))


def elsewhere(person: Person, services: Services) -> Person:
    """Return somebody, with the same login, at processes of another release."""
    other = Person(services.api, sockets=services.sockets)
    other.log_in(person.session)
    return other


def talk(first: Person, second: Person, interview: str) -> None:
    """Let two people say something to each other, each at the sockets of a release."""
    room = f"/ws/interview/live?interview_id={interview}"
    with first.socket(room) as left, second.socket(room) as right:
        for wire in (left, right):
            wire.expect("interview.snapshot")
        for speaker, words in ((left, "from one"), (right, "from the other")):
            assert speaker.command("chat.send", {"text": words})["type"] == "ack"
        for wire in (left, right):
            said = {wire.expect("chat.message")["data"]["text"] for _ in range(2)}
            assert said == {"from one", "from the other"}


def test_people_meet_across_releases_and_after_going_back(upgrade: Upgrade):
    old, new, go_back, _ = upgrade
    ada, bob, cat, dan = (
        register(each.api, name, each.sockets)
        for name, each in (("Ada", old), ("Bob", new), ("Cat", new), ("Dan", old))
    )
    interview = begin(ada, bob)
    talk(ada, bob, interview)
    # Each comes to the other release, as when a process is replaced.
    talk(elsewhere(ada, new), elsewhere(bob, old), interview)
    bob.post(f"/interview/{interview}/end", status=200)
    for each in (old, new):
        (kept,) = elsewhere(ada, each).get("/interview/history", status=200).get_json()["items"]
        assert kept["id"] == interview
    interview = begin(cat, dan)
    go_back()
    talk(elsewhere(cat, old), dan, interview)
    meet(elsewhere(bob, old), register(old.api, "Eve", old.sockets))


def test_new_questions_are_asked_once_the_older_release_is_gone(upgrade: Upgrade):
    upgrade.take_over()
    meet(*(register(upgrade.new.api, name, upgrade.new.sockets) for name in ("Ada", "Bob")))
