"""Lists that PostgreSQL writes: for the caller alone, whatever is in them, and pages that follow each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from mockmate_api.http.authentication import CHECKS_LOGIN
from shared.core.cursors import encode_cursor
from tests.clients.person import Person, code_of


@pytest.fixture
def lists(app: Flask) -> list[str]:
    """The paths of all these lists."""
    rules = (rule for rule in app.url_map.iter_rules() if hasattr(app.view_functions[rule.endpoint], CHECKS_LOGIN))
    return [rule.rule for rule in rules if "GET" in (rule.methods or ())]


def test_a_person_who_has_logged_out_is_told_that_whatever_they_ask_for(lists: list[str], alice: Person) -> None:
    assert len(lists) >= 3
    for path in lists:
        assert code_of(alice.get(f"{path}?nonsense=1")) == (422, "invalid")
        assert alice.get(path).status_code == 200
    alice.post("/auth/logout", status=204)
    for path in lists:
        assert code_of(alice.get(f"{path}?nonsense=1")) == (401, "login_revoked")
        assert code_of(alice.get(path)) == (401, "login_revoked")


def test_a_refresh_token_reads_nothing(lists: list[str], alice: Person) -> None:
    for path in lists:
        assert code_of(alice.get(path, token=alice.refresh_token)) == (401, "token_invalid")


def test_any_text_arrives_as_it_was_written(alice: Person, make_slot: Callable[..., int]) -> None:
    note = 'She said "no"\\, then\t<b>\u2028é 😀</b> \x01 :user_id %(limit)s {0}\r\n'
    booked = alice.post("/slots/book", {"slot_id": make_slot(), "difficulty": "easy", "note": note}, status=201)
    (shown,) = alice.get("/slots/bookings").get_json()["items"]
    assert (shown, shown["note"]) == (booked.get_json(), note)


def test_a_cursor_as_earlier_versions_wrote_them_is_understood(alice: Person, make_slot: Callable[..., int]) -> None:
    body = {"difficulty": "easy"}
    later, sooner = (
        alice.post("/slots/book", body | {"slot_id": make_slot(minutes)}, status=201).get_json()
        for minutes in (300, 100)
    )
    cursor = encode_cursor(datetime.fromisoformat(later["starts_at"]).isoformat(), later["id"])
    assert alice.get(f"/slots/bookings?cursor={cursor}").get_json() == {"items": [sooner], "next_cursor": None}
