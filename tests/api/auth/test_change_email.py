"""POST /users/me/email, /auth/change-email and /auth/keep-email: another address, confirmed there, told to the old."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.mailbox import Mailbox, token_in
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register

INVALID = (422, "link_invalid")


@pytest.fixture
def alice(app: Flask, mailbox: Mailbox) -> Person:
    person = register(app, "alice")
    mailbox.confirm(person)
    return person


def ask(person: Person, mailbox: Mailbox, email: str) -> dict[str, str]:
    """Ask for an address; returns the tokens that were mailed, by address."""
    person.post("/users/me/email", {"email": email}, status=202)
    return {letter.recipient: token_in(letter) for letter in mailbox.take()}


def log_in(app: Flask, name: str) -> int:
    return Person(app).post("/auth/login", {"login": name, "password": PASSWORD}).status_code


def test_the_new_address_counts_once_its_reader_has_confirmed_it(app: Flask, alice: Person, mailbox: Mailbox) -> None:
    tokens = ask(alice, mailbox, "Ada@Example.org")
    assert set(tokens) == {"Ada@example.org", "alice@example.com"}
    assert alice.get("/users/me").get_json()["email"] == "alice@example.com"
    # The links are for one thing each.
    api = Person(app)
    assert code_of(api.post("/auth/change-email", {"token": tokens["alice@example.com"]})) == INVALID
    assert code_of(api.post("/auth/keep-email", {"token": tokens["Ada@example.org"]})) == INVALID
    api.post("/auth/change-email", {"token": tokens["Ada@example.org"]}, status=204)
    me = alice.get("/users/me").get_json()
    assert (me["email"], me["email_verified"]) == ("Ada@example.org", True)
    assert (log_in(app, "ada@example.org"), log_in(app, "alice@example.com")) == (200, 401)
    assert code_of(api.post("/auth/change-email", {"token": tokens["Ada@example.org"]})) == INVALID


def test_an_open_browser_does_not_suffice(alice: Person, mailbox: Mailbox, session: Session) -> None:
    session.execute(text("UPDATE sessions SET created_at = now() - interval '11 minutes'"))
    session.commit()
    assert code_of(alice.post("/users/me/email", {"email": "a@example.org"})) == (403, "confirmation_required")
    alice.post("/auth/confirm", {"password": PASSWORD}, status=204)
    assert len(ask(alice, mailbox, "a@example.org")) == 2


def test_the_old_address_stops_it(app: Flask, alice: Person, mailbox: Mailbox) -> None:
    tokens = ask(alice, mailbox, "thief@example.org")
    Person(app).post("/auth/keep-email", {"token": tokens["alice@example.com"]}, status=204)
    assert code_of(Person(app).post("/auth/change-email", {"token": tokens["thief@example.org"]})) == INVALID
    assert code_of(alice.get("/users/me")) == (401, "login_revoked")
    (letter,) = mailbox.take()
    assert letter.recipient == "alice@example.com"
    body = {"token": token_in(letter), "password": "another good one"}
    Person(app).post("/auth/reset-password", body, status=204)


def test_the_old_address_takes_it_back_however_often_it_was_changed_since(
    app: Flask, alice: Person, mailbox: Mailbox, session: Session
) -> None:
    session.execute(text("INSERT INTO identities (user_id, issuer, subject) SELECT id, 'https://x', '1' FROM users"))
    session.commit()
    first = ask(alice, mailbox, "thief@example.org")
    Person(app).post("/auth/change-email", {"token": first["thief@example.org"]}, status=204)
    second = ask(alice, mailbox, "thief@example.net")
    Person(app).post("/auth/change-email", {"token": second["thief@example.net"]}, status=204)
    # Meanwhile nobody can sit down on it.
    taken = Person(app).post("/auth/register", {"email": "alice@example.com", "password": PASSWORD})
    assert code_of(taken) == (409, "email_taken")
    Person(app).post("/auth/keep-email", {"token": first["alice@example.com"]}, status=204)
    assert code_of(alice.get("/users/me")) == (401, "login_revoked")
    # The thief may know the password, which is worth nothing now, and may have added a provider.
    assert (log_in(app, "alice@example.com"), log_in(app, "thief@example.net")) == (401, 401)
    assert session.scalar(text("SELECT count(*) FROM identities")) == 0
    body = {"token": mailbox.token(), "password": "another good one"}
    Person(app).post("/auth/reset-password", body, status=204)
    Person(app).post("/auth/login", {"login": "alice@example.com", "password": "another good one"}, status=200)
    assert code_of(Person(app).post("/auth/keep-email", {"token": second["thief@example.org"]})) == INVALID


def test_asking_again_replaces_what_was_asked_before(app: Flask, alice: Person, mailbox: Mailbox) -> None:
    typo = ask(alice, mailbox, "adda@example.org")["adda@example.org"]
    right = ask(alice, mailbox, "ada@example.org")["ada@example.org"]
    assert code_of(Person(app).post("/auth/change-email", {"token": typo})) == INVALID
    Person(app).post("/auth/change-email", {"token": right}, status=204)


def test_an_address_of_somebody_else_is_refused_whenever_they_come(
    app: Flask, alice: Person, bob: Person, mailbox: Mailbox
) -> None:
    mailbox.take()
    assert code_of(alice.post("/users/me/email", {"email": "BOB@example.com"})) == (409, "email_taken")
    token = ask(alice, mailbox, "charlie@example.com")["charlie@example.com"]
    register(app, "charlie")
    assert code_of(Person(app).post("/auth/change-email", {"token": token})) == (409, "email_taken")
    assert alice.get("/users/me").get_json()["email"] == "alice@example.com"


def test_the_address_of_a_suspended_person_is_refused(
    app: Flask, alice: Person, bob: Person, admin: Person, mailbox: Mailbox
) -> None:
    admin.post(f"/admin/users/{bob.id}/suspend", {"reason": "spam"}, status=204)
    assert code_of(alice.post("/users/me/email", {"email": "bob+2@example.com"})) == (403, "suspended")


def test_a_stranger_who_gets_the_mail_reads_nothing_that_the_person_wrote(alice: Person, mailbox: Mailbox) -> None:
    alice.patch("/users/me", {"full_name": "Win money now"}, status=200)
    alice.post("/users/me/email", {"email": "stranger@example.org"}, status=202)
    letters = {letter.recipient: letter.written for letter in mailbox.take()}
    assert "Win money" not in letters["stranger@example.org"].text + letters["stranger@example.org"].html


def test_old_links_for_a_password_end_with_the_address(app: Flask, alice: Person, mailbox: Mailbox) -> None:
    Person(app).post("/auth/forgot-password", {"email": "alice@example.com"}, status=202)
    reset = mailbox.token()
    token = ask(alice, mailbox, "ada@example.org")["ada@example.org"]
    Person(app).post("/auth/change-email", {"token": token}, status=204)
    assert code_of(Person(app).post("/auth/reset-password", {"token": reset, "password": "another one"})) == INVALID


def test_the_export_has_it_and_the_deletion_removes_it(alice: Person, mailbox: Mailbox, session: Session) -> None:
    alice.post("/users/me/email", {"email": "ada@example.org"}, status=202)
    change = alice.get("/users/me/export").get_json()["email_change"]
    assert (change["old_email"], change["new_email"]) == ("alice@example.com", "ada@example.org")
    alice.delete("/users/me", json={"password": PASSWORD}, status=204)
    assert mailbox.take() == []
    assert session.scalar(text("SELECT count(*) FROM email_changes")) == 0


def test_an_address_that_was_never_confirmed_can_not_take_anything_back(
    app: Flask, mailbox: Mailbox, session: Session
) -> None:
    """It may be a stranger's, whom a typing error must not give the account."""
    eve = register(app, "eve")
    mailbox.take()
    assert set(ask(eve, mailbox, "eve@example.org")) == {"eve@example.org"}
