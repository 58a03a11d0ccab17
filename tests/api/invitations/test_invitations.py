"""Inviting one person by a link: now or at one of three times, once, and with nothing given away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import retention
from shared.core.settings import Settings
from tests.api.conftest import events_of
from tests.api.invitations.conftest import WISH, Invite, accept, in_minutes, states, token_of
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register

GONE = (404, "invitation_invalid")


def look(person: Person, invitation: dict[str, Any]) -> Any:
    return person.post("/invitations/look", {"token": token_of(invitation)})


def test_whoever_has_the_link_sees_what_it_is_about_and_no_more(invite: Invite, api: Person, alice: Person):
    alice.patch("/users/me", {"full_name": "Alice Able"})
    seen = look(api, invite(60, 120, note="Trees, please", language="de")).get_json()
    assert [one["is_free"] for one in seen.pop("proposals")] == [True, True]
    seen.pop("expires_at")
    assert seen == {
        "inviter": "Alice Able",
        "interview_type": "technical",
        "language": "de",
        "topics": [],
        "minutes": 60,
        "note": "Trees, please",
    }


def test_one_for_now_begins_when_it_is_accepted(invite: Invite, alice: Person, bob: Person, session: Session):
    invitation = invite()
    taken = accept(bob, invitation, difficulty="hard").get_json()
    assert [
        person.get(f"/match/status?slot_id={taken['slot_id']}").get_json()["status"] for person in (alice, bob)
    ] == [
        "booked",
        "booked",
    ]
    levels = [person.get("/slots/bookings").get_json()["items"][0]["difficulty"] for person in (alice, bob)]
    assert levels == ["medium", "hard"]
    assert "invitation.accepted" in events_of(session, f"user:{alice.id}")
    alice.post("/match/pair", {"slot_id": taken["slot_id"]}, status=202)
    met = bob.post("/match/pair", {"slot_id": taken["slot_id"]}, status=200).get_json()["interview"]
    assert met["peer"]["username"] == "alice"


def test_of_three_times_one_is_picked_and_both_have_it(invite: Invite, alice: Person, bob: Person):
    invitation = invite(60, 180, 300)
    picked = invitation["proposals"][1]
    taken = accept(bob, invitation, starts_at=picked).get_json()
    assert taken["starts_at"] == picked
    for person in (alice, bob):
        (booking,) = person.get("/slots/bookings").get_json()["items"]
        assert (booking["starts_at"], booking["slot_id"], booking["language"]) == (picked, taken["slot_id"], "en")
        assert "BEGIN:VEVENT" in person.get(f"/slots/bookings/{booking['id']}/calendar.ics").get_data(as_text=True)
    (mine,) = alice.get("/invitations").get_json()["items"]
    (his,) = bob.get("/invitations").get_json()["items"]
    assert (mine["status"], mine["peer"]["username"], mine["url"]) == ("accepted", "bob", None)
    assert (his["status"], his["peer"]["username"], his["url"], his["difficulty"]) == ("accepted", "alice", None, None)
    assert mine["slot_id"] == his["slot_id"] == taken["slot_id"]


@pytest.mark.parametrize("time", [None, "2031-01-01T00:00:00Z"])
def test_another_time_than_those_proposed_is_refused(invite: Invite, bob: Person, time: str | None):
    refused = accept(bob, invite(60), starts_at=time)
    assert code_of(refused) == (422, "invalid")
    assert refused.get_json()["errors"][0]["pointer"] == "#/starts_at"


def test_one_for_now_takes_no_time(invite: Invite, bob: Person):
    assert code_of(accept(bob, invite(), starts_at=in_minutes(60))) == (422, "invalid")


def test_it_is_accepted_once_and_again_by_the_same_person_without_effect(
    invite: Invite, bob: Person, charlie: Person, api: Person
):
    invitation = invite()
    first, again = accept(bob, invitation), accept(bob, invitation)
    assert (first.status_code, again.get_json()) == (200, first.get_json())
    assert code_of(accept(charlie, invitation)) == GONE
    assert code_of(look(api, invitation)) == GONE
    assert code_of(api.post("/invitations/decline", {"token": token_of(invitation)})) == GONE


def test_every_reason_for_which_it_can_not_be_accepted_is_answered_alike(
    app: Flask, invite: Invite, alice: Person, bob: Person, charlie: Person, session: Session, admin: Person
):
    def refused(invitation: dict[str, Any], by: Person = bob) -> Any:
        answer = accept(by, invitation)
        return answer.status_code, {name: value for name, value in answer.get_json().items() if name != "instance"}

    wrong = refused({"url": "#nothing"})
    assert (wrong[0], wrong[1]["code"]) == GONE
    used = invite()
    accept(charlie, used)
    charlie.delete(f"/slots/bookings/{charlie.get('/slots/bookings').get_json()['items'][0]['id']}", status=204)
    withdrawn, declined, expired, blocked = invite(), invite(), invite(), invite()
    alice.delete(f"/invitations/{withdrawn['id']}", status=204)
    bob.post("/invitations/decline", {"token": token_of(declined)}, status=204)
    session.execute(text("UPDATE invitations SET expires_at = now() WHERE id = :id"), {"id": expired["id"]})
    session.commit()
    found = [refused(one) for one in (used, withdrawn, declined, expired)]
    bob.patch("/users/me", {"blocks": [alice.id]})
    found.append(refused(blocked))
    bob.patch("/users/me", {"blocks": []})
    alice.patch("/users/me", {"blocks": [bob.id]})
    found.append(refused(blocked))
    alice.patch("/users/me", {"blocks": []})
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "spam"}, status=204)
    found.append(refused(blocked))
    assert found == [wrong] * len(found)


def test_minors_and_adults_do_not_meet_by_invitation(make_app: Callable[..., Flask]):
    app = make_app(require_birth_year=True)
    adult, minor = register(app, "adult", birth_year=1990), register(app, "minor", birth_year=2012)
    invitation = adult.post("/invitations", WISH, status=201).get_json()
    assert code_of(accept(minor, invitation)) == GONE
    other = register(app, "other", birth_year=1991)
    assert accept(other, invitation).status_code == 200


def test_what_meeting_somebody_needs_is_asked_of_both(make_app: Callable[..., Flask], session: Session):
    app = make_app(require_verified_email=True, require_consent="on")
    alice, bob = register(app, "alice"), register(app, "bob")
    assert code_of(alice.post("/invitations", WISH)) == (403, "email_not_verified")
    session.execute(text("UPDATE users SET email_verified_at = now() WHERE username = 'alice'"))
    session.commit()
    assert code_of(alice.post("/invitations", WISH)) == (403, "consent_required")
    alice.call("PUT", "/users/me/consent", json={"version": 1}, status=200)
    invitation = alice.post("/invitations", WISH, status=201).get_json()
    assert code_of(accept(bob, invitation)) == (403, "email_not_verified")
    session.execute(text("UPDATE users SET email_verified_at = now()"))
    session.commit()
    assert code_of(accept(bob, invitation)) == (403, "consent_required")
    bob.call("PUT", "/users/me/consent", json={"version": 1}, status=200)
    assert accept(bob, invitation).status_code == 200


def test_nobody_accepts_their_own(invite: Invite, alice: Person):
    assert code_of(accept(alice, invite())) == (409, "own_invitation")


def test_whoever_is_busy_hears_whose_time_it_is_and_nothing_is_lost(
    invite: Invite, alice: Person, bob: Person, make_slot: Callable[..., int], api: Person
):
    invitation = invite(60, 300)
    first, second = invitation["proposals"]
    bob.post("/slots/book", {"slot_id": make_slot(70), "difficulty": "easy"}, status=201)
    assert code_of(accept(bob, invitation, starts_at=first)) == (409, "booking_overlap")
    alice.post("/slots/book", {"slot_id": make_slot(310), "difficulty": "easy"}, status=201)
    assert code_of(accept(bob, invitation, starts_at=second)) == (409, "inviter_busy")
    assert [one["is_free"] for one in look(api, invitation).get_json()["proposals"]] == [True, False]
    assert states(alice) == states(bob) == []
    bob.delete(f"/slots/bookings/{bob.get('/slots/bookings').get_json()['items'][0]['id']}", status=204)
    assert accept(bob, invitation, starts_at=first).status_code == 200


@pytest.mark.parametrize("minutes", [-5, 100 * 24 * 60])
def test_times_that_are_over_or_far_ahead_are_not_proposed(alice: Person, minutes: float):
    refused = alice.post("/invitations", {**WISH, "proposals": [in_minutes(minutes)]})
    assert code_of(refused) == (422, "invalid")
    assert alice.get("/invitations").get_json()["items"] == []


def test_nor_more_than_three_nor_one_at_which_i_am_busy(alice: Person, make_slot: Callable[..., int]):
    four = [in_minutes(60 * hour) for hour in range(1, 5)]
    assert code_of(alice.post("/invitations", {**WISH, "proposals": four})) == (422, "invalid")
    alice.post("/slots/book", {"slot_id": make_slot(60), "difficulty": "easy"}, status=201)
    assert code_of(alice.post("/invitations", {**WISH, "proposals": four[:1]})) == (409, "booking_overlap")


def test_ten_are_open_at_most(invite: Invite, alice: Person):
    made = [invite() for _ in range(10)]
    assert code_of(alice.post("/invitations", WISH)) == (409, "too_many_invitations")
    alice.delete(f"/invitations/{made[0]['id']}", status=204)
    invite()


def test_withdrawing_ends_it_until_it_is_accepted(invite: Invite, alice: Person, bob: Person, charlie: Person):
    open_one, taken = invite(600), invite()
    assert code_of(charlie.delete(f"/invitations/{open_one['id']}")) == (404, "not_found")
    for _ in range(2):
        alice.delete(f"/invitations/{open_one['id']}", status=204)
    accept(bob, taken)
    assert code_of(alice.delete(f"/invitations/{taken['id']}")) == (409, "invitation_answered")
    assert code_of(bob.delete(f"/invitations/{taken['id']}")) == (404, "not_found")
    assert [one["status"] for one in alice.get("/invitations").get_json()["items"]] == ["accepted", "withdrawn"]


def test_declining_needs_no_account_and_is_told(invite: Invite, api: Person, alice: Person, session: Session):
    invitation = invite()
    for _ in range(2):
        api.post("/invitations/decline", {"token": token_of(invitation)}, status=204)
    assert events_of(session, f"user:{alice.id}")[-1] == "invitation.declined"
    kinds = [one["kind"] for one in alice.get("/notifications").get_json()["items"]]
    assert kinds == ["invitation.declined"]


def test_the_secret_is_stored_nowhere(invite: Invite, session: Session):
    secret = token_of(invite())
    tables = session.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
    for table in tables:
        rows = " ".join(session.execute(text(f"SELECT t::text FROM {table} t")).scalars())
        assert secret not in rows, table


def test_what_is_over_goes_after_a_month_and_an_address_at_once(
    invite: Invite, session: Session, settings: Settings, alice: Person
):
    session.execute(text("UPDATE users SET email_verified_at = now()"))
    session.commit()
    mailed = invite(email="friend@example.org")
    assert mailed["email"] == "friend@example.org"
    session.execute(text("UPDATE invitations SET expires_at = now() - interval '1 min'"))
    session.commit()
    retention.prune(session, settings)
    session.commit()
    assert session.execute(text("SELECT address FROM invitations")).scalars().all() == [None]
    session.execute(text("UPDATE invitations SET expires_at = now() - interval '31 days'"))
    session.commit()
    retention.prune(session, settings)
    session.commit()
    assert alice.get("/invitations").get_json()["items"] == []


def test_it_is_in_the_export_of_both(invite: Invite, alice: Person, bob: Person):
    accept(bob, invite(60, note="Trees"), starts_at=None)
    accept(bob, invite(note="Graphs"))
    notes = {
        person.username: [
            (one["note"], one["is_mine"]) for one in person.get("/users/me/export").get_json()["invitations"]
        ]
        for person in (alice, bob)
    }
    assert notes == {"alice": [("Trees", True), ("Graphs", True)], "bob": [("Graphs", False)]}


def test_deleting_the_account_takes_mine_and_leaves_those_of_others(
    invite: Invite, alice: Person, bob: Person, session: Session
):
    invite(600)
    theirs = bob.post("/invitations", WISH, status=201).get_json()
    accept(alice, theirs)
    assert alice.delete("/users/me", json={"password": PASSWORD}).status_code == 204
    (left,) = bob.get("/invitations").get_json()["items"]
    assert (left["id"], left["peer"]["username"]) == (theirs["id"], f"deleted-{alice.id}")
    assert session.execute(text("SELECT count(*) FROM invitations")).scalar_one() == 1
    assert states(bob) == [("cancelled", "peer")]
