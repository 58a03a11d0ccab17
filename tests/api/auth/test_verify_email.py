"""POST /auth/verify-email and /auth/verify-email/resend, and REQUIRE_VERIFIED_EMAIL."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.mailbox import Mailbox
from tests.clients.person import Person, code_of, register

PRACTICE = {"interview_type": "technical", "difficulty": "easy"}


def is_verified(person: Person) -> bool:
    verified: bool = person.get("/users/me").get_json()["email_verified"]
    return verified


def test_the_link_of_the_welcome_confirms_the_address_once(api: Person, alice: Person, mailbox: Mailbox) -> None:
    (letter,) = mailbox.take()
    assert letter.recipient == "alice@example.com"
    assert "Welcome" in letter.written.subject
    token = letter.written.text.partition("http://127.0.0.1:8000/verify-email#token=")[2].split()[0]
    assert not is_verified(alice)
    assert api.post("/auth/verify-email", {"token": token}).status_code == 204
    assert is_verified(alice)
    assert code_of(api.post("/auth/verify-email", {"token": token})) == (422, "link_invalid")
    assert is_verified(alice)


def test_after_a_day_the_link_is_too_old_and_another_can_be_had(
    api: Person, alice: Person, mailbox: Mailbox, session: Session
) -> None:
    token = mailbox.token()
    session.execute(text("UPDATE one_time_tokens SET expires_at = expires_at - interval '24 hours'"))
    session.commit()
    assert code_of(api.post("/auth/verify-email", {"token": token})) == (422, "link_invalid")
    assert alice.post("/auth/verify-email/resend").status_code == 202
    assert api.post("/auth/verify-email", {"token": mailbox.token()}).status_code == 204
    assert is_verified(alice)


def test_who_is_verified_is_sent_nothing_more(api: Person, alice: Person, mailbox: Mailbox) -> None:
    api.post("/auth/verify-email", {"token": mailbox.token()})
    assert alice.post("/auth/verify-email/resend").status_code == 202
    assert mailbox.take() == []


def test_asking_again_at_once_sends_no_second_mail(alice: Person, mailbox: Mailbox) -> None:
    assert len(mailbox.take()) == 1
    assert alice.post("/auth/verify-email/resend").status_code == 202
    assert mailbox.take() == []


@pytest.mark.parametrize("token", ["made up", "", 7, None])
def test_a_made_up_token_confirms_nothing(api: Person, alice: Person, token: object) -> None:
    assert api.post("/auth/verify-email", {"token": token}).status_code == 422
    assert not is_verified(alice)


def test_a_token_for_a_new_password_confirms_nothing(api: Person, alice: Person, mailbox: Mailbox) -> None:
    mailbox.take()
    api.post("/auth/forgot-password", {"email": "alice@example.com"})
    assert code_of(api.post("/auth/verify-email", {"token": mailbox.token()})) == (422, "link_invalid")


def test_as_a_rule_nobody_needs_a_verified_address(alice: Person, make_slot: Callable[..., int]) -> None:
    assert alice.post("/slots/book", {"slot_id": make_slot(600), "difficulty": "easy"}).status_code == 201
    assert alice.post("/match/pair", PRACTICE).status_code == 202


@pytest.mark.usefixtures("session")
def test_where_it_is_required_booking_and_practising_wait_for_it(
    make_app: Callable[..., Flask], mailbox: Mailbox, make_slot: Callable[..., int]
) -> None:
    dana = register(make_app(require_verified_email=True), "dana")
    book = {"slot_id": make_slot(600), "difficulty": "easy"}
    assert code_of(dana.post("/slots/book", book)) == (403, "email_not_verified")
    assert code_of(dana.post("/match/pair", PRACTICE)) == (403, "email_not_verified")
    assert dana.get("/slots").status_code == 200
    assert dana.post("/auth/verify-email", {"token": mailbox.token()}).status_code == 204
    assert dana.post("/slots/book", book).status_code == 201
    assert dana.post("/match/pair", PRACTICE).status_code == 202
