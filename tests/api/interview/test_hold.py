"""POST /interview/{interview_id}/hold: more time to begin, for whoever needs it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import no_shows
from shared.core.settings import Settings
from tests.api.conftest import events_of
from tests.clients.person import Person, code_of


def start_by(person: Person, interview: str) -> datetime:
    return datetime.fromisoformat(person.get(f"/interview/{interview}", status=200).get_json()["start_by"])


def test_both_have_two_more_minutes(alice: Person, bob: Person, matched: str, session: Session) -> None:
    before = start_by(alice, matched)
    alice.post("/interview/start", {"interview_id": matched})
    held = bob.post(f"/interview/{matched}/hold", status=200).get_json()
    assert datetime.fromisoformat(held["start_by"]) == before + timedelta(minutes=2) == start_by(alice, matched)
    for stream in (f"interview:{matched}", f"user:{alice.id}", f"user:{bob.id}"):
        assert events_of(session, stream).count("interview.held") == 1
    (booked,) = session.execute(
        text("SELECT DISTINCT ends_at - :start_by FROM bookings WHERE user_id = ANY(:both)"),
        {"start_by": before + timedelta(minutes=2), "both": [alice.id, bob.id]},
    ).scalars()
    assert booked >= timedelta(minutes=30)


def test_it_ends_at_twelve_and_counts_for_both(alice: Person, bob: Person, matched: str) -> None:
    before = start_by(alice, matched)
    for person in (alice, bob) * 3:
        person.post(f"/interview/{matched}/hold", status=200)
    for person in (alice, bob):
        assert code_of(person.post(f"/interview/{matched}/hold")) == (409, "no_longer_wait")
    assert start_by(alice, matched) == before + timedelta(minutes=12)


def test_nobody_missed_a_start_that_was_put_off(
    alice: Person, bob: Person, matched: str, session: Session, settings: Settings
) -> None:
    alice.post(f"/interview/{matched}/hold", status=200)
    session.execute(text("UPDATE interviews SET start_by = start_by - interval '3 minutes'"))
    session.commit()
    assert no_shows.give_up_no_shows(session, settings) == 0
    session.execute(text("UPDATE interviews SET start_by = start_by - interval '3 minutes'"))
    session.commit()
    assert no_shows.give_up_no_shows(session, settings) == 1


def test_only_those_who_can_still_begin_put_it_off(alice: Person, bob: Person, charlie: Person, matched: str) -> None:
    assert charlie.post(f"/interview/{matched}/hold").status_code == 404
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": matched})
    assert code_of(alice.post(f"/interview/{matched}/hold")) == (409, "already_started")
    alice.post(f"/interview/{matched}/end", {})
    assert code_of(bob.post(f"/interview/{matched}/hold")) == (409, "interview_over")
