"""GET /users/me/export: everything of mine, and of others only what they show to everybody."""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.client import PASSWORD, Person

FEEDBACK = {
    "communication": 4,
    "overall": 4,
    "did_well": "listening",
    "to_improve": "pace",
    "would_pass": True,
    "good_match": 5,
}


def test_a_new_account_has_little(alice: Person) -> None:
    mine = alice.get("/users/me/export").get_json()
    assert mine["profile"]["email"] == "alice@example.com"
    assert len(mine["logins"]) == 1
    assert [each["kind"] for each in mine["audit"]] == ["account.registered", "login.ok", "account.exported"]
    for nothing in (
        "bookings",
        "interviews",
        "feedback_given",
        "feedback_received",
        "chat",
        "reports",
        "watches",
        "reminders",
    ):
        assert mine[nothing] == []
    assert (mine["notifications"], mine["calendar_shared_at"]) == (None, None)


def test_wishes_watches_reminders_and_the_calendar_are_there_but_not_its_secret(
    alice: Person, session: Session, make_slot: Callable[..., int]
) -> None:
    quiet = {"from": "22:00", "to": "07:00"}
    kinds = {"match.found": {"in_app": True, "email": True}}
    assert (
        alice.call("PUT", "/notifications/preferences", json={"kinds": kinds, "quiet_hours": quiet}).status_code == 200
    )
    watched = make_slot(600)
    assert alice.post(f"/slots/{watched}/watch").status_code == 204
    booking = alice.post("/slots/book", {"slot_id": make_slot(900), "difficulty": "easy"}).get_json()["id"]
    session.execute(
        text("INSERT INTO booking_reminders (booking_id, starts_at, minutes) SELECT id, starts_at, 60 FROM bookings")
    )
    session.commit()
    address = alice.post("/slots/calendar/rotate").get_json()["url"]
    mine = alice.get("/users/me/export").get_json()
    wishes = mine["notifications"]
    assert wishes["channels"] == kinds
    assert (wishes["quiet_from"], wishes["quiet_to"]) == ("22:00", "07:00")
    assert [each["slot_id"] for each in mine["watches"]] == [watched]
    assert [(each["booking_id"], each["minutes"]) for each in mine["reminders"]] == [(booking, 60)]
    assert mine["calendar_shared_at"] is not None
    assert address.rpartition("/")[2].removesuffix(".ics") not in json.dumps(mine)


def test_everything_of_mine_is_there(alice: Person, bob: Person, ended: str, session: Session) -> None:
    for user_id, line in ((alice.id, "a line of mine"), (bob.id, "a line of his")):
        session.execute(
            text(
                "INSERT INTO chat_messages (interview_id, user_id, client_id, text, sent_at)"
                " VALUES (:interview, :user, :line, :line, now())"
            ),
            {"interview": ended, "user": user_id, "line": line},
        )
    session.commit()
    alice.patch("/users/me", {"blocks": [bob.id]})
    alice.post("/feedback/submit", {"interview_id": ended, **FEEDBACK})
    alice.post(f"/users/{bob.id}/report", {"reason": "spam", "text": "sold me something"})
    mine = alice.get("/users/me/export").get_json()
    assert [each["status"] for each in mine["bookings"]] == ["completed"]
    (interview,) = mine["interviews"]
    assert interview["id"] == ended
    assert interview["peer"] == {"id": bob.id, "username": "bob", "full_name": None}
    assert [each["did_well"] for each in mine["feedback_given"]] == ["listening"]
    assert [each["text"] for each in mine["chat"]] == ["a line of mine"]
    assert "match.found" in [each["type"] for each in mine["news"]]
    assert [(each["user_id"], each["reason"]) for each in mine["reports"]] == [(bob.id, "spam")]
    assert mine["profile"]["blocks"] == [bob.id]


def test_nothing_of_others_is_there_but_what_everybody_sees(alice: Person, bob: Person, ended: str) -> None:
    bob.post(f"/users/{alice.id}/report", {"reason": "other", "text": "a word to the administrators"})
    bob.post("/feedback/submit", {"interview_id": ended, **FEEDBACK, "did_well": "not to be read yet"})
    written = json.dumps(alice.get("/users/me/export").get_json())
    for hidden in ("bob@example.com", "administrators", "report.made", "not to be read yet", "password_hash"):
        assert hidden not in written
    alice.post("/feedback/submit", {"interview_id": ended, **FEEDBACK})
    received = alice.get("/users/me/export").get_json()["feedback_received"]
    assert [each["did_well"] for each in received] == ["not to be read yet"]


def test_no_secret_is_there(alice: Person, session: Session) -> None:
    written = alice.get("/users/me/export").get_data(as_text=True)
    stored = session.execute(text("SELECT password_hash, (SELECT refresh_jti::text FROM sessions) FROM users")).one()
    for secret in (*stored, PASSWORD, alice.token, alice.refresh_token):
        assert secret not in written
