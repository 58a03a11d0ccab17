"""POST /auth/reset-password: the mailed token changes the password once, and ends every login."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests.api.conftest import events_of
from tests.api.crowds import all_at_once, held_up
from tests.api.mailbox import Mailbox
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

NEW = "an entirely new one"


@pytest.fixture
def token(api: Person, alice: Person, mailbox: Mailbox) -> str:
    """What Alice was mailed."""
    mailbox.take()
    return another(api, mailbox)


def another(api: Person, mailbox: Mailbox) -> str:
    api.post("/auth/forgot-password", {"email": "alice@example.com"})
    return mailbox.token()


def reset(api: Person, token: str, password: str = NEW) -> tuple[int, str]:
    answer = api.post("/auth/reset-password", {"token": token, "password": password})
    return (204, "") if answer.status_code == 204 else code_of(answer)


def login(app: Flask, password: str) -> int:
    return Person(app).post("/auth/login", {"login": "alice", "password": password}).status_code


def test_the_new_password_counts_and_the_old_one_no_more(app: Flask, api: Person, token: str) -> None:
    assert reset(api, token) == (204, "")
    assert login(app, NEW) == 200
    assert login(app, PASSWORD) == 401


@pytest.mark.recorded
def test_every_login_ends_and_is_told(app: Flask, api: Person, alice: Person, token: str, session: Session) -> None:
    other = Person(app, api.post("/auth/login", {"login": "alice", "password": PASSWORD}).get_json())
    reset(api, token)
    for person in (alice, other):
        assert code_of(person.get("/users/me")) == (401, "login_revoked")
        assert code_of(Person(app).post("/auth/refresh", token=person.refresh_token)) == (401, "login_revoked")
    assert events_of(session, f"user:{alice.id}") == ["session.revoked"] * 2


def test_a_token_works_once(api: Person, token: str) -> None:
    reset(api, token)
    assert reset(api, token, "and another new one") == (422, "link_invalid")


def test_of_two_at_once_with_one_token_one_wins(app: Flask, engine: Engine, token: str) -> None:
    passwords = [f"new password number {number}" for number in range(4)]
    calls = [partial(reset, Person(app), token, password) for password in passwords]
    answers = all_at_once(engine, "one_time_tokens", calls)
    assert sorted(answers) == [(204, ""), *[(422, "link_invalid")] * 3]
    assert [login(app, password) for password in passwords].count(200) == 1


def test_an_earlier_mail_works_too_until_one_of_them_is_used(
    api: Person, alice: Person, mailbox: Mailbox, session: Session, token: str
) -> None:
    session.execute(text("UPDATE one_time_tokens SET expires_at = expires_at - interval '2 minutes'"))
    session.commit()
    later = another(api, mailbox)
    assert reset(api, token) == (204, "")
    assert reset(api, later) == (422, "link_invalid")


def test_after_ten_minutes_it_is_too_late(api: Person, token: str, session: Session) -> None:
    session.execute(text("UPDATE one_time_tokens SET expires_at = expires_at - interval '10 minutes'"))
    session.commit()
    assert reset(api, token) == (422, "link_invalid")


def test_a_password_that_is_refused_costs_no_token(api: Person, token: str) -> None:
    assert reset(api, token, "short") == (422, "invalid")
    assert reset(api, token, "password") == (422, "invalid")
    assert reset(api, token) == (204, "")


@pytest.mark.parametrize("made_up", ["x", "x" * 43, "é" * 43, "../" * 10])
def test_a_made_up_token_changes_nothing(app: Flask, api: Person, token: str, made_up: str) -> None:
    assert reset(api, made_up) == (422, "link_invalid")
    assert login(app, PASSWORD) == 200


def test_a_token_for_something_else_changes_nothing(api: Person, alice: Person, mailbox: Mailbox) -> None:
    welcome = mailbox.token()
    assert reset(api, welcome) == (422, "link_invalid")
    assert reset(api, alice.post("/auth/ws-ticket").get_json()["ticket"]) == (422, "link_invalid")


def test_who_can_read_the_mail_owns_the_address(app: Flask, api: Person, token: str) -> None:
    reset(api, token)
    fresh = api.post("/auth/login", {"login": "alice", "password": NEW}).get_json()
    assert fresh["user"]["email_verified"] is True


def test_the_owner_is_told(api: Person, token: str, mailbox: Mailbox) -> None:
    reset(api, token)
    (letter,) = mailbox.take()
    assert (letter.recipient, letter.written.subject) == ("alice@example.com", "Your password was changed")


def test_nobody_slips_in_with_the_old_password_while_it_changes(
    app: Flask, api: Person, alice: Person, engine: Engine, token: str
) -> None:
    """A login that has checked the old password waits for the reset that holds the account, and is refused then."""
    body = {"login": "alice", "password": PASSWORD}
    lock = f"SELECT FROM users WHERE id = {alice.id} FOR NO KEY UPDATE"
    with held_up(engine, lock, lambda: Person(app).post("/auth/login", body)) as (running, holder):
        holder.execute(text("UPDATE users SET password_hash = '$2b$04$' || repeat('.', 53)"))
        holder.commit()
        assert code_of(running.result()) == (401, "bad_credentials")
