"""What may be a password, what becomes of its hash, and how many are hashed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Event
from time import sleep
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


@contextmanager
def occupied(queue: hash_queue.Queue, *lines: str) -> Iterator[list[Future[None]]]:
    """Take a place in each of these lines, one after the other; the first is at work until the end."""
    done, begun = Event(), Event()

    def work() -> None:
        begun.set()
        done.wait()

    with ThreadPoolExecutor(len(lines)) as threads:
        taking = []
        for count, line in enumerate(lines, 1):
            taking.append(threads.submit(queue.run, line, work))
            begun.wait()
            while queue.taken < count:
                sleep(0.001)
        try:
            yield taking
        finally:
            done.set()


@pytest.fixture
def full(settings: Settings) -> Iterator[Settings]:
    """Settings whose every place for hashing is taken by the address of the tests: one works, two wait."""
    # The bounds are a process's; those of no other test.
    narrow = settings.model_copy(update={"password_hashes_at_once": 1, "password_hashes_waiting": 2})
    with occupied(hash_queue.queue(narrow), *["127.0.0.1"] * 3):
        yield narrow


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


def test_more_requests_may_wait_for_a_hash_than_work_at_once(
    make_app: Callable[..., Flask], settings: Settings, alice: Person
) -> None:
    app = make_app(web_threads=1, password_hashes_at_once=1, password_hashes_waiting=61)
    queue = hash_queue.queue(app.extensions["mockmate.settings"])
    with ThreadPoolExecutor(61) as threads, occupied(queue, "elsewhere"):
        waiting = [threads.submit(register, app, f"person{each}") for each in range(60)]
        logging_in = threads.submit(Person(app).post, "/auth/login", {"login": "alice", "password": PASSWORD})
        while queue.taken < 62:
            sleep(0.001)
        assert Person(app).get("/users/me", token=alice.token).status_code == 200
        assert not logging_in.done()
        assert not any(one.done() for one in waiting)
    assert logging_in.result().status_code == 200
    assert len({one.result().username for one in waiting}) == 60


def test_addresses_take_turns_so_a_crowd_at_one_delays_only_itself() -> None:
    queue = hash_queue.Queue(1, 100)
    served: list[str] = []
    with ThreadPoolExecutor(64) as threads, occupied(queue, "crowd"):
        for taken, (line, name) in enumerate([*[("crowd", f"crowd{n}") for n in range(60)], ("home", "alice")], 2):
            threads.submit(queue.run, line, partial(served.append, name))
            while queue.taken < taken:
                sleep(0.001)
    assert served[:3] == ["crowd0", "alice", "crowd1"]
    assert served[2:] == [f"crowd{n}" for n in range(1, 60)]


def test_when_no_place_is_left_the_longest_line_loses_its_last() -> None:
    queue = hash_queue.Queue(1, 3)
    with ThreadPoolExecutor(1) as threads, occupied(queue, "home", "crowd", "crowd", "crowd") as (_, _, _, last):
        newcomer = threads.submit(queue.run, "school", lambda: "served")
        with pytest.raises(Busy):
            last.result()
    assert newcomer.result() == "served"


def test_a_place_is_free_again_whatever_happened_in_it() -> None:
    queue = hash_queue.Queue(1, 0)

    def fail() -> None:
        raise RuntimeError

    for _ in range(3):
        with pytest.raises(RuntimeError):
            queue.run("home", fail)
    with occupied(queue, "home"), pytest.raises(Busy):
        queue.run("home", fail)


def test_of_a_crowd_that_is_sent_away_each_is_told_a_moment_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(monotonic=lambda: 1000.0)
    monkeypatch.setattr(hash_queue, "time", clock)
    queue = hash_queue.Queue(1, 0)

    def told() -> int | None:
        with pytest.raises(Busy) as refusal:
            queue.run("home", lambda: None)
        return refusal.value.retry_after

    with occupied(queue, "home"):
        # Nothing has been hashed yet: four a second are reckoned with.
        assert [told() for _ in range(12)] == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]
        clock.monotonic = lambda: 1002.0
        assert told() == 2  # the queue has moved on
        assert [told() for _ in range(200)][-1] == 30
    clock.monotonic = lambda: 2000.0
    with occupied(queue, "home"):
        clock.monotonic = lambda: 2002.0
    with occupied(queue, "home"):
        assert [told(), told()] == [2, 4]  # a hash took two seconds


def test_the_pepper_is_part_of_the_hash(settings: Settings) -> None:
    stored = hash_password(settings, PASSWORD)
    other = settings.model_copy(update={"password_pepper": SecretStr("another")})
    assert not verify_password(other, PASSWORD, stored)
