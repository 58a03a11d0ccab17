"""People who sit in a room that is about to pair them, and change their minds at that moment."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from shared.core.settings import Settings
from tests.clients.person import Person, register
from tests.system.bookers import live_bookings, quiet_app
from tests.system.hammer import Parent

Regret = Callable[[Person, dict[str, Any], int], TestResponse]


def _cancel(person: Person, booking: dict[str, Any], elsewhere: int) -> TestResponse:
    return person.delete(f"/slots/bookings/{booking['id']}")


def _leave(person: Person, booking: dict[str, Any], elsewhere: int) -> TestResponse:
    return person.post("/match/leave", {"slot_id": booking["slot_id"]})


def _move(person: Person, booking: dict[str, Any], elsewhere: int) -> TestResponse:
    left = _leave(person, booking, elsewhere)
    if left.status_code != 204:
        return left
    return person.patch(f"/slots/bookings/{booking['id']}", {"slot_id": elsewhere})


def _change(person: Person, booking: dict[str, Any], elsewhere: int) -> TestResponse:
    return person.patch(f"/slots/bookings/{booking['id']}", {"difficulty": "hard"})


REGRETS: dict[str, Regret] = {"cancel": _cancel, "leave": _leave, "move": _move, "change": _change}

_AFTERWARDS = {
    "cancel": lambda after, before, elsewhere: after["status"] == "cancelled",
    "leave": lambda after, before, elsewhere: after["status"] == "booked",
    "move": lambda after, before, elsewhere: (after["status"], after["slot_id"]) == ("booked", elsewhere),
    "change": lambda after, before, elsewhere: after["difficulty"] == "hard",
}
"""What somebody's booking looks like who was told that it has been done."""


def regret(parent: Parent, settings: Settings, kind: str, number: int, seed: str) -> Counter[int]:
    """In each round wait in a slot, regret it when told to, see that the answer was true, and leave for good.

    A round is (the slot, another one to move to); None is the end. Returns how often each status was answered.
    """
    chance = random.Random(seed)
    app = quiet_app(settings)
    people = [register(app, f"{kind}{each}") for each in range(number)]
    answers: Counter[int] = Counter()
    while (slots := parent.wait()) is not None:
        slot_id, elsewhere = slots
        bookings = [_wait_in(person, slot_id) for person in people]
        parent.say("waiting")
        parent.wait()
        for person, booking in zip(people, bookings, strict=True):
            # Not a wait for anything: the passes shall be somewhere else each time.
            time.sleep(chance.uniform(0, 0.02))
            answer = REGRETS[kind](person, booking, elsewhere)
            answers[answer.status_code] += 1
            after = person.get(f"/slots/bookings/{booking['id']}").get_json()
            if answer.status_code in (200, 204):
                assert _AFTERWARDS[kind](after, booking, elsewhere), (answer.status_code, after)
            else:
                assert (answer.status_code, after["status"]) == (409, "matched"), (answer.text, after)
        parent.say("done")
        parent.wait()
        for person in people:
            _go_away(person)
        parent.say("gone")
    return answers


def _wait_in(person: Person, slot_id: int) -> dict[str, Any]:
    booked = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    assert booked.status_code == 201, booked.text
    assert person.post("/match/pair", {"slot_id": slot_id}).status_code == 202
    booking: dict[str, Any] = booked.get_json()
    return booking


def _go_away(person: Person) -> None:
    """End and cancel, until nothing is left: who is given back to the room may be matched again meanwhile."""
    while bookings := live_bookings(person):
        for booking in bookings:
            if booking["interview_id"]:
                person.post(f"/interview/{booking['interview_id']}/end")
            else:
                person.delete(f"/slots/bookings/{booking['id']}")
