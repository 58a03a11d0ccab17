"""Reads what routes answer with a Reading, without a request."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.http import reading
from mockmate_api.http.reading import Reading

_LOGIN = text(
    """
    INSERT INTO sessions (user_id, refresh_jti, expires_at)
    VALUES (:user, gen_random_uuid(), now() + interval '1 day') RETURNING id
    """
)


def items(session: Session, wanted: Reading, user_id: int) -> list[Any]:
    """Return what this person sees."""
    page = reading.find(session, wanted, user_id, session.execute(_LOGIN, {"user": user_id}).scalar_one())
    assert page is not None
    found: list[Any] = json.loads(f"[{page.items or ''}]")
    return found
