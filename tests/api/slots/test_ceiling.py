"""How many seats, and how many watches, one person may hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from mockmate_api.slots import watches
from tests.api.crowds import all_at_once
from tests.clients.person import Person, code_of, register

MakeSlot = Callable[..., int]
PRACTICE = {"interview_type": "technical", "difficulty": "easy"}


@pytest.fixture
def slots(make_slot: MakeSlot) -> list[int]:
    """Slots that do not overlap, more than anybody may book."""
    return [make_slot(120 + 60 * number) for number in range(12)]


def book(person: Person, slot_id: int) -> tuple[int, str]:
    answer = Person(person.app, person.session).post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    return answer.status_code, answer.get_json().get("code", "")


BOOKED, REFUSED = (201, ""), (409, "too_many_bookings")


def test_ten_seats_may_be_held_and_practice_goes_on(alice: Person, slots: list[int]) -> None:
    assert [book(alice, slot_id) for slot_id in slots] == [BOOKED] * 10 + [REFUSED] * 2
    assert alice.post("/match/pair", PRACTICE).status_code == 202
    held = alice.get("/slots/bookings?live=true").get_json()["items"]
    seat = next(one["id"] for one in held if one["slot_id"] == slots[0])
    assert alice.patch(f"/slots/bookings/{seat}", {"slot_id": slots[10]}).status_code == 200
    assert book(alice, slots[0]) == REFUSED
    assert alice.delete(f"/slots/bookings/{seat}").status_code == 204
    assert book(alice, slots[0]) == BOOKED


def test_where_mail_is_sent_an_address_that_is_not_confirmed_holds_three(
    make_app: Callable[..., Flask], session: Session, slots: list[int]
) -> None:
    alice = register(make_app(mail_url="smtp://127.0.0.1:9"), "alice")
    assert [book(alice, slot_id) for slot_id in slots[:4]] == [BOOKED] * 3 + [REFUSED]
    session.execute(text("UPDATE users SET email_verified_at = now()"))
    session.commit()
    assert book(alice, slots[3]) == BOOKED


def test_administrators_hold_as_many_as_they_like(admin: Person, slots: list[int]) -> None:
    assert [book(admin, slot_id) for slot_id in slots] == [BOOKED] * 12


def test_clicks_at_once_in_two_processes_do_not_exceed_it(
    make_app: Callable[..., Flask], engine: Engine, slots: list[int]
) -> None:
    one, other = make_app(max_bookings=2), make_app(max_bookings=2)
    alice = register(one, "alice")
    twice = [alice, Person(other, alice.session)]
    answers = all_at_once(
        engine, "bookings", [partial(book, twice[n % 2], slot_id) for n, slot_id in enumerate(slots[:6])]
    )
    assert sorted(answers) == [BOOKED] * 2 + [REFUSED] * 4


def test_watches_have_a_ceiling_too(
    app: Flask, alice: Person, engine: Engine, make_slot: MakeSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watches, "MAX_WATCHES", 2)

    def watch(slot_id: int) -> int:
        answer = Person(app, alice.session).post(f"/slots/{slot_id}/watch")
        return answer.status_code

    several = [make_slot(60) for _ in range(4)]
    answers = all_at_once(engine, "slot_watches", [partial(watch, slot_id) for slot_id in several])
    assert sorted(answers) == [204, 204, 409, 409]
    kept = next(slot_id for slot_id, status in zip(several, answers, strict=True) if status == 204)
    assert watch(kept) == 204
    refused = next(slot_id for slot_id, status in zip(several, answers, strict=True) if status == 409)
    assert code_of(alice.post(f"/slots/{refused}/watch")) == (409, "too_many_watches")
