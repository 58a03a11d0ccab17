"""`Idempotency-Key`: a repeated request under the same key gets the same answer and has no second effect.

The receipt makes this safe: one row per key, committed together with the effect. A request that finds the row already
written rolls back its own effect and returns the first answer. The lock only lets the second request find out early. It
belongs to a transaction, so it ends with the connection of a killed process and never stays on a pooled connection.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from flask import Response, g, request
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.http.caller import current_claims
from mockmate_api.http.problems import IdempotencyKeyInFlight, IdempotencyKeyReused, ValidationFailed
from shared.core.errors import Problem

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
MAX_LENGTH = 200
VISIBLE = "^[!-~]+$"

_NAME = "hashtextextended('idempotency_key ' || :route || ' ' || :key, :user_id)"
_TRY_LOCK = text(f"SELECT pg_try_advisory_xact_lock({_NAME})")
_LOCK = text(f"SELECT pg_advisory_xact_lock({_NAME})")
_FIND = text(
    "SELECT fingerprint, status, answer FROM idempotency_keys"
    " WHERE user_id = :user_id AND route = :route AND key = :key"
)
_KEEP = text(
    "INSERT INTO idempotency_keys (user_id, route, key, fingerprint, status, answer)"
    " VALUES (:user_id, :route, :key, :fingerprint, :status, :answer) ON CONFLICT DO NOTHING RETURNING key"
)


@dataclass(frozen=True)
class Command:
    """A request under its key. `fingerprint` distinguishes it from a different request under the same key."""

    user_id: int
    route: str
    key: str
    fingerprint: bytes


def read_command(arguments: Mapping[str, Any]) -> Command | None:
    """Return the request as a command, or None if it has no key. Raises ValidationFailed.

    `arguments` are those of the view.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if len(key) > MAX_LENGTH or not re.fullmatch(VISIBLE, key):
        detail = f"must be 1 to {MAX_LENGTH} visible ASCII characters"
        raise ValidationFailed([{"pointer": HEADER, "detail": detail, "code": "idempotency_key"}])
    return Command(current_claims().user_id, f"{request.method} {request.url_rule}", key, _fingerprint(arguments))


def _fingerprint(arguments: Mapping[str, Any]) -> bytes:
    """Digest the view's arguments; JSON key order, whitespace and newly added defaults don't change it."""
    given = {
        name: value.model_dump(mode="json", exclude_unset=True) if isinstance(value, BaseModel) else str(value)
        for name, value in arguments.items()
    }
    return sha256(json.dumps(given, sort_keys=True).encode()).digest()


def begin(session: Session, command: Command) -> Response | None:
    """Return the stored answer of this command, or None and hold its key until the transaction ends.

    Raises IdempotencyKeyInFlight, IdempotencyKeyReused.
    """
    is_first = session.scalar(_TRY_LOCK, asdict(command))
    # Look for the answer after trying the lock, even without success: a previous holder may have committed by then.
    answer = _find(session, command)
    if answer is None and not is_first:
        raise IdempotencyKeyInFlight(retry_after=1)
    g.command = command
    return answer


def hold_on(session: Session) -> None:
    """Lock the request's key again, if it has one, after a view committed its first transaction."""
    # Another request may have taken the lock and run the view in between: the receipt decides which answer counts.
    if command := g.get("command"):
        session.execute(_LOCK, asdict(command))


def keep(session: Session, command: Command, answer: Response) -> Response:
    """Store the receipt with the effect. If there already is one, undo the effect and return the first answer."""
    receipt = asdict(command) | {"status": answer.status_code, "answer": answer.get_data(as_text=True)}
    if session.execute(_KEEP, receipt).one_or_none():
        return answer
    session.rollback()
    first = _find(session, command)
    if first is None:  # the receipt was pruned in between, after a day
        raise IdempotencyKeyInFlight(retry_after=1)
    return first


def is_final(refusal: Problem) -> bool:
    """Whether a refusal is the final answer of the command: no failure of ours, and no request to retry later."""
    return refusal.status < 500 and refusal.retry_after is None and not isinstance(refusal, IdempotencyKeyReused)


def _find(session: Session, command: Command) -> Response | None:
    receipt = session.execute(_FIND, asdict(command)).one_or_none()
    if receipt is None:
        return None
    if bytes(receipt.fingerprint) != command.fingerprint:
        raise IdempotencyKeyReused
    answer = Response(receipt.answer, receipt.status, {REPLAYED: "true"})
    if receipt.answer:
        answer.mimetype = "application/json" if receipt.status < 400 else "application/problem+json"
    return answer
