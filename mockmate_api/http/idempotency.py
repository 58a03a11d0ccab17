"""`Idempotency-Key`: a request sent again under its key gets the answer it has had, and has no second effect.

What makes it safe is the receipt: one row a key, committed together with the effect. Whoever is second to write it
undoes its own effect and gives the first one's answer. The lock only tells the second early that it is the second. It
belongs to a transaction, so it ends with the connection of a killed process and stays on no pooled one.
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

from mockmate_api.http.caller import current_user
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
    """A request under its key. `fingerprint` tells it from another one under the same key."""

    user_id: int
    route: str
    key: str
    fingerprint: bytes


def read_command(arguments: Mapping[str, Any]) -> Command | None:
    """Return the request as a command, None when it has no key. `arguments` are the view's. Raises ValidationFailed."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if len(key) > MAX_LENGTH or not re.fullmatch(VISIBLE, key):
        detail = f"must be 1 to {MAX_LENGTH} visible ASCII characters"
        raise ValidationFailed([{"pointer": HEADER, "detail": detail, "code": "idempotency_key"}])
    return Command(current_user().id, f"{request.method} {request.url_rule}", key, _fingerprint(arguments))


def _fingerprint(arguments: Mapping[str, Any]) -> bytes:
    """Digest what the view is called with: the order and spacing of the JSON don't count, nor do new defaults."""
    given = {
        name: value.model_dump(mode="json", exclude_unset=True) if isinstance(value, BaseModel) else str(value)
        for name, value in arguments.items()
    }
    return sha256(json.dumps(given, sort_keys=True).encode()).digest()


def begin(session: Session, command: Command) -> Response | None:
    """Return the answer this command has had; None when it is new, and its key is held until the transaction ends.

    Raises IdempotencyKeyInFlight, IdempotencyKeyReused.
    """
    is_first = session.scalar(_TRY_LOCK, asdict(command))
    # Looked for after the lock and whatever came of it: who held it before has committed the answer by then.
    answer = _find(session, command)
    if answer is None and not is_first:
        raise IdempotencyKeyInFlight(retry_after=1)
    g.command = command
    return answer


def hold_on(session: Session) -> None:
    """Hold the key of this request, if it has one, in the transaction that follows a commit in its middle."""
    # Somebody may have been faster and runs the view meanwhile: the receipt decides whose answer counts.
    if command := g.get("command"):
        session.execute(_LOCK, asdict(command))


def keep(session: Session, command: Command, answer: Response) -> Response:
    """Write the receipt in the effect's transaction; if there is one by now, undo the effect and return its answer."""
    receipt = asdict(command) | {"status": answer.status_code, "answer": answer.get_data(as_text=True)}
    if session.execute(_KEEP, receipt).one_or_none():
        return answer
    session.rollback()
    first = _find(session, command)
    if first is None:  # pruned in between, after a day
        raise IdempotencyKeyInFlight(retry_after=1)
    return first


def is_final(refusal: Problem) -> bool:
    """Whether a refusal is the command's answer for good: not our own failure, and not an order to try again later."""
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
