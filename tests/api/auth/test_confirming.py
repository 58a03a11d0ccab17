"""Proving again who one is: asked for what an open browser must not suffice for."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.accounts import confirming
from shared.core.errors import ConfirmationRequired
from shared.core.settings import Settings
from shared.identity import tokens
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of


def test_a_login_counts_as_a_proof_for_ten_minutes_and_a_password_renews_it(
    app: Flask, alice: Person, session: Session, settings: Settings
) -> None:
    login_id = tokens.check(tokens.verify(settings, alice.token), "access").login_id
    confirming.require(session, login_id)
    session.execute(text("UPDATE sessions SET created_at = now() - interval '11 minutes'"))
    session.commit()
    with pytest.raises(ConfirmationRequired):
        confirming.require(session, login_id)
    session.rollback()
    assert code_of(alice.post("/auth/confirm", {"password": "not it at all"})) == (403, "password_wrong")
    with pytest.raises(ConfirmationRequired):
        confirming.require(session, login_id)
    session.rollback()
    alice.post("/auth/confirm", {"password": PASSWORD}, status=204)
    confirming.require(session, login_id)
    session.rollback()
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '11 minutes'"))
    session.commit()
    with pytest.raises(ConfirmationRequired):
        confirming.require(session, login_id)
