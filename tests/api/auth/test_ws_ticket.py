"""POST /auth/ws-ticket."""

from __future__ import annotations

from uuid import UUID

import jwt
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.identity import one_time_tokens
from tests.clients.person import Person, code_of


def test_a_ticket_admits_its_owner_once(alice: Person, session: Session) -> None:
    answer = alice.post("/auth/ws-ticket")
    assert answer.status_code == 201
    assert answer.get_json()["expires_in"] == 30
    ticket = answer.get_json()["ticket"]
    spent = one_time_tokens.spend(session, one_time_tokens.WS_TICKET, ticket)
    login = UUID(jwt.decode(alice.token, options={"verify_signature": False})["sid"])
    assert spent == (alice.id, login)
    assert one_time_tokens.spend(session, one_time_tokens.WS_TICKET, ticket) is None


def test_the_database_does_not_hold_the_ticket_itself(alice: Person, session: Session) -> None:
    ticket = alice.post("/auth/ws-ticket").get_json()["ticket"]
    stored = session.execute(text("SELECT one_time_tokens::text FROM one_time_tokens")).scalar_one()
    assert ticket not in stored


def test_a_refresh_token_buys_no_ticket(alice: Person) -> None:
    assert code_of(alice.post("/auth/ws-ticket", token=alice.refresh_token)) == (401, "token_invalid")
