"""Where a year of birth is required, minors are paired only with minors, in practice rooms and in slots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients.person import Person, code_of, register

THIS_YEAR = datetime.now(UTC).year
WISH = {"interview_type": "technical", "difficulty": "medium"}


@pytest.fixture
def strict(make_app: Callable[..., Flask], app: Flask) -> Flask:
    """A deployment that requires it, on the database of the other."""
    return make_app(require_birth_year=True)


@pytest.fixture
def people(strict: Flask) -> tuple[Person, Person, Person]:
    """A minor, an adult, and one who turns 18 this year, and is a minor until it ends."""
    return (
        register(strict, "mia", birth_year=THIS_YEAR - 15),
        register(strict, "ann", birth_year=THIS_YEAR - 19),
        register(strict, "max", birth_year=THIS_YEAR - 18),
    )


def peer_of(person: Person) -> str | None:
    interview = person.get("/match/status").get_json()["interview"]
    return str(interview["peer"]["username"]) if interview else None


def test_in_a_practice_room_only_the_minors_meet(people: tuple[Person, Person, Person]) -> None:
    mia, ann, max_ = people
    assert ann.post("/match/pair", WISH).status_code == 202
    assert mia.post("/match/pair", WISH).status_code == 202
    assert max_.post("/match/pair", WISH).status_code == 200
    assert [peer_of(one) for one in people] == ["max", None, "mia"]
    assert [one.get("/users/me").get_json()["is_minor"] for one in people] == [True, False, True]


def test_in_a_slot_and_by_an_administrators_hand_too(
    people: tuple[Person, Person, Person],
    strict: Flask,
    make_slot: Callable[..., int],
    let_pass: Callable[[int, float], None],
    session: Session,
) -> None:
    slot_id = make_slot(5)
    boss = register(strict, "boss", birth_year=THIS_YEAR - 40)
    session.execute(text("UPDATE users SET is_admin = true WHERE id = :id"), {"id": boss.id})
    session.commit()
    for one in people:
        assert one.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"}).status_code == 201
        assert one.post("/match/pair", {"slot_id": slot_id}).status_code == 202
    let_pass(slot_id, 6)
    assert boss.post(f"/admin/slots/{slot_id}/pair").get_json() == {"pairs": 1, "waiting": 1}
    assert [peer_of(one) for one in people] == ["max", None, "mia"]


def test_who_is_corrected_while_waiting_is_paired_as_what_they_are(
    people: tuple[Person, Person, Person], session: Session
) -> None:
    mia, ann, _ = people
    assert mia.post("/match/pair", WISH).status_code == 202
    assert ann.post("/match/pair", WISH).status_code == 202
    session.execute(text("UPDATE users SET is_admin = true WHERE id = :id"), {"id": ann.id})
    session.commit()
    assert ann.post(f"/admin/users/{mia.id}/birth-year", {"birth_year": THIS_YEAR - 19}).status_code == 204
    assert ann.post("/match/pair", WISH).status_code == 200
    assert peer_of(mia) == "ann"


def test_who_waited_when_it_was_turned_on_is_paired_with_nobody_until_they_say(
    people: tuple[Person, Person, Person], alice: Person, strict: Flask, session: Session
) -> None:
    mia, ann, _ = people
    assert alice.post("/match/pair", WISH).status_code == 202
    for one in (mia, ann):
        assert one.post("/match/pair", WISH).status_code == 202
    old = Person(strict, alice.session)
    assert code_of(old.post("/match/pair", WISH)) == (403, "birth_year_missing")
    assert old.patch("/users/me", {"birth_year": THIS_YEAR - 14}).status_code == 200
    assert old.post("/match/pair", WISH).status_code == 200
    assert (peer_of(old), peer_of(ann)) == ("mia", None)


def test_where_it_is_not_required_a_year_makes_no_difference(people: tuple[Person, Person, Person], app: Flask) -> None:
    mia, ann, _ = (Person(app, one.session) for one in people)
    assert mia.post("/match/pair", WISH).status_code == 202
    assert ann.post("/match/pair", WISH).status_code == 200


def test_minors_who_met_lately_are_told_of_each_other_although_an_adult_waits(
    people: tuple[Person, Person, Person],
) -> None:
    mia, _, max_ = people
    mia.post("/match/pair", WISH)
    interview = max_.post("/match/pair", WISH).get_json()["interview"]["id"]
    for one in (mia, max_):
        assert one.post("/interview/start", {"interview_id": interview}).status_code == 200
    assert mia.post(f"/interview/{interview}/end").status_code == 200
    for one in people:
        assert one.post("/match/pair", WISH).status_code == 202
    assert [one.get("/match/status").get_json()["reunion_at"] is not None for one in people] == [True, False, True]


def test_in_an_interview_with_a_minor_no_camera_is_allowed(people: tuple[Person, Person, Person], app: Flask) -> None:
    mia, ann, max_ = people
    mia.post("/match/pair", WISH)
    interview = max_.post("/match/pair", WISH).get_json()["interview"]["id"]
    for one in (mia, max_):
        assert one.get(f"/interview/{interview}").get_json()["camera_allowed"] is False
    # Where it isn't required, nobody is a minor.
    assert Person(app, mia.session).get(f"/interview/{interview}").get_json()["camera_allowed"] is True
    dan = register(mia.at, "dan", birth_year=THIS_YEAR - 19)
    ann.post("/match/pair", WISH)
    grown = dan.post("/match/pair", WISH).get_json()["interview"]["id"]
    assert dan.get(f"/interview/{grown}").get_json()["camera_allowed"] is True


def test_who_has_not_said_counts_as_a_minor_in_an_interview_that_was_there_before(
    matched: str, alice: Person, bob: Person, strict: Flask
) -> None:
    assert alice.get(f"/interview/{matched}").get_json()["camera_allowed"] is True
    old, other = Person(strict, alice.session), Person(strict, bob.session)
    assert old.patch("/users/me", {"birth_year": THIS_YEAR - 30}).status_code == 200
    assert old.get(f"/interview/{matched}").get_json()["camera_allowed"] is False
    assert other.patch("/users/me", {"birth_year": THIS_YEAR - 30}).status_code == 200
    assert old.get(f"/interview/{matched}").get_json()["camera_allowed"] is True
