"""Wishes for topics: at booking, at practice now and again, in a pass, and for the questions."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.matching import topics
from tests.api.past import BEHAVIORAL, Past
from tests.clients.person import Person, code_of, register

PRACTICE = {"interview_type": "technical", "difficulty": "easy"}


@pytest.fixture(autouse=True)
def on_offer(session: Session) -> None:
    topics.add_shipped(session)
    session.commit()


def practice(person: Person, *wished: str, **more: Any) -> dict[str, Any]:
    answer = person.post("/match/pair", {**PRACTICE, "topics": list(wished), **more})
    assert answer.status_code in (200, 202), answer.text
    state: dict[str, Any] = answer.get_json()
    return state


def meet(one: Person, other: Person, hers: tuple[str, ...] = (), his: tuple[str, ...] = ()) -> dict[str, Any]:
    practice(one, *hers)
    interview: dict[str, Any] = practice(other, *his)["interview"]
    return interview


def start(interview_id: str, *people: Person) -> list[dict[str, Any]]:
    """Let both start; returns what each sees of the interview then."""
    for person in people:
        person.post("/interview/start", {"interview_id": interview_id})
    return [person.get(f"/interview/{interview_id}").get_json() for person in people]


def slot_of(person: Person, of: str = "technical", number: int = 0) -> int:
    items = person.get(f"/slots?interview_type={of}").get_json()["items"]
    found: int = items[number]["id"]
    return found


def test_a_booking_keeps_its_wishes_and_they_can_be_changed(admin: Person, alice: Person) -> None:
    admin.post("/admin/slots/generate", {"days": 3})
    wanted = {"slot_id": slot_of(alice), "difficulty": "easy"}
    booking = alice.post("/slots/book", {**wanted, "topics": ["sql", "front-end", "sql"]}).get_json()
    place = f"/slots/bookings/{booking['id']}"
    assert booking["topics"] == ["front-end", "sql"]
    assert alice.get(place).get_json()["topics"] == ["front-end", "sql"]
    assert alice.patch(place, {"difficulty": "hard"}).get_json()["topics"] == ["front-end", "sql"]
    assert alice.patch(place, {"topics": ["debugging"]}).get_json()["topics"] == ["debugging"]
    assert alice.get("/slots/bookings").get_json()["items"][0]["topics"] == ["debugging"]
    assert alice.get("/users/me/export").get_json()["bookings"][0]["topics"] == ["debugging"]
    assert alice.patch(place, {"topics": []}).get_json()["topics"] == []


def test_a_booking_moved_to_the_other_type_loses_its_wishes_or_gets_new_ones(admin: Person, alice: Person) -> None:
    admin.post("/admin/slots/generate", {"days": 3})
    wanted = {"slot_id": slot_of(alice), "difficulty": "easy", "topics": ["sql"]}
    place = f"/slots/bookings/{alice.post('/slots/book', wanted).get_json()['id']}"
    assert alice.patch(place, {"slot_id": slot_of(alice, number=1)}).get_json()["topics"] == ["sql"]
    other = {"slot_id": slot_of(alice, "behavioral", 2)}
    assert code_of(alice.patch(place, {**other, "topics": ["sql"]})) == (422, "invalid")
    assert alice.get(place).get_json()["topics"] == ["sql"]
    assert alice.patch(place, other).get_json()["topics"] == []
    assert alice.patch(place, {"topics": ["conflict"]}).get_json()["topics"] == ["conflict"]


@pytest.mark.parametrize("wished", [["no-such"], ["sql", "conflict"], ["values", "sql"], ["retired"]])
def test_only_what_is_on_offer_for_the_type_can_be_wished_for(
    admin: Person, alice: Person, wished: list[str], session: Session
) -> None:
    session.execute(text("UPDATE topics SET slug = 'retired', retired_at = now() WHERE slug = 'debugging'"))
    session.commit()
    admin.post("/admin/slots/generate", {"days": 3})
    bad = next(n for n, slug in enumerate(wished) if slug != "sql")
    for path, body in (
        ("/slots/book", {"slot_id": slot_of(alice), "difficulty": "easy"}),
        ("/match/pair", PRACTICE),
    ):
        refused = alice.post(path, {**body, "topics": wished})
        assert code_of(refused) == (422, "invalid")
        assert refused.get_json()["errors"][0]["pointer"] == f"#/topics/{bad}"
    assert alice.get("/slots/bookings").get_json()["items"] == []


def test_a_wish_stands_only_beside_practice_now(alice: Person) -> None:
    assert code_of(alice.post("/match/pair", {"slot_id": 1, "topics": ["sql"]})) == (422, "invalid")


@pytest.mark.parametrize(
    ("hers", "his", "agreed"),
    [
        (("sql", "front-end"), ("sql", "debugging"), ["sql"]),
        (("sql", "front-end"), (), ["front-end", "sql"]),
        ((), ("sql",), ["sql"]),
        ((), (), []),
        (("sql",), ("debugging",), []),
    ],
)
def test_two_agree_on_what_they_have_in_common_and_both_see_it(
    alice: Person, bob: Person, hers: tuple[str, ...], his: tuple[str, ...], agreed: list[str]
) -> None:
    interview = meet(alice, bob, hers, his)
    assert interview["topics"] == agreed
    assert alice.get("/match/status").get_json()["interview"]["topics"] == agreed
    for seen in start(interview["id"], alice, bob):
        assert seen["topics"] == agreed
    alice.post(f"/interview/{interview['id']}/end")
    for person in (alice, bob):
        assert person.get("/interview/history").get_json()["items"][0]["topics"] == agreed
        assert person.get("/users/me/export").get_json()["interviews"][0]["topics"] == agreed


def test_in_a_slot_those_with_a_common_wish_meet_and_nobody_stays_alone(
    app: Flask, admin: Person, alice: Person, bob: Person, charlie: Person, session: Session
) -> None:
    dora = register(app, "dora")
    admin.post("/admin/slots/generate", {"days": 3})
    slot = slot_of(alice)
    for person, wish in ((alice, "sql"), (bob, "debugging"), (charlie, "sql"), (dora, "debugging")):
        wanted = {"slot_id": slot, "difficulty": "easy", "topics": [wish]}
        assert person.post("/slots/book", wanted).status_code == 201
    session.execute(
        text(
            "UPDATE bookings SET status = 'waiting', waiting_since = now() + id * interval '1 ms',"
            " present_until = now() + interval '5 min', starts_at = now() - interval '1 min'"
        )
    )
    session.execute(text("UPDATE slots SET starts_at = now() - interval '1 min' WHERE id = :slot"), {"slot": slot})
    session.commit()
    assert admin.post(f"/admin/slots/{slot}/pair").get_json() == {"pairs": 2, "waiting": 0}
    met = {p.id: p.get("/match/status").get_json()["interview"] for p in (alice, bob, charlie, dora)}
    assert {me: (one["peer"]["id"], one["topics"]) for me, one in met.items()} == {
        alice.id: (charlie.id, ["sql"]),
        charlie.id: (alice.id, ["sql"]),
        bob.id: (dora.id, ["debugging"]),
        dora.id: (bob.id, ["debugging"]),
    }


def test_practice_again_wishes_for_the_same(alice: Person, bob: Person) -> None:
    interview = meet(alice, bob, ("sql",), ())
    start(interview["id"], alice, bob)
    assert alice.post(f"/interview/{interview['id']}/end", {"requeue": True}).status_code == 200
    assert alice.get("/slots/bookings?live=true").get_json()["items"][0]["topics"] == ["sql"]


def test_entering_again_with_other_wishes_changes_them(alice: Person, bob: Person) -> None:
    practice(alice, "sql")
    practice(alice, "debugging")
    assert practice(bob, "debugging", "sql")["interview"]["topics"] == ["debugging"]


def test_both_are_asked_on_what_they_agreed_on(alice: Person, bob: Person, session: Session) -> None:
    past = Past(session)
    for number in range(6):
        past.question(f"graphs-{number}", "graphs")
    on_topic = {past.question(f"joins-{number}", "joins") for number in range(2)}
    interview = meet(alice, bob, ("sql",), ())
    start(interview["id"], alice, bob)
    asked = session.scalars(
        text("SELECT question_id FROM participants WHERE interview_id = :id"), {"id": interview["id"]}
    )
    assert set(asked) == on_topic


def test_progress_and_history_can_be_read_by_topic(alice: Person, bob: Person, session: Session) -> None:
    past = Past(session)
    joins, graphs = past.question("joins", "joins", "caching"), past.question("graphs", "graphs")
    conflict = past.question("conflict", "conflict", of=BEHAVIORAL)
    on_joins = past.meet(bob.id, alice.id, questions=(graphs, joins), asked=(False, True))
    on_both = past.meet(bob.id, alice.id, questions=(joins, graphs), asked=(True, True))
    on_conflict = past.meet(bob.id, alice.id, of=BEHAVIORAL, questions=(None, conflict), asked=(False, True))
    agreed = past.meet(bob.id, alice.id)
    session.execute(text("UPDATE interviews SET topics = '{sql,front-end}' WHERE id = :id"), {"id": agreed})
    past.say(on_joins, bob.id, alice.id, overall=5)
    session.commit()

    def history(topic: str) -> set[str]:
        return {one["id"] for one in alice.get(f"/interview/history?topic={topic}").get_json()["items"]}

    assert history("sql") == {str(on_joins), str(on_both), str(agreed)}
    assert history("front-end") == {str(agreed)}
    assert history("conflict") == {str(on_conflict)}
    assert history("no-such") == set()
    progress = alice.get("/analytics/me").get_json()["topics"]
    # Functions are what the topic of algorithms is about, and these questions are functions.
    assert [(one["topic"], one["interviews"], one["overall"]["count"]) for one in progress] == [
        ("algorithms", 2, 1),
        ("conflict", 1, 0),
        ("sql", 1, 1),
    ]
