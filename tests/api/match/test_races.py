"""Who changes their mind while a pass is matching them finds themselves matched; that booking stays as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from shared.core.settings import Settings
from tests.api.crowds import while_a_pass_commits
from tests.clients.person import Person, code_of


@pytest.fixture
def slot_id(alice: Person, bob: Person, make_slot: Callable[..., int], let_pass: Callable[[int, float], None]) -> int:
    """A slot that has just started; Alice and Bob wait in its room."""
    made = make_slot(5)
    for person in (alice, bob):
        person.post("/slots/book", {"slot_id": made, "difficulty": "easy"})
        assert person.post("/match/pair", {"slot_id": made}).status_code == 202
    let_pass(made, 6)
    return made


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "/slots/bookings/{booking_id}", None),
        ("PATCH", "/slots/bookings/{booking_id}", {"difficulty": "hard"}),
        ("POST", "/match/leave", {}),
    ],
)
def test_cancelling_changing_and_leaving_come_too_late(
    alice: Person, bob: Person, engine: Engine, settings: Settings, slot_id: int, method: str, path: str, body: object
) -> None:
    (booking,) = alice.get("/slots/bookings").get_json()["items"]
    path = path.format(booking_id=booking["id"])
    answer = while_a_pass_commits(engine, settings, slot_id, lambda: alice.call(method, path, json=body))
    assert code_of(answer) == (409, "already_matched")
    after = alice.get(f"/slots/bookings/{booking['id']}").get_json()
    assert (after["status"], after["difficulty"]) == ("matched", "easy")
    assert bob.get("/match/status").get_json()["interview"]["id"] == after["interview_id"]


def test_asking_to_be_paired_is_answered_with_the_match(
    alice: Person, engine: Engine, settings: Settings, slot_id: int
) -> None:
    answer = while_a_pass_commits(engine, settings, slot_id, lambda: alice.post("/match/pair", {"slot_id": slot_id}))
    assert answer.status_code == 200
    assert answer.get_json()["interview"] is not None
