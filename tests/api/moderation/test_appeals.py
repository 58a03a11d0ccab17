"""POST /appeals, and the answers of moderators."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from tests.api.mailbox import Mailbox
from tests.api.moderation.conftest import Report, decide, log_in, make_moderator
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

WORDS = {"text": "That was not me."}


def token_of(app: Flask, name: str = "bob") -> str:
    refused = log_in(app, name).get_json()
    assert refused["code"] == "suspended"
    return str(refused["appeal_token"])


def open_appeals(moderator: Person) -> list[Any]:
    return list(moderator.get("/moderation/appeals", status=200).get_json()["items"])


def answer(moderator: Person, appeal_id: int, outcome: str) -> Any:
    return moderator.post(f"/moderation/appeals/{appeal_id}/answer", {"outcome": outcome, "text": "We looked again."})


@pytest.fixture
def suspended(alice: Person, bob: Person, moderator: Person, report: Report) -> Person:
    assert decide(moderator, report(alice, bob), "suspended").status_code == 200
    return bob


def test_who_is_warned_appeals_once(alice: Person, bob: Person, moderator: Person, report: Report) -> None:
    assert code_of(bob.post("/appeals", WORDS)) == (404, "not_found")
    decide(moderator, report(alice, bob), "warned")
    (mine,) = bob.post("/appeals", WORDS, status=201).get_json()["items"]
    assert (mine["kind"], mine["text"], mine["appeal"]["text"]) == ("warned", "Be kind.", "That was not me.")
    assert code_of(bob.post("/appeals", WORDS | {"measure_id": mine["id"]})) == (409, "already_appealed")
    assert code_of(bob.post("/appeals", WORDS)) == (404, "not_found")
    assert code_of(alice.post("/appeals", WORDS | {"measure_id": mine["id"]})) == (404, "not_found")
    assert [one["text"] for one in open_appeals(moderator)] == ["That was not me."]


def test_a_suspended_person_appeals_by_the_token_of_the_refused_login(
    app: Flask, suspended: Person, moderator: Person, second: Person
) -> None:
    token = token_of(app)
    assert code_of(Person(app).post("/appeals", WORDS)) == (401, "unauthenticated")
    Person(app).post("/appeals", WORDS, token=token, status=201)
    assert code_of(Person(app).post("/appeals", WORDS, token=token)) == (401, "token_invalid")
    refused = log_in(app, "bob").get_json()
    assert (refused["appeal_token"], refused["appealed"]) == (None, "open")
    (appeal,) = open_appeals(second)
    assert answer(second, appeal["id"], "lift").status_code == 200
    assert log_in(app, "bob").status_code == 200


def test_the_token_is_good_for_nothing_but_appeals(app: Flask, suspended: Person) -> None:
    token = token_of(app)
    for method, path in (
        ("GET", "/users/me"),
        ("GET", "/appeals"),
        ("POST", "/auth/refresh"),
        ("POST", "/auth/ws-ticket"),
        ("GET", "/moderation/appeals"),
    ):
        assert code_of(Person(app).call(method, path, token=token)) == (401, "token_invalid"), path
    reset = {"token": token, "password": PASSWORD + "!"}
    assert code_of(Person(app).post("/auth/reset-password", reset)) == (422, "link_invalid")
    Person(app).post("/appeals", WORDS, token=token, status=201)


def test_an_expired_or_replaced_token_and_one_for_something_else_are_refused(
    app: Flask, suspended: Person, alice: Person, session: Session
) -> None:
    first = token_of(app)
    newest = token_of(app)
    ticket = alice.post("/auth/ws-ticket").get_json()["ticket"]
    session.execute(text("UPDATE one_time_tokens SET expires_at = now() - interval '1 s' WHERE purpose = 'appeal'"))
    session.commit()
    for token in (first, newest, ticket, "x" * 43):
        assert code_of(Person(app).post("/appeals", WORDS, token=token)) == (401, "token_invalid")
    Person(app).post("/appeals", WORDS, token=token_of(app), status=201)


def test_a_token_is_about_its_owner(
    app: Flask, suspended: Person, alice: Person, charlie: Person, moderator: Person, report: Report
) -> None:
    """Bob can't appeal for Charlie, whose measure he names."""
    done = decide(moderator, report(alice, charlie), "suspended").get_json()
    theirs = done["subject_history"]["measures"][0]["id"]
    token = token_of(app)
    refused = Person(app).post("/appeals", WORDS | {"measure_id": theirs}, token=token)
    assert code_of(refused) == (404, "not_found")
    assert log_in(app, "charlie").get_json()["appeal_token"]
    Person(app).post("/appeals", WORDS, token=token_of(app), status=201)


def test_no_token_is_given_for_a_wrong_password(app: Flask, suspended: Person) -> None:
    refused = Person(app).post("/auth/login", {"login": "bob", "password": "wrong password"})
    assert code_of(refused) == (401, "bad_credentials")
    assert "appeal_token" not in refused.get_json()


