"""DELETE /users/me: the person is gone, and what belongs to their peers stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from shared.core.settings import Settings
from shared.mail import unsubscribe
from tests.api.conftest import events_of
from tests.api.crowds import all_at_once
from tests.api.mailbox import Mailbox
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register


def delete(person: Person, password: str = PASSWORD) -> tuple[int, str]:
    answer = person.delete("/users/me", json={"password": password})
    return (answer.status_code, "") if answer.status_code == 204 else code_of(answer)


def statuses(person: Person) -> list[str]:
    return [each["status"] for each in person.get("/slots/bookings").get_json()["items"]]


def test_it_asks_for_the_password(alice: Person) -> None:
    assert delete(alice, "not my password") == (403, "password_wrong")
    for nothing in ({}, {"password": None}):
        assert code_of(alice.delete("/users/me", json=nothing)) == (403, "confirmation_required")
    assert alice.get("/users/me").status_code == 200


def test_the_name_and_the_address_are_gone_at_once(alice: Person, session: Session) -> None:
    profile = {"full_name": "Alice Adams", "time_zone": "Asia/Kolkata", "languages": ["hi"], "ui_language": "es"}
    alice.patch("/users/me", profile | {"camera_start": "on"}, status=200)
    alice.call("PUT", "/users/me/consent", json={"version": 1})
    assert delete(alice) == (204, "")
    row = session.execute(text("SELECT * FROM users WHERE id = :id"), {"id": alice.id}).one()
    assert row.username == f"deleted-{alice.id}"
    assert row.full_name is row.ui_language is row.camera_start is row.consented_at is row.consent_version is None
    assert row.deleted_at is not None
    everything = session.execute(text("SELECT u::text FROM users u")).scalar_one()
    for was in ("alice", "Adams", "Kolkata", "hi}"):
        assert was not in everything.lower()


def test_all_logins_end_and_old_credentials_are_unknown(app: Flask, alice: Person) -> None:
    other = Person(app, Person(app).post("/auth/login", {"login": "alice", "password": PASSWORD}).get_json())
    assert delete(alice) == (204, "")
    for gone in (alice, other):
        assert code_of(gone.get("/users/me")) == (401, "login_revoked")
        assert code_of(gone.post("/auth/refresh", token=gone.refresh_token)) == (401, "login_revoked")
    for name in ("alice", "alice@example.com", f"deleted-{alice.id}", f"deleted-{alice.id}@invalid"):
        answer = Person(app).post("/auth/login", {"login": name, "password": PASSWORD})
        assert code_of(answer) == (401, "bad_credentials")


def test_the_address_and_the_name_can_be_used_by_somebody_else(app: Flask, alice: Person) -> None:
    assert delete(alice) == (204, "")
    again = register(app, "alice")
    assert again.id != alice.id
    assert again.get("/slots/bookings").get_json()["items"] == []


def test_nobody_can_take_the_name_of_a_deleted_account(app: Flask, api: Person, alice: Person) -> None:
    body = {"email": "eve@example.com", "password": PASSWORD, "username": f"Deleted-{alice.id}"}
    assert code_of(api.post("/auth/register", body)) == (422, "invalid")
    assert code_of(alice.patch("/users/me", {"username": "deleted-9"})) == (422, "invalid")
    by_address = register_by_address(api, f"deleted-{alice.id}@example.com")
    assert not by_address.startswith("deleted-")
    assert delete(alice) == (204, "")


def register_by_address(api: Person, email: str) -> str:
    answer = api.post("/auth/register", {"email": email, "password": PASSWORD})
    return str(answer.get_json()["user"]["username"])


def test_wishes_watches_reminders_and_the_calendar_go_and_nothing_is_mailed_any_more(
    app: Flask,
    alice: Person,
    session: Session,
    settings: Settings,
    make_slot: Callable[..., int],
    mailbox: Mailbox,
) -> None:
    mailbox.confirm(Person(app))
    notification_mail.write(session, settings)  # looks at the log from here on
    session.commit()
    alice.call(
        "PUT", "/notifications/preferences", json={"kinds": {"week.summarized": {"in_app": True, "email": True}}}
    )
    alice.post(f"/slots/{make_slot(600)}/watch")
    alice.post("/slots/book", {"slot_id": make_slot(900), "difficulty": "easy"})
    session.execute(
        text("INSERT INTO booking_reminders (booking_id, starts_at, minutes) SELECT id, starts_at, 60 FROM bookings")
    )
    session.commit()
    assert notification_mail.write(session, settings) == 1
    session.commit()
    address = alice.post("/slots/calendar/rotate").get_json()["url"]
    token = unsubscribe.token(session, alice.id, "booking.changed")
    session.commit()
    assert delete(alice) == (204, "")
    for path in (address.removeprefix(settings.public_url), f"/notifications/unsubscribe/{token}"):
        method = "GET" if path.endswith(".ics") else "POST"
        assert code_of(Person(app).call(method, path)) == (404, "not_found"), method
    for table in ("notification_settings", "slot_watches", "booking_reminders", "calendar_feeds", "unsubscribe_links"):
        assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0, table
    assert notification_mail.write(session, settings) == 0
    assert mailbox.take() == []


def test_what_only_the_person_had_is_removed(alice: Person, bob: Person, session: Session, ended: str) -> None:
    for person in (alice, bob):
        session.execute(
            text("INSERT INTO notes (interview_id, user_id, text) VALUES (:interview, :user, 'private')"),
            {"interview": ended, "user": person.id},
        )
    session.commit()
    alice.patch("/users/me", {"blocks": [bob.id]})
    alice.post("/auth/ws-ticket")
    assert delete(alice) == (204, "")
    for table, column in (
        ("blocks", "blocker_id"),
        ("one_time_tokens", "user_id"),
        ("idempotency_keys", "user_id"),
    ):
        found = session.execute(text(f"SELECT count(*) FROM {table} WHERE {column} = :id"), {"id": alice.id})
        assert found.scalar_one() == 0, table
    assert session.execute(text("SELECT user_id FROM notes")).scalars().all() == [bob.id]
    mails = session.execute(text("SELECT recipient FROM outgoing_mails")).scalars().all()
    assert "alice@example.com" not in mails
    assert "bob@example.com" in mails
    told = events_of(session, f"user:{alice.id}")
    assert set(told) <= {"session.revoked", "booking.changed"}
    assert session.execute(
        text("SELECT bool_and(user_agent IS NULL AND device_digest IS NULL) FROM sessions WHERE user_id = 1")
    ).scalar_one()


@pytest.mark.recorded
def test_no_table_holds_the_name_or_the_address_any_more(alice: Person, bob: Person, session: Session) -> None:
    """Also not what peers were told at the time, nor the answers kept for requests that are sent again."""
    alice.patch("/users/me", {"username": "canary-name", "full_name": "Canary Fullname"})
    wish = {"interview_type": "technical", "difficulty": "easy"}
    alice.post("/match/pair", wish)
    interview = bob.post("/match/pair", wish, headers={"Idempotency-Key": "pair"}).get_json()["interview"]["id"]
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview}, headers={"Idempotency-Key": "start"})
    bob.post(f"/interview/{interview}/end")
    feedback = {
        "interview_id": interview,
        "communication": 4,
        "overall": 4,
        "did_well": "listening",
        "to_improve": "pace",
        "would_pass": True,
        "good_match": 5,
    }
    assert bob.post("/feedback/submit", feedback, headers={"Idempotency-Key": "feedback"}).status_code == 201
    assert delete(alice) == (204, "")
    tables = session.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
    assert len(tables) > 10
    for table in tables:
        rows = " ".join(session.execute(text(f"SELECT t::text FROM {table} t")).scalars()).lower()
        for was in ("canary", "alice"):
            assert was not in rows, table
    replayed = bob.post("/match/pair", wish, headers={"Idempotency-Key": "pair"})
    assert replayed.headers["Idempotent-Replayed"] == "true"
    assert replayed.get_json()["interview"]["peer"]["username"] == f"deleted-{alice.id}"


def test_the_history_of_a_peer_stays_readable(alice: Person, bob: Person, ended: str) -> None:
    assert delete(alice) == (204, "")
    (past,) = bob.get("/interview/history").get_json()["items"]
    assert past["id"] == ended
    assert past["peer"]["username"] == f"deleted-{alice.id}"
    assert past["peer"]["full_name"] is None
    assert bob.get(f"/interview/{ended}").status_code == 200


def test_bookings_are_given_back(alice: Person, bob: Person, make_slot: Callable[..., int]) -> None:
    slot = make_slot(capacity=1)
    assert alice.post("/slots/book", {"slot_id": slot, "difficulty": "easy"}).status_code == 201
    assert code_of(bob.post("/slots/book", {"slot_id": slot, "difficulty": "easy"})) == (409, "slot_full")
    assert delete(alice) == (204, "")
    assert bob.post("/slots/book", {"slot_id": slot, "difficulty": "easy"}).status_code == 201


def test_a_peer_who_was_matched_is_told_and_waits_again(
    alice: Person, bob: Person, matched: str, session: Session
) -> None:
    assert delete(alice) == (204, "")
    assert bob.get(f"/interview/{matched}").get_json()["status"] == "abandoned"
    assert statuses(bob) == ["waiting"]
    assert "interview.ended" in events_of(session, f"user:{bob.id}")


def test_a_live_interview_ends_for_both(alice: Person, bob: Person, live: str) -> None:
    assert delete(alice) == (204, "")
    assert bob.get(f"/interview/{live}").get_json()["status"] == "ended"


def test_who_waits_is_paired_no_more(alice: Person, bob: Person) -> None:
    wish = {"interview_type": "technical", "difficulty": "easy"}
    assert alice.post("/match/pair", wish).status_code == 202
    assert delete(alice) == (204, "")
    assert bob.post("/match/pair", wish).status_code == 202


def test_two_clicks_at_once_delete_once(alice: Person, engine: Engine, session: Session) -> None:
    answers = all_at_once(engine, "users", [lambda: delete(alice)] * 3)
    assert sorted(answers) == [(204, ""), (401, "login_revoked"), (401, "login_revoked")]
    assert session.execute(text("SELECT count(*) FROM audit_log WHERE kind = 'account.deleted'")).scalar_one() == 1


@pytest.mark.parametrize("body", [{"password": 1}, {"password": PASSWORD, "user_id": 2}, []])
def test_what_cannot_be_used_deletes_nothing(alice: Person, body: object) -> None:
    assert alice.delete("/users/me", json=body).status_code == 422
    assert alice.get("/users/me").status_code == 200
