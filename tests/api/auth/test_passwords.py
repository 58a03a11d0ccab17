"""What may be a password, what becomes of its hash, and how many are hashed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.accounts import hash_queue
from mockmate_api.accounts.passwords import hash_password, is_common, verify_password
from shared.core.errors import Busy
from shared.core.settings import Settings
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register


@pytest.mark.parametrize("password", ["password", "12345678", "Password1", "QWERTYUIOP", "iloveyou"])
def test_what_everybody_would_guess_is_refused_in_any_case(api: Person, password: str) -> None:
    answer = api.post("/auth/register", {"email": "alice@example.com", "password": password})
    assert code_of(answer) == (422, "invalid")
    (fault,) = answer.get_json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("#/password", "common_password")


@pytest.mark.parametrize("password", ["correct horse", "aaaaaaaab", "        ", "password but longer"])
def test_nothing_is_said_about_the_characters(password: str) -> None:
    assert not is_common(password)


def test_who_has_a_common_password_from_before_can_still_log_in(
    api: Person, alice: Person, session: Session, settings: Settings
) -> None:
    session.execute(text("UPDATE users SET password_hash = :hash"), {"hash": hash_password(settings, "password")})
    session.commit()
    assert api.post("/auth/login", {"login": "alice", "password": "password"}).status_code == 200


def cost(session: Session) -> str:
    session.rollback()
    stored: str = session.execute(text("SELECT password_hash FROM users")).scalar_one()
    return stored[:7]


def test_a_higher_cost_reaches_a_hash_when_its_owner_logs_in(
    make_app: Callable[..., Flask], alice: Person, session: Session
) -> None:
    costly = Person(make_app(bcrypt_rounds=5))
    assert cost(session) == "$2b$04$"
    assert costly.post("/auth/login", {"login": "alice", "password": "wrong password"}).status_code == 401
    assert cost(session) == "$2b$04$"
    assert costly.post("/auth/login", {"login": "alice", "password": PASSWORD}).status_code == 200
    assert cost(session) == "$2b$05$"
    assert costly.post("/auth/login", {"login": "alice", "password": PASSWORD}).status_code == 200


def test_a_lower_cost_leaves_hashes_as_they_are(make_app: Callable[..., Flask], session: Session) -> None:
    register(make_app(bcrypt_rounds=5), "alice")
    cheap = Person(make_app(bcrypt_rounds=4))
    assert cheap.post("/auth/login", {"login": "alice", "password": PASSWORD}).status_code == 200
    assert cost(session) == "$2b$05$"


def test_what_is_no_hash_matches_nothing(settings: Settings) -> None:
    for stored in ("", "!", "nobody logs in"):
        assert not verify_password(settings, PASSWORD, stored)


@pytest.fixture
def full(settings: Settings) -> Iterator[Settings]:
    """Settings whose every place for hashing is taken: one works, two wait."""
    # The bounds are a process's; those of no other test.
    narrow = settings.model_copy(update={"password_hashes_at_once": 1, "password_hashes_waiting": 2})
    done, begun = Event(), Event()

    def work() -> None:
        with hash_queue.queue(narrow).turn():
            begun.set()
            done.wait()

    with ThreadPoolExecutor(3) as threads:
        working = [threads.submit(work) for _ in range(3)]
        begun.wait()
        while hash_queue.queue(narrow).taken < 3:
            begun.wait(0.01)
        yield narrow
        done.set()
        for one in working:
            one.result()


def test_when_too_many_wait_the_next_is_told_to_come_back_and_everything_else_goes_on(
    full: Settings, make_app: Callable[..., Flask], alice: Person
) -> None:
    crowded = Person(make_app(**full.model_dump(include={"password_hashes_at_once", "password_hashes_waiting"})))
    for path, body in (
        ("/auth/login", {"login": "alice", "password": PASSWORD}),
        ("/auth/register", {"email": "bob@example.com", "password": PASSWORD}),
    ):
        answer = crowded.post(path, body)
        assert code_of(answer) == (503, "busy")
        assert answer.headers["Retry-After"] == "1"
    assert crowded.get("/users/me", token=alice.token).status_code == 200


def test_a_place_is_free_again_whatever_happened_in_it(settings: Settings) -> None:
    queue = hash_queue.Queue(1, 0)
    for _ in range(3):
        with pytest.raises(RuntimeError), queue.turn():
            raise RuntimeError
    with queue.turn(), pytest.raises(Busy), queue.turn():
        pass


def test_of_a_crowd_that_is_sent_away_each_is_told_a_moment_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(monotonic=lambda: 1000.0)
    monkeypatch.setattr(hash_queue, "time", clock)
    queue = hash_queue.Queue(1, 0)

    def told() -> int | None:
        with pytest.raises(Busy) as refusal, queue.turn():
            pass
        return refusal.value.retry_after

    with queue.turn():
        # Nothing has been hashed yet: four a second are reckoned with.
        assert [told() for _ in range(12)] == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]
        clock.monotonic = lambda: 1002.0
        assert told() == 2  # the queue has moved on
        assert [told() for _ in range(200)][-1] == 30
    clock.monotonic = lambda: 2000.0
    with queue.turn():
        clock.monotonic = lambda: 2002.0
    with queue.turn():
        assert [told(), told()] == [2, 4]  # a hash took two seconds


def test_the_pepper_is_part_of_the_hash(settings: Settings) -> None:
    stored = hash_password(settings, PASSWORD)
    other = settings.model_copy(update={"password_pepper": SecretStr("another")})
    assert not verify_password(other, PASSWORD, stored)
