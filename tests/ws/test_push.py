"""Notifications pushed to browsers: who gets which, encrypted, and what a push service's answers lead to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mockmate_ws.jobs.push_sender import Breaker
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import BookingReminder, MatchExpired
from shared.models import InterviewType, Slot
from shared.push import keys, lines
from tests.clients import wait_until
from tests.clients.person import Person, register
from tests.push_service import PushServer, push_server, require_vapid
from tests.sockets import InThread
from tests.ws.pushing import PATH, Pushes, subscribed


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"push_to_private": "on"})


@pytest.fixture
def service() -> Iterator[PushServer]:
    with push_server() as running:
        yield running


@pytest.fixture
def alice(app: Flask) -> Person:
    return register(app, "alice")


@pytest.fixture
def bob(app: Flask) -> Person:
    return register(app, "bob")


@pytest.fixture
def pushes(settings: Settings, alice: Person) -> Pushes:
    return Pushes(settings, alice)


def match(alice: Person, bob: Person) -> str:
    alice.practise("easy")
    return str(bob.practise("easy", status=200)["interview"]["id"])


def test_a_match_reaches_a_closed_tab(alice: Person, bob: Person, pushes: Pushes, service: PushServer):
    browser = subscribed(alice, service, "/a")
    interview_id = match(alice, bob)
    assert pushes.queue() == 1
    pushes.send(lambda: bool(service.taken) and not pushes.left())
    (taken,) = service.taken
    said = browser.read(taken.body)
    room = f"/room/{interview_id}"
    assert (said["title"], said["path"], said["lang"]) == ("You are matched: your peer is waiting", room, "en")
    assert said["body"].startswith("You are matched with bob. Start by")
    assert [(one["action"], one["title"], one["path"]) for one in said["actions"]] == [
        ("open", "Open the room", room),
        ("decline", "I can\u2019t", "/"),
    ]
    require_vapid(taken, service.url, keys.public_key(pushes.settings) or "")
    headers = taken.headers
    assert (headers["content-encoding"], headers["urgency"]) == ("aes128gcm", "high")
    assert 0 < int(headers["ttl"]) <= pushes.settings.start_grace_seconds
    assert 0 < len(headers["topic"]) <= 32
    assert alice.get(PATH).get_json()["items"][0]["last_ok_at"] is not None


def test_a_lock_screen_says_only_that_something_is_new_where_a_site_wants_that(
    alice: Person, bob: Person, settings: Settings, service: PushServer
):
    pushes = Pushes(settings.model_copy(update={"push_content": "minimal"}), alice)
    browser = subscribed(alice, service, "/a")
    match(alice, bob)
    pushes.queue()
    pushes.send(lambda: not pushes.left())
    said = browser.read(service.taken[0].body)
    assert (said["title"], said["body"], said["actions"]) == ("Mock Mate", "Something new at Mock Mate", [])
    assert "bob" not in str(said)


def test_what_is_not_wanted_or_no_longer_true_is_not_pushed(
    alice: Person, bob: Person, pushes: Pushes, service: PushServer
):
    subscribed(alice, service, "/a")
    subscribed(bob, service, "/b")
    kinds = {"match.found": {"in_app": True, "email": False, "push": False}}
    bob.call("PUT", "/notifications/preferences", json={"kinds": kinds}, status=200)
    interview_id = match(alice, bob)
    assert pushes.queue() == 1
    alice.post(f"/interview/{interview_id}/decline", {}, status=200)
    pushes.send(lambda: not pushes.left())
    assert service.taken == []


def test_a_reminder_of_a_booking_that_was_canceled_is_not_pushed(alice: Person, pushes: Pushes, service: PushServer):
    subscribed(alice, service, "/a")
    pushes.queue()
    starts_at = datetime.now(UTC) + timedelta(hours=1)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45)}

    def insert(session: Session) -> int:
        slot = Slot(interview_type=InterviewType.BEHAVIORAL, capacity=10, **times)
        session.add(slot)
        session.flush()
        return slot.id

    slot_id = alice.in_database(insert)
    booking = alice.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"}, status=201).get_json()
    told = BookingReminder(
        booking_id=booking["id"],
        slot_id=slot_id,
        interview_type=InterviewType.BEHAVIORAL,
        starts_at=booking["starts_at"],
        minutes=60,
    )
    alice.in_database(lambda session: event_log.append(session, event_log.user(alice.id), told))
    assert pushes.queue() == 1
    alice.delete(f"/slots/bookings/{booking['id']}", status=204)
    pushes.send(lambda: not pushes.left())
    assert service.taken == []


def test_a_device_whose_login_ended_gets_nothing(alice: Person, bob: Person, pushes: Pushes, service: PushServer):
    subscribed(alice, service, "/a")
    match(alice, bob)
    assert pushes.queue() == 1
    alice.post("/auth/logout", status=204)
    pushes.send(lambda: not pushes.left())
    assert service.taken == []


def test_quiet_hours_hold_back_what_can_wait(alice: Person, pushes: Pushes, service: PushServer):
    subscribed(alice, service, "/a")
    pushes.queue()
    now = datetime.now(UTC)
    quiet = {"from": f"{now - timedelta(hours=2):%H:%M}", "to": f"{now + timedelta(hours=2):%H:%M}"}
    alice.call("PUT", "/notifications/preferences", json={"quiet_hours": quiet}, status=200)
    told = MatchExpired(booking_id=1, slot_id=1, next_slots=[])
    alice.in_database(lambda session: event_log.append(session, event_log.user(alice.id), told))
    assert pushes.queue() == 1
    ((attempts, due),) = pushes.left()
    assert attempts == 0
    assert 3600 < due < 3 * 3600


@pytest.mark.parametrize("status", [404, 410])
def test_an_ended_subscription_is_removed(alice: Person, bob: Person, pushes: Pushes, service: PushServer, status: int):
    subscribed(alice, service, "/a")
    service.answers["/a"] = (status, {}, b"")
    match(alice, bob)
    pushes.queue()
    pushes.send(lambda: not pushes.left())
    assert len(service.taken) == 1
    assert alice.get(PATH).get_json()["items"] == []


@pytest.mark.parametrize(("status", "after"), [(429, "30"), (503, "30"), (500, "")])
def test_a_service_that_asks_for_patience_gets_it(
    alice: Person, bob: Person, pushes: Pushes, service: PushServer, status: int, after: str
):
    browser = subscribed(alice, service, "/a")
    service.answers["/a"] = (status, {"Retry-After": after} if after else {}, b"")
    match(alice, bob)
    pushes.queue()
    pushes.send(lambda: bool(service.taken) and pushes.left()[0][1] < 45)
    ((attempts, due),) = pushes.left()
    assert attempts == 1
    assert due > (20 if after else 0)
    service.answers.clear()
    pushes.do("UPDATE outgoing_pushes SET due_at = now()")
    pushes.send(lambda: not pushes.left())
    assert browser.read(service.taken[-1].body)["path"].startswith("/room/")


def test_what_a_service_refuses_is_not_repeated_and_counts(
    alice: Person, bob: Person, pushes: Pushes, service: PushServer
):
    subscribed(alice, service, "/a")
    service.answers["/a"] = (400, {}, b"")
    pushes.do("UPDATE push_devices SET failures = 8")
    match(alice, bob)
    pushes.queue()
    pushes.send(lambda: not pushes.left())
    assert len(service.taken) == 1
    assert pushes.rows("SELECT failures, 0 FROM push_devices") == [(9, 0)]


def test_no_redirect_is_followed(alice: Person, bob: Person, pushes: Pushes, service: PushServer):
    subscribed(alice, service, "/a")
    service.answers["/a"] = (307, {"Location": f"{service.url}/elsewhere"}, b"")
    match(alice, bob)
    pushes.queue()
    pushes.send(lambda: not pushes.left())
    assert [one.path for one in service.taken] == ["/a"]


def test_a_service_that_never_answers_holds_up_no_other_device(
    alice: Person, bob: Person, pushes: Pushes, service: PushServer
):
    subscribed(bob, service, "/never")
    service.silent.add("/never")
    with push_server("127.0.0.2") as other:
        subscribed(alice, other, "/a")
        match(alice, bob)
        assert pushes.queue() == 2
        pushes.send(lambda: bool(other.of("/a")) and bool(service.of("/never")) and len(pushes.left()) == 1)
        # It is still waiting there; what is left is claimed, and tried again after.
        assert pushes.left()[0][0] == 1


def test_a_service_that_never_answers_holds_up_no_mail(
    app: Flask, alice: Person, bob: Person, settings: Settings, service: PushServer, tmp_path: Path
):
    subscribed(alice, service, "/never")
    service.silent.add("/never")
    whole = InThread(settings.model_copy(update={"mail_url": f"file:{tmp_path}"}))
    try:
        # The first look at the log only begins.
        wait_until(lambda: Pushes(settings, alice).rows("SELECT 1, 1 FROM mail_cursors") != [], "the log is looked at")
        match(alice, bob)
        wait_until(lambda: bool(service.of("/never")), "the silent service is asked")
        before = len(list(tmp_path.glob("*.eml")))
        register(app, "carol")
        wait_until(lambda: len(list(tmp_path.glob("*.eml"))) > before, "the mail is sent")
        assert Pushes(settings, alice).left()[0][0] == 1
    finally:
        service.let_go.set()
        whole.stop()


def test_a_service_that_never_answers_is_tried_again_later(
    alice: Person, bob: Person, pushes: Pushes, service: PushServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lines, "PATIENCE", 0.3)
    subscribed(alice, service, "/a")
    service.silent.add("/a")
    match(alice, bob)
    pushes.queue()
    pushes.send(lambda: bool(service.taken) and pushes.left()[0][1] < 45)
    assert pushes.left()[0][0] == 1


def test_names_of_our_own_network_are_not_pushed_to(
    alice: Person, bob: Person, settings: Settings, service: PushServer
):
    """The address is checked when it is connected to: a name may mean any."""
    subscribed(alice, service, "/a")
    private = settings.model_copy(update={"push_to_private": "off"})
    pushes = Pushes(private, alice)
    pushes.do(f"UPDATE push_devices SET endpoint = replace('{service.url}/a', '127.0.0.1', 'localhost')")
    match(alice, bob)
    pushes.queue()
    pushes.send(lambda: pushes.left()[0][0] == 1 and pushes.left()[0][1] < 45)
    assert service.taken == []


def test_a_host_that_fails_is_left_alone_for_a_while():
    breaker = Breaker()
    for _ in range(Breaker.FAILURES - 1):
        breaker.note("a.example", failed=True)
    assert breaker.closed() == set()
    breaker.note("a.example", failed=True)
    assert breaker.closed() == {"a.example"}
    breaker.note("a.example", failed=False)
    assert breaker.closed() == set()
