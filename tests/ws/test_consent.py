"""Where consent is required, no socket lets a person write who has not agreed to what is stored."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.identity import consent
from tests.clients.person import Person


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Of a deployment that requires it."""
    return settings.model_copy(update={"require_consent": "on"})


def agree(person: Person) -> None:
    person.call("PUT", "/users/me/consent", json={"version": consent.VERSION}, status=200)


def the_text_grew(session: Session) -> None:
    session.execute(text("UPDATE users SET consent_version = consent_version - 1"))


def refusal(person: Person, path: str) -> str:
    """Return why a socket is refused before it shows anything."""
    with person.socket(path) as wire:
        answer = wire.receive()
        assert answer["type"] == "error", answer
        return str(answer["data"]["code"])


def test_a_booking_alone_opens_no_waiting_room(alice: Person):
    items = alice.get("/match/waiting-room", status=200).get_json()["items"]
    slot_id = next(room["slot_id"] for room in items if room["practice"])
    alice.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"}, status=201)
    path = f"/ws/match?slot_id={slot_id}"
    assert refusal(alice, path) == "consent_required"
    agree(alice)
    with alice.socket(path) as waiting:
        assert waiting.expect("waiting_room.snapshot")["data"]["status"] == "waiting"


def test_a_match_opens_no_room_to_a_person_whose_consent_is_of_before(alice: Person, bob: Person):
    for person in (alice, bob):
        agree(person)
    alice.practise("easy")
    room = f"/ws/interview/live?interview_id={bob.practise('easy', status=200)['interview']['id']}"
    alice.in_database(the_text_grew)
    assert refusal(alice, room) == "consent_required"
    agree(alice)
    with alice.socket(room) as hers:
        hers.expect("interview.snapshot")
        assert hers.command("chat.send", {"text": "Now I know."})["type"] == "ack"


def test_a_room_that_is_over_can_still_be_read(alice: Person, bob: Person):
    for person in (alice, bob):
        agree(person)
    alice.practise("easy")
    interview = bob.practise("easy", status=200)["interview"]["id"]
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview}, status=200)
    bob.post(f"/interview/{interview}/end", status=200)
    alice.in_database(the_text_grew)
    with alice.socket(f"/ws/interview/live?interview_id={interview}") as hers:
        assert hers.expect("interview.snapshot")["data"]["interview"]["status"] == "ended"
