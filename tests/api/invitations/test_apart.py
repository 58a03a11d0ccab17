"""What friends arrange is kept apart: no figure about people or about matching changes by it, and each has its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import expiries
from shared.core import metrics
from shared.core.settings import Settings
from shared.models import InterviewStatus
from shared.rooms import reliability
from tests.api.invitations.conftest import Invite, MakePrivate, accept
from tests.api.past import Past
from tests.clients.person import Person, register

FIGURES = ("/analytics/operator", "/analytics/fairness", "/analytics/integrity")


@pytest.fixture
def past(session: Session) -> Past:
    return Past(session)


def figures(admin: Person, *people: Person) -> dict[str, Any]:
    """Return what is said of people and of matching, without the time at which it was asked."""
    found = {path: admin.get(path).get_json() for path in FIGURES}
    for each in found.values():
        for moment in ("since", "until", "now"):
            each.pop(moment, None)
    mine = {one.username: one.get("/analytics/me").get_json() for one in people}
    known = {one.username: one.get("/users/me").get_json()["reliability"] for one in people}
    return {**found, "mine": mine, "known": known}


def without_own(figures: dict[str, Any]) -> dict[str, Any]:
    """Leave out the sections of invited interviews."""
    operator = {name: value for name, value in figures["/analytics/operator"].items() if name != "invited"}
    mine = {who: {**one, "invited": None} for who, one in figures["mine"].items()}
    return {**figures, "/analytics/operator": operator, "mine": mine}


def befriend(past: Past, alice: Person, bob: Person, charlie: Person) -> None:
    """Let two friends do all that would show: meet often, rate each other well, stay away, leave at once, decline."""
    begin = past.now - timedelta(days=20)
    for number in range(8):
        met = past.meet(alice.id, bob.id, begin + timedelta(days=number), invited=True, minutes=1)
        past.say(met, alice.id, bob.id, overall=5, helpful=True)
        past.say(met, bob.id, alice.id, overall=5, helpful=True, as_interviewer={"overall": 5})
    for number in range(8):
        away: Any = {"status": InterviewStatus.ABANDONED, "absent": (alice.id,), "invited": True}
        met = past.meet(alice.id, charlie.id, begin + timedelta(days=number, hours=3), **away)
        past.session.execute(
            text(
                "UPDATE participants SET declined_at = now() - interval '4 days' WHERE interview_id = :id AND seat = 1"
            ),
            {"id": met},
        )
    past.session.commit()


def test_no_figure_changes_by_it_and_each_has_its_own(
    past: Past, admin: Person, alice: Person, bob: Person, charlie: Person
):
    strangers = past.meet(alice.id, charlie.id)
    past.say(strangers, charlie.id, alice.id, overall=2)
    past.say(strangers, alice.id, charlie.id, overall=3)
    past.meet(bob.id, charlie.id, past.now - timedelta(days=3), status=InterviewStatus.ABANDONED, absent=(bob.id,))
    before = figures(admin, alice, bob, charlie)
    befriend(past, alice, bob, charlie)
    after = figures(admin, alice, bob, charlie)
    assert without_own(after) == without_own(before)
    assert before["mine"]["alice"]["invited"]["interviews"] == before["/analytics/operator"]["invited"] == 0
    assert after["/analytics/operator"]["invited"] == 8
    assert after["mine"]["alice"]["invited"] == {
        "interviews": 8,
        "minutes": 8.0,
        "overall": {"count": 8, "mean": 5.0, "spread": 0.0},
    }


def test_the_same_with_strangers_would_change_them(
    past: Past, admin: Person, alice: Person, bob: Person, charlie: Person, session: Session
):
    """Else the test before would say nothing."""
    befriend(past, alice, bob, charlie)
    before = figures(admin, alice, bob, charlie)
    session.execute(text("UPDATE slots SET invitation_id = NULL"))
    session.commit()
    after = figures(admin, alice, bob, charlie)
    same = {name for name, value in without_own(before).items() if without_own(after)[name] == value}
    assert same == set()
    kinds = {one["kind"] for one in after["/analytics/integrity"]["findings"]}
    assert {"ends_at_once", "misses_much"} <= kinds


def test_missing_it_blocks_nobody_from_practice(
    make_private: MakePrivate, let_pass: Any, session: Session, settings: Settings, alice: Person, bob: Person
):
    for _ in range(3):
        slot_id = make_private(alice, bob, 1)
        let_pass(slot_id, 60)
        expiries.close_waiting_rooms(session, settings)
        session.commit()
        let_pass(slot_id, 600)
    assert [one["status"] for one in alice.get("/slots/bookings").get_json()["items"]] == ["no_show"] * 3
    assert alice.practise("easy")["status"] == "waiting"
    assert alice.get("/users/me").get_json()["reliability"]["count"] == 0


def test_nor_does_it_count_as_having_come(past: Past, alice: Person, bob: Person, session: Session):
    """An invited interview in between doesn't begin the count of missed ones again."""
    for days in (6, 4):
        past.meet(
            alice.id, bob.id, past.now - timedelta(days=days), status=InterviewStatus.ABANDONED, absent=(alice.id,)
        )
        past.meet(alice.id, bob.id, past.now - timedelta(days=days - 1), invited=True)
    reliability.note_misses(session, [alice.id])
    session.commit()
    assert alice.post("/match/pair", {"interview_type": "technical", "difficulty": "easy"}).status_code == 409


def test_it_takes_none_of_the_seats_a_person_may_hold(make_app: Any, make_private: MakePrivate, session: Session):
    app = make_app(max_bookings=1, max_bookings_unverified=1)
    alice, bob = register(app, "alice"), register(app, "bob")
    make_private(alice, bob, 600)
    row = "INSERT INTO slots (interview_type, starts_at, ends_at, capacity)"
    slot_id = session.execute(
        text(f"{row} VALUES ('technical', now() + interval '1 hour', now() + interval '2 hours', 9) RETURNING id")
    ).scalar_one()
    session.commit()
    alice.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"}, status=201)


def test_people_who_wait_for_each_other_are_not_people_who_wait(
    make_private: MakePrivate, session: Session, alice: Person, bob: Person, charlie: Person, admin: Person
):
    def waiting() -> int:
        found: int = admin.get("/analytics/operator").get_json()["now"]["waiting"]
        return found

    alice.post("/match/pair", {"slot_id": make_private(alice, bob, 5)}, status=202)
    session.rollback()
    assert (metrics.read_gauges(session).waiting, waiting()) == ([], 0)
    charlie.practise("easy")
    assert waiting() == 1


def test_both_see_that_it_was_arranged(invite: Invite, alice: Person, bob: Person):
    taken = accept(bob, invite()).get_json()
    alice.post("/match/pair", {"slot_id": taken["slot_id"]}, status=202)
    interview = bob.post("/match/pair", {"slot_id": taken["slot_id"]}, status=200).get_json()["interview"]
    assert interview["why"]["invited"] is True
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview["id"]}, status=200)
    bob.post(f"/interview/{interview['id']}/end", status=200)
    (past,) = alice.get("/interview/history").get_json()["items"]
    assert past["why"]["invited"] is True
    assert alice.get("/users/me").get_json()["reliability"]["count"] == 0
    alice.practise("easy")
    assert bob.practise("easy")["status"] == "waiting"
