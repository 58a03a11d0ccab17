"""POST /moderation/reports/{id}/resolve: what is decided is done, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from tests.api.crowds import all_at_once
from tests.api.mailbox import Mailbox
from tests.api.moderation.conftest import Report, decide, log_in
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of


def news(person: Person) -> list[str]:
    return [one["kind"] for one in person.get("/notifications", status=200).get_json()["items"]]


def test_a_dismissed_report_is_told_to_its_reporter_alone(
    alice: Person, bob: Person, moderator: Person, report: Report
) -> None:
    done = decide(moderator, report(alice, bob), "dismissed", note="A joke.").get_json()
    assert (done["resolution"], done["note"], done["resolved_by"]["username"]) == ("dismissed", "A joke.", "moderator")
    assert news(alice) == ["report.answered"]
    assert news(bob) == []
    assert "dismissed" not in alice.get("/notifications").get_data(as_text=True)


def test_who_is_warned_reads_the_words_here_and_by_mail(
    app: Flask,
    alice: Person,
    bob: Person,
    moderator: Person,
    report: Report,
    session: Session,
    mailbox: Mailbox,
) -> None:
    mailbox.confirm(Person(app))
    notification_mail.write(session, mailbox.settings)  # looks at the log from here on
    session.commit()
    decide(moderator, report(alice, bob), "warned", text="No shouting.", note="Second time.")
    (told,) = bob.get("/notifications").get_json()["items"]
    assert (told["kind"], told["data"]["text"], told["data"]["reason"]) == (
        "account.warned",
        "No shouting.",
        "harassment",
    )
    notification_mail.write(session, mailbox.settings)
    session.commit()
    (letter,) = mailbox.take()
    assert letter.recipient == "bob@example.com"
    assert letter.written.subject == "You have been warned"
    assert "List-Unsubscribe" not in letter.headers
    assert "No shouting." in letter.written.text
    told_bob = letter.written.text + bob.get("/appeals").get_data(as_text=True) + str(told)
    for secret in ("Second time.", "alice", "moderator@", "Shouted at me"):
        assert secret not in told_bob


def test_a_suspension_ends_logins_and_says_why_also_by_mail(
    app: Flask, alice: Person, bob: Person, moderator: Person, report: Report, mailbox: Mailbox
):
    mailbox.confirm(Person(app))
    until = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    done = decide(moderator, report(alice, bob), "suspended", until=until).get_json()
    assert done["subject_history"]["measures"][0]["lasts"] is True
    assert code_of(bob.get("/users/me")) == (401, "login_revoked")
    (letter,) = mailbox.take()
    assert (letter.recipient, letter.written.subject) == ("bob@example.com", "Your account is suspended")
    assert "Be kind." in letter.written.text
    refused = log_in(app, "bob")
    assert code_of(refused) == (403, "suspended")
    assert refused.get_json()["reason"] == "Be kind."
    assert datetime.fromisoformat(refused.get_json()["until"]) == datetime.fromisoformat(until)


@pytest.mark.parametrize("resolution", ["suspended", "restricted"])
def test_a_moderator_has_no_power_over_administrators_and_moderators(
    alice: Person,
    admin: Person,
    moderator: Person,
    second: Person,
    report: Report,
    session: Session,
    resolution: str,
) -> None:
    for person in (second, admin):
        number = report(alice, person)
        assert code_of(decide(moderator, number, resolution)) == (403, "forbidden")
        assert person.get("/users/me").status_code == 200
        assert moderator.get(f"/moderation/reports/{number}").get_json()["resolution"] is None
    assert session.execute(text("SELECT count(*) FROM measures")).scalar_one() == 0
    about = admin.get("/moderation/reports").get_json()["items"][0]
    assert about["subject"]["username"] == "second"
    assert decide(admin, about["id"], resolution).status_code == 200


def test_of_two_moderators_at_once_one_decides(
    engine: Engine, alice: Person, bob: Person, moderator: Person, second: Person, report: Report, session: Session
) -> None:
    number = report(alice, bob)
    answers = all_at_once(
        engine,
        "reports",
        [lambda: decide(moderator, number, "suspended"), lambda: decide(second, number, "dismissed")],
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert code_of(refused) == (409, "already_resolved")
    decided = moderator.get(f"/moderation/reports/{number}").get_json()["resolution"]
    session.rollback()
    suspended = session.execute(text("SELECT suspended_at IS NOT NULL FROM users WHERE id = :id"), {"id": bob.id})
    assert suspended.scalar_one() is (decided == "suspended")


def test_a_decision_is_not_overwritten(alice: Person, bob: Person, moderator: Person, admin: Person, report: Report):
    number = report(alice, bob)
    decide(moderator, number, "warned")
    assert code_of(decide(admin, number, "suspended")) == (409, "already_resolved")
    assert code_of(admin.post(f"/admin/reports/{number}/resolve", {"resolution": "dismissed"})) == (
        409,
        "already_resolved",
    )
    assert bob.get("/users/me").status_code == 200


def test_an_administrator_may_record_a_restriction_as_before(alice: Person, bob: Person, admin: Person, report: Report):
    number = report(alice, bob)
    shown = admin.post(f"/admin/reports/{number}/resolve", {"resolution": "restricted"}, status=200).get_json()
    assert shown["resolution"] == "restricted"
    assert news(alice) == ["report.answered"]
    assert admin.get(f"/moderation/reports/{number}").get_json()["subject_history"]["measures"] == []


def test_a_report_about_an_account_that_is_gone_is_only_recorded(
    alice: Person, bob: Person, moderator: Person, report: Report
) -> None:
    number = report(alice, bob)
    bob.delete("/users/me", json={"password": PASSWORD}, status=204)
    done = decide(moderator, number, "restricted").get_json()
    assert (done["resolution"], done["subject_history"]["measures"]) == ("restricted", [])
    assert done["subject_history"]["deleted_at"] is not None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"resolution": "banned"},
        {"resolution": "warned"},
        {"resolution": "warned", "text": ""},
        {"resolution": "warned", "text": "x" * 2001},
        {"resolution": "warned", "text": "x", "until": "2099-01-01T00:00:00Z"},
        {"resolution": "suspended", "text": "x", "until": "2020-01-01T00:00:00Z"},
        {"resolution": "restricted", "text": "x", "until": "soon"},
    ],
)
def test_what_cannot_be_used_decides_nothing(
    alice: Person, bob: Person, moderator: Person, report: Report, body: dict[str, Any]
) -> None:
    number = report(alice, bob)
    assert code_of(moderator.post(f"/moderation/reports/{number}/resolve", body)) == (422, "invalid")
    assert moderator.get(f"/moderation/reports/{number}").get_json()["resolved_at"] is None
    assert news(alice) == news(bob) == []


def test_a_measure_is_lifted_by_any_moderator_but_not_by_oneself(
    app: Flask, alice: Person, bob: Person, moderator: Person, second: Person, admin: Person, report: Report
) -> None:
    done = decide(moderator, report(alice, bob), "suspended").get_json()
    measure = done["subject_history"]["measures"][0]["id"]
    for _ in range(2):
        second.post(f"/moderation/measures/{measure}/lift", status=204)
    assert log_in(app, "bob").status_code == 200
    assert code_of(second.post("/moderation/measures/999/lift")) == (404, "not_found")
    warned = decide(admin, report(alice, second), "warned").get_json()["subject_history"]["measures"][0]["id"]
    assert code_of(second.post(f"/moderation/measures/{warned}/lift")) == (409, "not_oneself")
    moderator.post(f"/moderation/measures/{warned}/lift", status=204)
    assert second.get("/appeals").get_json()["items"][0]["lifted_at"] is not None
