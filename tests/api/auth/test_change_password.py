"""POST /auth/change-password: who knows the present one may choose another; other logins end."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.api.conftest import events_of
from tests.api.mailbox import Mailbox
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

NEW = "an entirely new one"
CHANGE = {"current_password": PASSWORD, "new_password": NEW}


def login(app: Flask, password: str) -> Person:
    return Person(app, Person(app).post("/auth/login", {"login": "alice", "password": password}).get_json())


def test_this_login_goes_on_and_all_others_end(app: Flask, alice: Person, bob: Person, session: Session) -> None:
    other = login(app, PASSWORD)
    assert alice.post("/auth/change-password", CHANGE).status_code == 204
    assert alice.get("/users/me").status_code == 200
    assert Person(app).post("/auth/refresh", token=alice.refresh_token).status_code == 200
    assert code_of(other.get("/users/me")) == (401, "login_revoked")
    assert bob.get("/users/me").status_code == 200
    assert events_of(session, f"user:{alice.id}") == ["session.revoked"]


def test_the_new_password_counts_and_the_old_one_no_more(app: Flask, alice: Person) -> None:
    alice.post("/auth/change-password", CHANGE)
    assert login(app, NEW).get("/users/me").status_code == 200
    answer = Person(app).post("/auth/login", {"login": "alice", "password": PASSWORD})
    assert code_of(answer) == (401, "bad_credentials")


def test_a_wrong_present_password_changes_nothing_and_logs_nobody_out(app: Flask, alice: Person) -> None:
    answer = alice.post("/auth/change-password", CHANGE | {"current_password": "not mine at all"})
    assert code_of(answer) == (403, "password_wrong")
    assert alice.get("/users/me").status_code == 200
    assert login(app, PASSWORD).get("/users/me").status_code == 200


@pytest.mark.parametrize("new", ["short", "password123", "x" * 129])
def test_the_new_one_must_be_as_good_as_at_registration(alice: Person, new: str) -> None:
    answer = alice.post("/auth/change-password", CHANGE | {"new_password": new})
    assert code_of(answer) == (422, "invalid")
    assert answer.get_json()["errors"][0]["pointer"] == "#/new_password"


def test_links_that_were_mailed_before_are_useless_then(api: Person, alice: Person, mailbox: Mailbox) -> None:
    mailbox.take()
    api.post("/auth/forgot-password", {"email": "alice@example.com"})
    token = mailbox.token()
    alice.post("/auth/change-password", CHANGE)
    answer = api.post("/auth/reset-password", {"token": token, "password": "whatever it is"})
    assert code_of(answer) == (422, "link_invalid")


def test_the_owner_is_told(api: Person, alice: Person, mailbox: Mailbox) -> None:
    mailbox.confirm(api)
    alice.post("/auth/change-password", CHANGE)
    (letter,) = mailbox.take()
    assert letter.written.subject == "Your password was changed"
