"""What people ask of a match: limits that are never crossed, and the wish for somebody new."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients.person import Person, code_of

PRACTICE = {"interview_type": "technical", "difficulty": "easy"}


def _pair(person: Person, **more: object) -> int:
    return person.post("/match/pair", {**PRACTICE, **more}).status_code


def _meet(one: Person, other: Person) -> None:
    """Let two people have an interview and end it."""
    assert _pair(one) == 202
    interview_id = other.post("/match/pair", PRACTICE).get_json()["interview"]["id"]
    for person in (one, other):
        person.post("/interview/start", {"interview_id": interview_id})
    assert one.post(f"/interview/{interview_id}/end").status_code == 200


def test_people_without_a_common_language_are_not_paired(alice: Person, bob: Person, charlie: Person) -> None:
    assert _pair(alice, language="de") == 202
    assert _pair(bob, language="en") == 202
    assert _pair(charlie, language="de") == 200


def test_the_narrower_gap_of_the_two_counts(alice: Person, bob: Person, charlie: Person) -> None:
    assert _pair(alice, difficulty="hard", max_level_gap=1) == 202
    assert _pair(bob, difficulty="easy", max_level_gap=2) == 202
    assert _pair(charlie, difficulty="medium", max_level_gap=1) == 200


def test_a_block_works_both_ways_and_can_be_lifted(alice: Person, bob: Person) -> None:
    profile = alice.patch("/users/me", {"blocks": [bob.id]}).get_json()
    assert profile["blocks"] == [bob.id]
    assert bob.get("/users/me").get_json()["blocks"] == []
    assert _pair(alice) == 202
    assert _pair(bob) == 202
    alice.patch("/users/me", {"blocks": []})
    assert _pair(bob) == 200


def test_only_other_people_can_be_blocked(alice: Person) -> None:
    for blocks in ([alice.id], [10**9], ["bob"], [0], None):
        assert code_of(alice.patch("/users/me", {"blocks": blocks})) == (422, "invalid")


def test_who_met_lately_waits_for_somebody_new(alice: Person, bob: Person, charlie: Person) -> None:
    _meet(alice, bob)
    assert _pair(alice) == 202
    assert _pair(bob) == 202
    assert _pair(charlie, difficulty="hard") == 200
    assert alice.get("/match/status").get_json()["interview"]["peer"]["id"] == charlie.id


def test_after_a_minute_they_meet_again_and_are_told_so(alice: Person, bob: Person, session: Session) -> None:
    _meet(alice, bob)
    assert _pair(alice) == 202
    assert _pair(bob) == 202
    session.execute(
        text("UPDATE bookings SET waiting_since = waiting_since - interval '2 min' WHERE status = 'waiting'")
    )
    session.commit()
    answer = bob.post("/match/pair", PRACTICE)
    assert answer.status_code == 200
    assert answer.get_json()["interview"]["why"]["met_before"] is True


def test_an_estimate_is_given_once_there_is_enough_to_tell_from(alice: Person, session: Session, bob: Person) -> None:
    _meet(alice, bob)
    few = alice.post("/match/pair", PRACTICE).get_json()
    assert few["estimated_wait_seconds"] is None
    session.execute(
        text(
            "WITH more AS (INSERT INTO interviews (slot_id, interview_type, status, level_gap, met_before,"
            " matched_at, start_by, started_at, ended_at)"
            " SELECT slot_id, interview_type, status, level_gap, met_before, matched_at,"
            " start_by, started_at, ended_at FROM interviews, generate_series(1, 4) RETURNING id)"
            " INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds, live)"
            " SELECT more.id, p.seat, p.user_id, p.booking_id, p.difficulty, 40 + 2 * p.seat, false"
            " FROM more, participants p"
        )
    )
    session.commit()
    state = alice.get("/match/status").get_json()
    assert 40 <= state["estimated_wait_seconds"] <= 44
    rooms = alice.get("/match/waiting-room").get_json()["items"]
    mine = next(room for room in rooms if room["mine"])
    assert mine["estimated_wait_seconds"] == state["estimated_wait_seconds"]
