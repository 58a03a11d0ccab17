"""GET and PATCH /interview/{id}/again: wishes to meet again, and contacts, shown only when both have said as much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import retention_rooms
from shared.core.settings import Settings
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of


def seen(person: Person, interview: str) -> Any:
    return person.get(f"/interview/{interview}/again", status=200).get_json()


def say(person: Person, interview: str, **what: Any) -> Any:
    return person.patch(f"/interview/{interview}/again", what, status=200).get_json()


def agreed(person: Person) -> list[str]:
    items = person.get("/notifications", status=200).get_json()["items"]
    return [one["data"]["what"] for one in items if one["kind"] == "again.agreed"]


def test_nobody_is_told_of_one_wish_and_both_of_two(alice: Person, bob: Person, ended: str) -> None:
    nothing = seen(bob, ended)
    assert say(alice, ended, again=True)["again"] is True
    assert seen(bob, ended) == nothing
    assert (agreed(alice), agreed(bob)) == ([], [])
    assert say(bob, ended, again=True)["agreed"] is True
    assert seen(alice, ended)["agreed"] is True
    assert (agreed(alice), agreed(bob)) == (["practice"], ["practice"])
    # Whoever takes it back and says it again tells nobody twice.
    assert say(bob, ended, again=False)["agreed"] is False
    assert seen(alice, ended)["agreed"] is False
    say(bob, ended, again=True)
    assert (agreed(alice), agreed(bob)) == (["practice"], ["practice"])


def test_contacts_are_shown_only_while_both_give_one(alice: Person, bob: Person, ended: str) -> None:
    nothing = seen(bob, ended)
    assert say(alice, ended, contact=" alice@example.com ")["contact"] == "alice@example.com"
    assert seen(bob, ended) == nothing
    assert say(bob, ended, contact="bob on chat")["contact_of_peer"] == "alice@example.com"
    assert seen(alice, ended)["contact_of_peer"] == "bob on chat"
    assert (agreed(alice), agreed(bob)) == (["contacts"], ["contacts"])
    assert seen(alice, ended)["again"] is False
    say(alice, ended, contact=None)
    assert (seen(alice, ended)["contact_of_peer"], seen(bob, ended)["contact_of_peer"]) == (None, None)


def test_what_is_no_contact_is_refused_and_changes_nothing(alice: Person, ended: str) -> None:
    say(alice, ended, contact="here", again=True)
    for wrong in ("", "   ", "x" * 201, 7):
        assert code_of(alice.patch(f"/interview/{ended}/again", {"contact": wrong})) == (422, "invalid"), wrong
    assert code_of(alice.patch(f"/interview/{ended}/again", {"again": None})) == (422, "invalid")
    say(alice, ended)
    assert (seen(alice, ended)["contact"], seen(alice, ended)["again"]) == ("here", True)


def test_it_is_for_the_two_and_after_the_end(alice: Person, charlie: Person, live: str) -> None:
    assert code_of(alice.patch(f"/interview/{live}/again", {"again": True})) == (409, "interview_not_ended")
    for answer in (charlie.get(f"/interview/{live}/again"), charlie.patch(f"/interview/{live}/again", {"again": True})):
        assert code_of(answer) == (404, "not_found")


def test_a_block_removes_what_both_said_and_stays_a_secret(alice: Person, bob: Person, ended: str) -> None:
    for one in (alice, bob):
        say(one, ended, again=True, contact=one.username)
    alice.patch("/users/me", {"blocks": [bob.id]}, status=200)
    for one in (alice, bob):
        state = seen(one, ended)
        assert not any(state[name] for name in ("again", "agreed", "contact", "contact_of_peer"))
    for one in (bob, alice):
        state = say(one, ended, again=True, contact="once more")
        assert (state["again"], state["agreed"], state["contact_of_peer"]) == (True, False, None)


def test_the_safety_exit_removes_it_too(alice: Person, bob: Person, ended: str, session: Session) -> None:
    for one in (alice, bob):
        say(one, ended, contact="me")
    bob.post(f"/interview/{ended}/exit", status=200)
    assert kept(session) == 0


def test_it_is_exported_and_goes_with_the_account(alice: Person, bob: Person, ended: str, session: Session) -> None:
    say(alice, ended, again=True, contact="alice's")
    say(bob, ended, contact="bob's")
    (mine,) = alice.get("/users/me/export").get_json()["again"]
    assert (mine["interview_id"], mine["again"], mine["contact"]) == (ended, True, "alice's")
    assert alice.delete("/users/me", json={"password": PASSWORD}).status_code == 204
    assert kept(session) == 1
    assert seen(bob, ended)["contact_of_peer"] is None
    assert say(bob, ended, again=True)["agreed"] is False


def test_it_goes_with_the_chat(alice: Person, bob: Person, ended: str, session: Session, settings: Settings) -> None:
    for one in (alice, bob):
        say(one, ended, contact="me")
    session.execute(text("UPDATE interviews SET ended_at = now() - interval '20 years'"))
    session.commit()
    retention_rooms.remove(session, settings)
    assert kept(session) == 0
    assert (seen(alice, ended)["contact"], seen(alice, ended)["can_change"]) == (None, False)
    assert code_of(alice.patch(f"/interview/{ended}/again", {"contact": "me"})) == (409, "again_closed")


def test_minors_exchange_no_contacts(
    alice: Person, ended: str, make_app: Callable[..., Flask], session: Session
) -> None:
    session.execute(text("UPDATE users SET birth_year = :year"), {"year": datetime.now(UTC).year - 15})
    session.commit()
    strict = Person(make_app(require_birth_year=True), alice.session)
    assert seen(strict, ended)["contacts_allowed"] is False
    assert code_of(strict.patch(f"/interview/{ended}/again", {"contact": "me"})) == (403, "contacts_not_allowed")
    assert say(strict, ended, again=True)["again"] is True


@pytest.mark.recorded
def test_each_thing_that_both_say_is_told_once(alice: Person, bob: Person, ended: str) -> None:
    for one in (alice, bob):
        say(one, ended, again=True, contact=one.username)
    assert (sorted(agreed(alice)), sorted(agreed(bob))) == (["contacts", "practice"], ["contacts", "practice"])


def kept(session: Session) -> int:
    session.commit()
    return int(session.execute(text("SELECT count(*) FROM again_wishes")).scalar_one())
