"""Commands that must take effect only once, however often a client with a bad connection repeats them."""

from __future__ import annotations

import json
from hashlib import sha256
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.protocol import (
    COMMANDS,
    AnswerReunion,
    Chat,
    Command,
    Decline,
    NotificationsRead,
    Reauth,
    Signal,
    type_of,
)
from shared.core.errors import CommandIdReused

_ROOM = [type_of(one) for one in COMMANDS["/ws/interview/live"] if one not in (Chat, Reauth, Signal)]
_OUTSIDE_ROOMS = [type_of(NotificationsRead), type_of(Decline), type_of(AnswerReunion)]

_CLAIM = text(
    """
    INSERT INTO idempotency_keys (user_id, route, key, fingerprint)
    VALUES (:user, :route, :key, :fingerprint)
    ON CONFLICT DO NOTHING
    RETURNING key
    """
)
_USED = text(
    """
    SELECT route, fingerprint FROM idempotency_keys WHERE user_id = :user AND key = :key AND route = ANY(:routes)
    UNION ALL
    SELECT 'chat.send', NULL FROM chat_messages
    WHERE interview_id = CAST(:interview AS uuid) AND user_id = :user AND client_id = :key
    """
)

IS_CLAIMED = f"""(
    SELECT count(*) FROM idempotency_keys k
    WHERE k.user_id = sent.user_id AND k.key = sent.client_id
        AND k.route IN ({", ".join(f"'{name} ' || sent.interview_id" for name in _ROOM)})
) > 0"""  # noqa: S608 - ours
"""The SQL condition that a line of chat, `sent`, has the id of another command. The lines themselves claim nothing:
their table has their ids. (A count is looked up for each line; NOT EXISTS may become a scan of the table.)"""


def claim(session: Session, user_id: int, command: Command, interview_id: UUID | None = None) -> bool:
    """Claim a command's id in the transaction of its effect; False if the same command took effect before.

    An id is that of one command among all of a person in one room, or outside rooms. Raises CommandIdReused.
    """
    scope = "" if interview_id is None else f" {interview_id}"
    route, fingerprint = command.type + scope, _fingerprint(command)
    given = {"user": user_id, "key": command.id, "route": route, "fingerprint": fingerprint}
    is_first = session.execute(_CLAIM, given).one_or_none() is not None
    routes = [name + scope for name in _ROOM] if interview_id is not None else _OUTSIDE_ROOMS
    rows = session.execute(_USED, {**given, "routes": routes, "interview": interview_id and str(interview_id)}).all()
    # Processes of an earlier version left no fingerprint.
    if any(row.route != route or bytes(row.fingerprint or fingerprint) != fingerprint for row in rows):
        raise CommandIdReused
    return is_first


def _fingerprint(command: Command) -> bytes:
    """Digest what a command says; a default counts as left out, so that fields added later change nothing."""
    said = command.data.model_dump(mode="json", exclude_defaults=True)
    return sha256(json.dumps(said, sort_keys=True).encode()).digest()
