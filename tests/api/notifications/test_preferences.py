"""GET and PUT /notifications/preferences, GET and POST /notifications/unsubscribe/{token}."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jwt
import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.mail import unsubscribe
from shared.mail.preferences import NotificationKind
from tests.clients.person import Person, code_of

PATH = "/notifications/preferences"


def put(person: Person, body: Any) -> Any:
    return person.call("PUT", PATH, json=body)


def test_there_are_sensible_defaults(alice: Person) -> None:
    shown = alice.get(PATH).get_json()
    assert shown["kinds"]["booking.reminder"] == {"in_app": True, "email": True, "push": True}
    assert shown["kinds"]["week.summarized"] == {"in_app": False, "email": False, "push": False}
    assert (shown["quiet_hours"], shown["time_zone"]) == (None, "UTC")


def test_what_i_choose_is_kept_and_what_i_leave_out_is_as_usual(alice: Person, bob: Person) -> None:
    usual = alice.get(PATH).get_json()["kinds"]
    off = {"in_app": False, "email": False, "push": False}
    body = {"kinds": {"match.found": off}, "quiet_hours": {"from": "22:30", "to": "07:00"}}
    shown = put(alice, body).get_json()
    none = {"calendar_alarm_minutes": None, "time_zone": "UTC"}
    assert shown == {"kinds": usual | {"match.found": off}, "quiet_hours": body["quiet_hours"], **none}
    assert alice.get(PATH).json == shown
    assert put(alice, {}).json == {"kinds": usual, "quiet_hours": None, **none}
    assert bob.get(PATH).get_json()["kinds"] == usual


def test_what_was_read_can_be_sent_back(alice: Person) -> None:
    alice.patch("/users/me", {"time_zone": "Asia/Kolkata"})
    before = put(alice, {"quiet_hours": {"from": "22:00", "to": "06:00"}, "calendar_alarm_minutes": 15}).json
    assert before["calendar_alarm_minutes"] == 15
    assert put(alice, before).json == alice.get(PATH).json == before
    assert code_of(put(alice, before | {"time_zone": "UTC"})) == (422, "invalid")
    assert alice.get(PATH).json == before


@pytest.mark.parametrize(
    "body",
    [
        {"kinds": {"rain": {"in_app": True, "email": True}}},
        {"kinds": {"match.found": {"in_app": True}}},
        {"kinds": {"match.found": {"in_app": 1, "email": True}}},
        {"kinds": {"match.found": True}},
        {"kinds": {"account.warned": {"in_app": True, "email": False}}},
        {"kinds": {"account.warned": {"in_app": True, "email": True, "push": True}}},
        {"kinds": {"appeal.answered": {"in_app": False, "email": True}}},
        {"quiet_hours": {"from": "22:00"}},
        {"quiet_hours": {"from": "22:00", "to": "22:00"}},
        {"quiet_hours": {"from": "24:00", "to": "07:00"}},
        {"quiet_hours": {"from": "9:00", "to": "07:00"}},
        {"quiet_hours": {"from": 3600, "to": "07:00"}},
        {"quiet": None},
    ],
)
def test_what_cannot_be_used_changes_nothing(alice: Person, body: Any) -> None:
    before = put(alice, {"quiet_hours": {"from": "22:00", "to": "06:00"}}).json
    assert code_of(put(alice, body)) == (422, "invalid")
    assert alice.get(PATH).json == before


def test_what_is_decided_about_an_account_is_told_whatever_was_stored(alice: Person, session: Session) -> None:
    put(alice, {"quiet_hours": None})
    off = '{"account.warned": {"in_app": false, "email": false}, "report.answered": {"in_app": false, "email": false}}'
    session.execute(text("UPDATE notification_settings SET channels = CAST(:off AS jsonb)"), {"off": off})
    session.commit()
    shown = alice.get(PATH).get_json()["kinds"]
    assert shown["account.warned"] == {"in_app": True, "email": True, "push": False}
    assert shown["report.answered"] == {"in_app": False, "email": False, "push": False}
    assert put(alice, {"kinds": shown}).json["kinds"] == shown
    assert code_of(alice.post(path_for(session, alice, "account.warned"))) == (404, "not_found")


def path_for(session: Session, person: Person, kind: NotificationKind) -> str:
    token = unsubscribe.token(session, person.id, kind)
    session.commit()
    return f"/notifications/unsubscribe/{token}"


def test_one_click_ends_the_mails_of_one_kind(api: Person, alice: Person, bob: Person, session: Session) -> None:
    before = alice.get(PATH).get_json()["kinds"]
    put(alice, {"kinds": {"match.found": {"in_app": False, "email": True}}})
    path = path_for(session, alice, "booking.reminder")
    assert path == path_for(session, alice, "booking.reminder")
    assert len({path, path_for(session, bob, "booking.reminder"), path_for(session, alice, "match.found")}) == 3
    for _ in range(2):
        # What mail programs send, without any login.
        answer = api.call("POST", path, data={"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.get_data()) == (204, b"")
    expected = {
        "match.found": {"in_app": False, "email": True, "push": True},
        "booking.reminder": {"in_app": True, "email": False, "push": True},
    }
    assert alice.get(PATH).get_json()["kinds"] == before | expected
    assert bob.get(PATH).get_json()["kinds"] == before


def test_one_click_ends_mails_also_after_the_secret_was_replaced(
    make_app: Callable[..., Flask], alice: Person, session: Session
) -> None:
    path = path_for(session, alice, "slot.available")
    assert Person(make_app(jwt_secret=SecretStr("n" * 32))).post(path).status_code == 204
    assert alice.get(PATH).get_json()["kinds"]["slot.available"]["email"] is False


def test_links_in_mail_of_earlier_releases_go_on_working(api: Person, alice: Person, settings: Settings) -> None:
    claims = {"sub": str(alice.id), "kind": "slot.available", "iss": "mockmate", "aud": "mockmate-unsubscribe"}
    token = jwt.encode(claims, settings.jwt_secret.get_secret_value(), "HS256")
    assert api.post(f"/notifications/unsubscribe/{token}").status_code == 204
    assert alice.get(PATH).get_json()["kinds"]["slot.available"]["email"] is False


BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_a_browser_is_asked_and_told_without_scripts(api: Person, alice: Person, session: Session) -> None:
    path = path_for(session, alice, "booking.reminder")
    for method in ("GET", "HEAD"):
        asked = api.call(method, path, headers=BROWSER)
        assert (asked.status_code, asked.mimetype) == (200, "text/html")
    assert api.call("HEAD", path).get_data() == b""
    page = api.get(path).get_data(as_text=True)
    assert "Do you want to stop getting emails about the start of your mock interviews" in page
    assert '<form method="post">' in page
    assert "<script" not in page
    assert "form-action 'self'" in asked.headers["Content-Security-Policy"]
    assert alice.get(PATH).get_json()["kinds"]["booking.reminder"]["email"] is True
    told = api.call("POST", path, data={"List-Unsubscribe": "One-Click"}, headers=BROWSER)
    assert (told.status_code, told.mimetype) == (200, "text/html")
    assert "You will get no more emails about the start of your mock interviews" in told.get_data(as_text=True)
    assert alice.get(PATH).get_json()["kinds"]["booking.reminder"]["email"] is False


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_browser_is_told_that_a_link_does_not_work(api: Person, method: str) -> None:
    answer = api.call(method, "/notifications/unsubscribe/x", headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert code_of(api.call(method, "/notifications/unsubscribe/x")) == (404, "not_found")
    assert "This link doesn&#39;t work" in answer.get_data(as_text=True)


def test_a_token_that_is_not_ours_or_not_for_this_is_refused(api: Person, alice: Person, settings: Settings) -> None:
    ours = {"sub": str(alice.id), "kind": "booking.reminder", "iss": "mockmate", "aud": "mockmate-unsubscribe"}
    key = settings.jwt_secret.get_secret_value()
    tokens = [
        "x",
        alice.token,
        jwt.encode(ours, "another secret, which is longer than 32 bytes", "HS256"),
        *(
            jwt.encode(ours | wrong, key, "HS256")
            for wrong in ({"kind": "rain"}, {"aud": "mockmate"}, {"sub": "x"}, {"sub": "999"}, {"iss": "other"})
        ),
    ]
    for token in tokens:
        assert code_of(api.post(f"/notifications/unsubscribe/{token}")) == (404, "not_found")
    assert alice.get(PATH).get_json()["kinds"]["booking.reminder"]["email"] is True


def test_such_a_token_is_no_login(api: Person, alice: Person, session: Session) -> None:
    token = path_for(session, alice, "booking.reminder").rpartition("/")[2]
    assert code_of(api.get("/users/me", token=token)) == (401, "token_invalid")


def test_the_first_summary_comes_on_monday_and_only_who_wants_one_is_written_to(
    alice: Person, session: Session
) -> None:
    def next_at() -> Any:
        session.rollback()
        return session.execute(text("SELECT next_summary_at FROM notification_settings")).scalar()

    put(alice, {"kinds": {"week.summarized": {"in_app": False, "email": True}}})
    first = next_at()
    assert (first.isoweekday(), first.hour) == (1, 8)
    put(alice, {"kinds": {"week.summarized": {"in_app": True, "email": True}}})
    assert next_at() == first
    put(alice, {})
    assert next_at() is None
