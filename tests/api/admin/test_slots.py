"""POST /admin/slots/generate and /admin/slots/{id}/pair."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.clients.person import Person, code_of, register


def test_missing_slots_are_made_once(admin: Person) -> None:
    first = admin.post("/admin/slots/generate", {"days": 2}).get_json()
    assert first["created"] >= 2 * 47
    assert admin.post("/admin/slots/generate", {"days": 2}).json == {"created": 0}
    assert len(admin.get("/match/waiting-room").get_json()["items"]) >= 2
    assert admin.post("/admin/slots/generate").get_json()["created"] > 0


@pytest.mark.parametrize("days", [0, 61, "2", 1.5])
def test_the_days_ahead_are_few_and_whole(admin: Person, days: object) -> None:
    assert code_of(admin.post("/admin/slots/generate", {"days": days})) == (422, "invalid")


def test_a_pass_over_the_room_of_the_rule_pairs_two_and_two(
    app: Flask, admin: Person, make_slot: Callable[..., int], let_pass: Callable[[int, float], None]
) -> None:
    slot_id = make_slot(5)
    people = {name: register(app, name) for name in ("e1", "e2", "m1", "h1", "h2")}
    for name, person in people.items():
        booked = person.post("/slots/book", {"slot_id": slot_id, "difficulty": name[0].upper()})
        assert booked.status_code == 201
        assert person.post("/match/pair", {"slot_id": slot_id}).status_code == 202
    assert admin.post(f"/admin/slots/{slot_id}/pair").json == {"pairs": 0, "waiting": 5}
    let_pass(slot_id, 6)
    assert admin.post(f"/admin/slots/{slot_id}/pair").json == {"pairs": 2, "waiting": 1}
    peers = {}
    for name, person in people.items():
        interview = person.get(f"/match/status?slot_id={slot_id}").get_json()["interview"]
        peers[name] = interview and interview["peer"]["username"]
    assert peers == {"e1": "e2", "e2": "e1", "m1": "h1", "h1": "m1", "h2": None}
    assert admin.post(f"/admin/slots/{slot_id}/pair").json == {"pairs": 0, "waiting": 1}


def test_a_slot_that_does_not_exist_is_not_found(admin: Person) -> None:
    assert code_of(admin.post("/admin/slots/404/pair")) == (404, "not_found")


def test_who_is_no_administrator_any_more_is_refused_at_once(app: Flask, admin: Person) -> None:
    assert app.test_cli_runner().invoke(args=["users", "demote", "admin@example.com"]).exit_code == 0
    assert code_of(admin.post("/admin/slots/generate")) == (403, "forbidden")