def test_another_moderator_answers_if_there_is_one(
    app: Flask, suspended: Person, moderator: Person, admin: Person
) -> None:
    Person(app).post("/appeals", WORDS, token=token_of(app), status=201)
    (appeal,) = open_appeals(moderator)
    assert appeal["may_answer"] is False
    assert code_of(answer(moderator, appeal["id"], "uphold")) == (403, "own_decision")
    assert answer(admin, appeal["id"], "uphold").get_json()["outcome"] == "uphold"
    assert code_of(answer(admin, appeal["id"], "lift")) == (409, "already_resolved")
    assert log_in(app, "bob").get_json()["appealed"] == "answered"
    assert open_appeals(moderator) == []


def test_whoever_made_the_report_does_not_answer_while_others_can(
    app: Flask, bob: Person, moderator: Person, second: Person, report: Report, session: Session
) -> None:
    decide(moderator, report(second, bob), "suspended")
    Person(app).post("/appeals", WORDS, token=token_of(app), status=201)
    third = make_moderator(app, session, "third")
    (appeal,) = open_appeals(second)
    assert appeal["may_answer"] is False
    assert code_of(answer(second, appeal["id"], "uphold")) == (403, "own_decision")
    session.execute(text("UPDATE users SET is_moderator = false WHERE id = :id"), {"id": third.id})
    session.commit()
    assert [one["may_answer"] for one in (*open_appeals(moderator), *open_appeals(second))] == [True, True]
    assert answer(second, appeal["id"], "uphold").status_code == 200


def test_only_an_administrator_frees_an_administrator(
    app: Flask, alice: Person, admin: Person, moderator: Person, report: Report, session: Session
) -> None:
    session.execute(text("UPDATE users SET is_admin = true WHERE id = :id"), {"id": alice.id})
    session.commit()
    decided = decide(admin, report(moderator, alice), "restricted").get_json()
    (measure,) = decided["subject_history"]["measures"]
    second = make_moderator(app, session, "second")
    assert code_of(second.post(f"/moderation/measures/{measure['id']}/lift")) == (403, "forbidden")
    alice.post("/appeals", WORDS, status=201)
    (appeal,) = open_appeals(second)
    assert code_of(answer(second, appeal["id"], "lift")) == (403, "forbidden")
    assert open_appeals(second)
    assert answer(second, appeal["id"], "uphold").status_code == 200
    admin.post(f"/moderation/measures/{measure['id']}/lift", status=204)


def test_the_only_moderator_answers_their_own_decision(app: Flask, suspended: Person, moderator: Person) -> None:
    Person(app).post("/appeals", WORDS, token=token_of(app), status=201)
    (appeal,) = open_appeals(moderator)
    assert appeal["may_answer"] is True
    assert answer(moderator, appeal["id"], "lift").status_code == 200
    assert log_in(app, "bob").status_code == 200


def test_a_moderator_neither_sees_nor_answers_an_appeal_of_their_own(
    alice: Person, second: Person, admin: Person, moderator: Person, report: Report
) -> None:
    decide(admin, report(alice, second), "warned")
    second.post("/appeals", WORDS, status=201)
    (appeal,) = open_appeals(moderator)
    assert open_appeals(second) == []
    assert code_of(answer(second, appeal["id"], "lift")) == (404, "not_found")


@pytest.mark.parametrize(("outcome", "says"), [("lift", "was lifted"), ("uphold", "stays")])
def test_the_answer_comes_by_mail_also_to_a_suspended_person(
    app: Flask,
    alice: Person,
    bob: Person,
    moderator: Person,
    second: Person,
    report: Report,
    session: Session,
    mailbox: Mailbox,
    outcome: str,
    says: str,
) -> None:
    mailbox.confirm(Person(app))
    notification_mail.write(session, mailbox.settings)  # looks at the log from here on
    session.commit()
    decide(moderator, report(alice, bob), "suspended")
    Person(app).post("/appeals", WORDS, token=token_of(app), status=201)
    answer(second, open_appeals(second)[0]["id"], outcome)
    notification_mail.write(session, mailbox.settings)
    session.commit()
    suspended, letter = mailbox.take()
    assert suspended.recipient == letter.recipient == "bob@example.com"
    assert suspended.written.subject == "Your account is suspended"
    assert says in letter.written.text
    assert "We looked again." in letter.written.text


def test_a_lifted_measure_needs_no_appeal(alice: Person, bob: Person, moderator: Person, report: Report) -> None:
    done = decide(moderator, report(alice, bob), "warned").get_json()["subject_history"]["measures"][0]["id"]
    moderator.post(f"/moderation/measures/{done}/lift", status=204)
    assert code_of(bob.post("/appeals", WORDS | {"measure_id": done})) == (404, "not_found")


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x" * 2001}, {"text": "x", "measure_id": 0}])
def test_an_appeal_without_usable_words_is_refused(
    alice: Person, bob: Person, moderator: Person, report: Report, body: dict[str, Any]
) -> None:
    decide(moderator, report(alice, bob), "warned")
    assert code_of(bob.post("/appeals", body)) == (422, "invalid")


def test_a_suspension_by_an_administrator_can_be_appealed_against(app: Flask, bob: Person, admin: Person) -> None:
    admin.post(f"/admin/users/{bob.id}/suspend", {"reason": "Spam."}, status=204)
    Person(app).post("/appeals", WORDS, token=token_of(app), status=201)
    (appeal,) = open_appeals(admin)
    assert (appeal["measure"]["text"], appeal["report_id"]) == ("Spam.", None)
