"""Whether the two see each other: what they agreed to is kept, told to both, and never true where one is a minor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.sockets import InThread

THIS_YEAR = datetime.now(UTC).year


@pytest.fixture
def strict(settings: Settings) -> Iterator[InThread]:
    """Sockets of a deployment that keeps minors without cameras, where cameras begin on."""
    running = InThread(settings.model_copy(update={"require_birth_year": True, "camera_start": "on"}))
    yield running
    running.stop()


def set_user(person: Person, column: str, value: Any) -> None:
    def write(session: Session) -> None:
        session.execute(text(f"UPDATE users SET {column} = :value WHERE id = :id"), {"value": value, "id": person.id})

    person.in_database(write)


def say(wire: Wire, *, agreed: bool) -> str:
    answer = wire.command("cameras.agree", {"agreed": agreed})
    return str(answer["data"]["code"] if answer["type"] == "error" else answer["type"])


def agreed_in(wire: Wire) -> dict[int, bool]:
    snapshot = wire.expect("interview.snapshot")["data"]
    return {one["user_id"]: one["cameras_agreed"] for one in snapshot["participants"]}


def test_what_is_agreed_is_told_to_both_once_and_outlasts_the_socket(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        assert agreed_in(hers) == agreed_in(his) == {alice.id: False, bob.id: False}
        for agreed in (True, True, False, True):
            assert say(hers, agreed=agreed) == "ack"
        for agreed in (True, False, True):
            assert his.expect("cameras.agreed")["data"] == {"user_id": alice.id, "agreed": agreed}
            assert hers.expect("cameras.agreed")["data"] == {"user_id": alice.id, "agreed": agreed}
    with bob.socket(room) as his:
        assert agreed_in(his) == {alice.id: True, bob.id: False}


def test_until_somebody_says_it_their_choice_counts(alice: Person, bob: Person, room: str):
    set_user(alice, "camera_start", "on")
    with alice.socket(room) as hers:
        assert agreed_in(hers) == {alice.id: True, bob.id: False}
        assert say(hers, agreed=False) == "ack"
    with alice.socket(room) as hers:
        assert agreed_in(hers) == {alice.id: False, bob.id: False}


def test_a_minor_agrees_to_no_camera_whatever_their_client_says(
    alice: Person, bob: Person, room: str, strict: InThread
):
    with alice.socket(room) as hers:
        hers.expect("interview.snapshot")
        assert say(hers, agreed=True) == "ack"
    for person, age in ((alice, 40), (bob, 16)):
        set_user(person, "birth_year", THIS_YEAR - age)
        person.sockets = strict.url
    with alice.socket(room) as hers, bob.socket(room) as his:
        assert agreed_in(hers) == agreed_in(his) == {alice.id: False, bob.id: False}
        assert say(his, agreed=True) == say(hers, agreed=True) == "cameras_not_allowed"
        # What she agreed to before can be taken back.
        assert say(hers, agreed=False) == "ack"
        his.expect("cameras.agreed")
    set_user(bob, "birth_year", THIS_YEAR - 40)
    with bob.socket(room) as his:
        assert agreed_in(his) == {alice.id: False, bob.id: True}
