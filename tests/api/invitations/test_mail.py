"""The mail with the link: to whoever it may be, with nobody's words, a few a day, and stopped without an account."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.mail.letters import Outgoing
from tests.api.invitations.conftest import WISH, Invite, token_of
from tests.api.mailbox import Mailbox
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register

FRIEND = "friend@example.org"


@pytest.fixture(autouse=True)
def confirmed(alice: Person, mailbox: Mailbox, session: Session) -> None:
    """Alice has confirmed her address, and nothing is on its way."""
    session.execute(text("UPDATE users SET email_verified_at = now()"))
    session.commit()
    mailbox.take()


def stop_page(letter: Outgoing) -> str:
    """Return the path of the page that stops such mail."""
    url = letter.headers["List-Unsubscribe"].strip("<>")
    assert url in letter.written.text
    return "/invitations/refuse/" + url.rpartition("/")[2]


def test_it_has_the_link_and_none_of_the_words_of_who_invites(invite: Invite, alice: Person, mailbox: Mailbox):
    alice.patch("/users/me", {"full_name": "Buy at http://evil.example/now"})
    invitation = invite(60, 600, email=FRIEND, note="Buy cheap watches")
    (letter,) = mailbox.take()
    assert letter.recipient == FRIEND
    assert letter.written.subject == "alice invites you to practice for job interviews"
    for body in (letter.written.text, letter.written.html):
        assert token_of(invitation) in body
        assert "evil" not in body
        assert "watches" not in body
    assert letter.written.text.count("\n- ") == 2
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_is_in_the_language_of_the_account_or_else_of_who_invites(
    app: Flask, invite: Invite, alice: Person, mailbox: Mailbox
):
    alice.patch("/users/me", {"ui_language": "es"}, status=200)
    register(app, "carol", ui_language="en")
    mailbox.take()
    invite(email=FRIEND)
    invite(email="Carol@example.com")
    assert {one.recipient: one.written.language for one in mailbox.take()} == {FRIEND: "es", "carol@example.com": "en"}


@pytest.mark.parametrize("what", ["withdrawn", "declined", "expired", "blocked", "suspended", "deleted"])
def test_nothing_is_sent_once_it_can_not_be_accepted(
    app: Flask, invite: Invite, alice: Person, api: Person, admin: Person, mailbox: Mailbox, session: Session, what: str
):
    carol = register(app, "carol")
    mailbox.take()
    invitation = invite(email="carol@example.com")
    match what:
        case "withdrawn":
            alice.delete(f"/invitations/{invitation['id']}", status=204)
        case "declined":
            api.post("/invitations/decline", {"token": token_of(invitation)}, status=204)
        case "expired":
            session.execute(text("UPDATE invitations SET expires_at = now()"))
            session.commit()
        case "blocked":
            carol.patch("/users/me", {"blocks": [alice.id]}, status=200)
        case "suspended":
            admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "spam"}, status=204)
        case "deleted":
            alice.delete("/users/me", json={"password": PASSWORD}, status=204)
    assert [one for one in mailbox.take() if one.recipient == "carol@example.com"] == []


def test_whoever_wants_no_such_mail_gets_none_from_anybody(invite: Invite, api: Person, bob: Person, mailbox: Mailbox):
    mailbox.take()
    invite(email=FRIEND)
    (letter,) = mailbox.take()
    page = stop_page(letter)
    asked = api.get(page)
    assert (asked.status_code, "<form" in asked.text) == (200, True)
    invite(email=FRIEND)
    assert len(mailbox.take()) == 1  # looking at the page has stopped nothing
    assert "stopped" in api.post(page, status=200).text
    # The same mailbox in another spelling; the person who invites hears nothing of it.
    made = invite(email="Friend+jobs@example.org")
    assert made["status"] == "open"
    assert mailbox.take() == []


@pytest.mark.parametrize("token", ["x", "0" * 96, "é" * 10])
def test_a_wrong_link_stops_nothing(api: Person, session: Session, token: str):
    for answer in (api.get(f"/invitations/refuse/{token}"), api.post(f"/invitations/refuse/{token}")):
        assert (answer.status_code, "<form" in answer.text) == (200, False)
    assert session.execute(text("SELECT count(*) FROM invitation_refusals")).scalar_one() == 0


def test_only_a_digest_of_the_address_is_kept_then(invite: Invite, api: Person, mailbox: Mailbox, session: Session):
    invite(email=FRIEND)
    (letter,) = mailbox.take()
    api.post(stop_page(letter), status=200)
    session.rollback()
    (kept,) = session.execute(text("SELECT address_digest FROM invitation_refusals")).scalars()
    assert FRIEND not in kept
    assert len(kept) == 64


def test_a_few_a_day_go_by_mail(invite: Invite, alice: Person):
    for number in range(5):
        invitation = invite(email=f"friend{number}@example.org")
        alice.delete(f"/invitations/{invitation['id']}", status=204)
    refused = alice.post("/invitations", {**WISH, "email": FRIEND})
    assert code_of(refused) == (409, "too_many_invitations")
    assert invite()["email"] is None


def test_nobody_mails_before_their_own_address_is_confirmed(bob: Person):
    assert code_of(bob.post("/invitations", {**WISH, "email": FRIEND})) == (403, "email_not_verified")
    bob.post("/invitations", WISH, status=201)


def test_an_answer_tells_nothing_about_the_address(invite: Invite, bob: Person, alice: Person):
    def shown(address: str) -> dict[str, Any]:
        made = invite(email=address)
        return {name: made[name] for name in ("status", "peer", "is_mine")}

    assert shown("bob@example.com") == shown(FRIEND) == shown("alice@example.com")


def test_the_address_is_forgotten_with_the_answer(invite: Invite, api: Person, session: Session, alice: Person):
    invitation = invite(email=FRIEND)
    api.post("/invitations/decline", {"token": token_of(invitation)}, status=204)
    assert session.execute(text("SELECT address FROM invitations")).scalars().all() == [None]
    assert alice.get(f"/invitations/{invitation['id']}").get_json()["email"] is None
