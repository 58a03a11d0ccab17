"""Inviting the person of a past interview, once both would practice together again: no link, and for them alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.identity import invitation_links
from tests.api.conftest import events_of
from tests.api.invitations.conftest import WISH, Invite, accept, decline, in_minutes, states
from tests.api.invitations.test_moments import GONE, at_once, do
from tests.clients.person import Person, code_of


@pytest.fixture
def invite_again(alice: Person, met: str) -> Invite:
    """Let Alice invite Bob, with whom she has agreed, for now or at times in so many minutes."""

    def make(*minutes: float, **more: Any) -> dict[str, Any]:
        wanted = {**WISH, "interview_id": met, "proposals": [in_minutes(each) for each in minutes], **more}
        invitation: dict[str, Any] = alice.post("/invitations", wanted, status=201).get_json()
        return invitation

    return make


def received(person: Person) -> list[dict[str, Any]]:
    return [one for one in person.get("/invitations").get_json()["items"] if not one["is_mine"]]


def test_the_other_sees_it_hears_of_it_and_picks_a_time(
    invite_again: Invite, alice: Person, bob: Person, charlie: Person, session: Session
) -> None:
    invitation = invite_again(60, 180, note="Graphs this time?")
    assert (invitation["url"], invitation["email"], invitation["peer"]["username"]) == (None, None, "bob")
    (theirs,) = received(bob)
    assert (theirs["id"], theirs["status"], theirs["peer"]["username"]) == (invitation["id"], "open", "alice")
    assert (theirs["note"], theirs["proposals"], theirs["url"]) == (
        "Graphs this time?",
        invitation["proposals"],
        None,
    )
    assert events_of(session, f"user:{bob.id}")[-1] == "invitation.received"
    assert bob.get("/notifications").get_json()["items"][0]["kind"] == "invitation.received"
    assert "invitation.received" not in events_of(session, f"user:{alice.id}")
    assert received(charlie) == []
    picked = invitation["proposals"][1]
    taken = accept(bob, invitation, starts_at=picked).get_json()
    assert accept(bob, invitation, starts_at=picked).get_json() == taken
    for person in (alice, bob):
        booking = person.get("/slots/bookings").get_json()["items"][0]
        assert (booking["slot_id"], booking["starts_at"], booking["invited"]) == (taken["slot_id"], picked, True)
    assert events_of(session, f"user:{alice.id}")[-1] == "invitation.accepted"


def test_one_for_now_begins_when_it_is_accepted(invite_again: Invite, alice: Person, bob: Person) -> None:
    slot = {"slot_id": accept(bob, invite_again(), difficulty="hard").get_json()["slot_id"]}
    alice.post("/match/pair", slot, status=202)
    found = bob.post("/match/pair", slot, status=200).get_json()["interview"]
    assert found["peer"]["username"] == "alice"


def test_for_everybody_else_it_is_no_invitation(
    invite_again: Invite, settings: Settings, api: Person, alice: Person, bob: Person, charlie: Person, admin: Person
) -> None:
    invitation = invite_again(60)
    starts_at = invitation["proposals"][0]
    for other in (alice, charlie, admin):
        assert code_of(accept(other, invitation, starts_at=starts_at)) == GONE
        assert code_of(decline(other, invitation)) == GONE
    for answer in (accept(api, invitation), decline(api, invitation)):
        assert code_of(answer) == (401, "unauthenticated")
    for other in (charlie, admin):
        assert code_of(other.get(f"/invitations/{invitation['id']}")) == (404, "not_found")
    # Even with the secret, which nobody is told.
    token = invitation_links.token(settings, invitation["id"])
    assert code_of(charlie.post("/invitations/accept", {"token": token, "starts_at": starts_at})) == GONE
    assert (states(charlie), received(bob)[0]["status"]) == ([], "open")


def test_nor_is_one_with_a_link_answered_without_it(alice: Person, bob: Person) -> None:
    place = f"/invitations/{alice.post('/invitations', WISH, status=201).get_json()['id']}"
    assert code_of(bob.post(f"{place}/accept", {})) == code_of(bob.post(f"{place}/decline")) == GONE


def test_declining_tells_the_person_who_invites(
    invite_again: Invite, alice: Person, bob: Person, session: Session
) -> None:
    invitation = invite_again(60)
    for _ in range(2):
        assert decline(bob, invitation).status_code == 204
    assert events_of(session, f"user:{alice.id}")[-1] == "invitation.declined"
    assert alice.get(f"/invitations/{invitation['id']}").get_json()["status"] == "declined"
    assert code_of(accept(bob, invitation, starts_at=invitation["proposals"][0])) == GONE


def test_withdrawing_tells_whom_it_was_for(invite_again: Invite, alice: Person, bob: Person, session: Session) -> None:
    invitation = invite_again(60)
    assert code_of(bob.delete(f"/invitations/{invitation['id']}")) == (404, "not_found")
    alice.delete(f"/invitations/{invitation['id']}", status=204)
    assert events_of(session, f"user:{bob.id}")[-1] == "invitation.withdrawn"
    assert received(bob)[0]["status"] == "withdrawn"
    assert code_of(accept(bob, invitation, starts_at=invitation["proposals"][0])) == GONE


def test_only_one_is_open_to_a_person_at_a_time(invite_again: Invite, alice: Person, bob: Person, met: str) -> None:
    first = invite_again(60)
    wanted = {**WISH, "interview_id": met}
    assert code_of(alice.post("/invitations", wanted)) == (409, "already_invited")
    # The other may propose something else.
    bob.post("/invitations", wanted, status=201)
    decline(bob, first)
    alice.post("/invitations", wanted, status=201)


def test_of_two_clicks_at_once_one_invites(alice: Person, bob: Person, met: str) -> None:
    wanted = {**WISH, "interview_id": met}
    found = at_once(*(lambda: alice.post("/invitations", wanted) for _ in range(2)))
    assert sorted(one.status_code for one in found) == [201, 409]
    assert len(received(bob)) == 1


NOT_AGREED = (409, "again_not_agreed")


def test_it_takes_both_who_want_it(alice: Person, bob: Person, charlie: Person, ended: str, session: Session) -> None:
    wanted = {**WISH, "interview_id": ended}
    assert code_of(alice.post("/invitations", wanted)) == NOT_AGREED
    alice.patch(f"/interview/{ended}/again", {"again": True}, status=200)
    for person in (alice, bob):
        assert code_of(person.post("/invitations", wanted)) == NOT_AGREED
    assert code_of(charlie.post("/invitations", wanted)) == (404, "not_found")
    bob.patch(f"/interview/{ended}/again", {"again": True}, status=200)
    assert code_of(alice.post("/invitations", {**wanted, "email": "bob@example.com"})) == (422, "invalid")
    bob.patch(f"/interview/{ended}/again", {"again": False}, status=200)
    assert code_of(alice.post("/invitations", wanted)) == NOT_AGREED
    assert received(bob) == []
    assert "invitation.received" not in events_of(session, f"user:{bob.id}")


def test_nor_during_the_interview(alice: Person, live: str) -> None:
    assert code_of(alice.post("/invitations", {**WISH, "interview_id": live})) == (409, "interview_not_ended")


@pytest.mark.parametrize("act", ["block", "blocked", "delete", "suspend"])
def test_nor_with_someone_who_is_blocked_or_gone(alice: Person, bob: Person, admin: Person, met: str, act: str) -> None:
    who, other = (alice, bob) if act == "block" else (bob, alice)
    do("block" if act == "blocked" else act, who, other, admin)
    assert code_of(alice.post("/invitations", {**WISH, "interview_id": met})) == NOT_AGREED


def test_nor_between_a_minor_and_an_adult(
    alice: Person, met: str, make_app: Callable[..., Flask], session: Session
) -> None:
    session.execute(text("UPDATE users SET birth_year = CASE username WHEN 'alice' THEN 1990 ELSE 2012 END"))
    session.commit()
    strict = Person(make_app(require_birth_year=True), alice.session)
    assert code_of(strict.post("/invitations", {**WISH, "interview_id": met})) == NOT_AGREED


@pytest.mark.parametrize("_", range(4))
def test_inviting_and_blocking_at_once_agree(alice: Person, bob: Person, met: str, _: int) -> None:
    made, _blocked = at_once(
        lambda: alice.post("/invitations", {**WISH, "interview_id": met}),
        lambda: bob.patch("/users/me", {"blocks": [alice.id]}, status=200),
    )
    assert made.status_code in (201, 409)
    assert [one["status"] for one in received(bob)] == (["withdrawn"] if made.status_code == 201 else [])


@pytest.mark.parametrize("_", range(4))
def test_accepting_and_declining_at_once_agree(invite_again: Invite, bob: Person, _: int) -> None:
    invitation = invite_again(60)
    taken, refused = at_once(
        lambda: accept(bob, invitation, starts_at=invitation["proposals"][0]), lambda: decline(bob, invitation)
    )
    assert (taken.status_code, refused.status_code) in {(200, 404), (404, 204)}
    assert received(bob)[0]["status"] == ("accepted" if taken.status_code == 200 else "declined")
