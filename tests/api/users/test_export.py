"""GET /users/me/export: everything of mine, and of others only what they show to everybody."""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.models import Base
from tests.clients import PASSWORD
from tests.clients.person import Person

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
        "invitations",
        "interviews",
        "feedback_given",
        "feedback_received",
        "chat",
        "notes",
        "runs",
        "reports",
        "question_reports",
        "measures",
        "watches",
        "reminders",
        "groups",
        "group_removals",
        "solo_turns",
        "identities",
        "reunion_answers",
        "again",
    ):
        assert mine[nothing] == []
    assert (mine["notifications"], mine["calendar_shared_at"], mine["email_change"]) == (None, None, None)


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
        session.execute(
            text("INSERT INTO notes (interview_id, user_id, text) VALUES (:interview, :user, :line)"),
            {"interview": ended, "user": user_id, "line": line},
        )
        session.execute(
            text(
                "INSERT INTO shared_runs"
                " (interview_id, user_id, client_id, language, stdout, stderr, status, ms, truncated)"
                " VALUES (:interview, :user, '1', 'python', :line, '', 'ok', 5, false)"
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
    for what, text_of in (("chat", "text"), ("notes", "text"), ("runs", "stdout")):
        assert [each[text_of] for each in mine[what]] == ["a line of mine"], what
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


# What names a person, and where the export and the deletion have an answer for it.
def test_my_groups_are_there_and_those_i_was_removed_from_but_no_other_member(
    alice: Person, bob: Person, session: Session
) -> None:
    club = alice.post("/groups", {"name": "Club"}, status=201).get_json()
    other = bob.post("/groups", {"name": "Other club"}, status=201).get_json()
    for person, made in ((bob, club), (alice, other)):
        person.post("/groups/join", {"token": made["url"].partition("#")[2]}, status=200)
    bob.delete(f"/groups/{other['group']['id']}/members/{alice.id}", status=204)
    mine = alice.get("/users/me/export").get_json()
    (group,) = mine["groups"]
    assert (group["name"], group["organizer"], group["made"]) == ("Club", True, True)
    assert [one["group_id"] for one in mine["group_removals"]] == [other["group"]["id"]]
    assert "bob" not in json.dumps(mine)
    assert alice.delete("/users/me", json={"password": PASSWORD}).status_code == 204
    look = "SELECT (SELECT count(*) FROM group_removals), (SELECT bool_and(created_by IS DISTINCT FROM 1) FROM groups)"
    assert tuple(session.execute(text(look)).one()) == (0, True)


NAMING_PEOPLE = {
    "again_wishes": "exported as `again`; goes",
    "appeals": "exported with `measures`; stays with moderators",
    "audit_log": "exported as `audit`; the addresses go",
    "blocks": "exported with the profile; my own go",
    "bookings": "exported; the note goes",
    "calendar_feeds": "exported as a date, the secret isn't kept; goes",
    "unsubscribe_links": "secrets of links in mails; goes",
    "chat_messages": "exported as `chat`; stays with the peer",
    "email_changes": "exported; goes",
    "feedback": "exported as far as I may read it; stays with the peer",
    "group_members": "exported as `groups`; goes",
    "group_removals": "exported; goes",
    "groups": "exported those I am in, and whether I made them; my id goes",
    "identities": "exported; goes",
    "idempotency_keys": "answers I have had already; goes",
    "interviews": "who asked for more time: an id, and nothing about anybody",
    "invitations": "exported those I made or accepted; mine go, those of others stay with them",
    "measures": "exported those about me; stays with moderators",
    "notes": "exported; goes",
    "notification_settings": "exported as `notifications`; goes",
    "one_time_tokens": "digests; goes",
    "passkey_challenges": "digests; goes",
    "passkeys": "exported without the keys; goes",
    "recovery_codes": "exported with the passkeys as a number, only digests are kept; goes",
    "totp_secrets": "exported with the passkeys as a date, the secret is none of the export; goes",
    "participants": "exported as `interviews`; stays with the peer",
    "profile_pictures": "exported as `picture`; goes",
    "push_devices": "exported without the address at the push service, which is a secret; goes",
    "question_reports": "exported those I made; my id goes, the rest stays with administrators",
    "reports": "exported those I made; stays with administrators",
    "sessions": "exported as `logins`; the device goes",
    "sign_in_attempts": "minutes old; goes",
    "shared_runs": "exported as `runs`; stays with the peer",
    "slot_watches": "exported as `watches`; goes",
    "solo_turns": "exported; goes",
}


def test_no_table_that_names_people_was_forgotten() -> None:
    naming = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.target_fullname == "users.id" for key in table.foreign_keys)
    }
    assert naming == NAMING_PEOPLE.keys()
