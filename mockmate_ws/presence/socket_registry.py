"""The sockets of each user over all processes: their number is limited, and the last one to close is known.

Each process has a lease. The rows of a killed process no longer count once its lease has run out, and never lock a user
out before: when a user has too many sockets the oldest is closed, so a new one is never refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core import broker
from shared.core.prepared import prepared
from shared.events.redis_messages import CloseSocket, node_channel

SOCKETS_PER_USER = 5
LEASE = timedelta(seconds=15)
# A process that was delayed for less than this finds its rows again.
FORGOTTEN = timedelta(minutes=1)
# The first half of an advisory lock; the second is the user.
_LOCK_SPACE = 0x50C4E7


class SocketEntry(NamedTuple):
    """One open socket."""

    id: UUID
    user_id: int
    stream: str


_ADD = prepared(
    text(
        """
        WITH process AS (
            INSERT INTO socket_processes (node, alive_until)
            VALUES (:node, clock_timestamp() + :lease)
            ON CONFLICT DO NOTHING
        ), taken AS (
            INSERT INTO socket_places (id, user_id, node, stream)
            VALUES (:id, :user_id, :node, :stream)
        ), old AS (
            SELECT id FROM socket_places
            WHERE user_id = :user_id
            ORDER BY opened_at DESC OFFSET :others
        )
        DELETE FROM socket_places p USING old
        WHERE p.id = old.id
        RETURNING p.id, p.node
        """
    )
)


def add(session: Session, node: str, entry: SocketEntry) -> None:
    """Register a socket. The user's oldest ones past the limit are unregistered, and their processes close them."""
    _lock(session, entry.user_id)
    given = {"node": node, "lease": LEASE, "others": SOCKETS_PER_USER - 1, **entry._asdict()}
    gone = session.execute(_ADD, given).all()
    for row in gone:
        broker.publish_after_commit(session, node_channel(row.node), CloseSocket(row.id).encode())


def remove(session: Session, entry: SocketEntry) -> bool:
    """Unregister a socket. Returns whether its user has another one for the same stream."""
    # If two close at the same time, the second must see that it is the last.
    _lock(session, entry.user_id)
    session.execute(text("DELETE FROM socket_places WHERE id = :id"), {"id": entry.id})
    return has_another(session, entry)


def has_another(session: Session, entry: SocketEntry) -> bool:
    """Return whether the user of a socket has another one for the same stream."""
    others = session.execute(
        text(
            """
            SELECT FROM socket_places JOIN socket_processes USING (node)
            WHERE user_id = :user_id AND stream = :stream AND id <> :id AND alive_until > clock_timestamp()
            LIMIT 1
            """
        ),
        entry._asdict(),
    )
    return bool(others.all())


def connected(session: Session, stream: str, user_ids: Sequence[int]) -> set[int]:
    """Return which of these users have a socket for a stream."""
    rows = session.execute(
        text(
            """
            SELECT DISTINCT user_id FROM socket_places JOIN socket_processes USING (node)
            WHERE user_id = ANY(:users) AND stream = :stream AND alive_until > clock_timestamp()
            """
        ),
        {"users": list(user_ids), "stream": stream},
    )
    return {row.user_id for row in rows}


def _lock(session: Session, user_id: int) -> None:
    session.execute(
        text("SELECT pg_advisory_xact_lock(:space, :key)"), {"space": _LOCK_SPACE, "key": user_id & 0x7FFFFFFF}
    )


def renew(session: Session, node: str, open_: Sequence[SocketEntry]) -> set[UUID]:
    """Renew the lease of a process. Returns those of its `open_` sockets that newer ones have displaced.

    If the process was removed meanwhile, or a crash emptied the table, all its sockets are registered again.
    """
    known = session.execute(
        text("UPDATE socket_processes SET alive_until = clock_timestamp() + :lease WHERE node = :node RETURNING node"),
        {"node": node, "lease": LEASE},
    ).all()
    if not known:
        _register_all(session, node, open_)
        return set()
    # One parameter, however many sockets.
    ids = f"{{{','.join(str(entry.id) for entry in open_)}}}"
    # Rows of sockets that could not be unregistered when they closed; a young one may be opening.
    session.execute(
        text(
            """
            DELETE FROM socket_places
            WHERE node = :node AND opened_at < clock_timestamp() - :lease
                AND id NOT IN (SELECT unnest(CAST(:ids AS uuid[])))
            """
        ),
        {"node": node, "lease": LEASE, "ids": ids},
    )
    displaced = session.execute(
        text(
            """
            SELECT open.id
            FROM unnest(CAST(:ids AS uuid[])) AS open(id) LEFT JOIN socket_places p USING (id)
            WHERE p.id IS NULL
            """
        ),
        {"ids": ids},
    )
    return {UUID(str(row.id)) for row in displaced}


def _register_all(session: Session, node: str, open_: Sequence[SocketEntry]) -> None:
    session.execute(
        text(
            """
            INSERT INTO socket_processes (node, alive_until)
            VALUES (:node, clock_timestamp() + :lease)
            ON CONFLICT DO NOTHING
            """
        ),
        {"node": node, "lease": LEASE},
    )
    session.execute(
        text(
            """
            INSERT INTO socket_places (id, user_id, node, stream)
            SELECT id, user_id, :node, stream
            FROM unnest(CAST(:ids AS uuid[]), CAST(:users AS bigint[]), CAST(:streams AS text[]))
                AS p(id, user_id, stream)
            ON CONFLICT DO NOTHING
            """
        ),
        {
            "node": node,
            "ids": [str(entry.id) for entry in open_],
            "users": [entry.user_id for entry in open_],
            "streams": [entry.stream for entry in open_],
        },
    )


def remove_dead(session: Session) -> int:
    """Remove processes whose lease ended long ago, with their sockets. Returns how many."""
    gone = session.execute(
        text("DELETE FROM socket_processes WHERE alive_until < clock_timestamp() - :long RETURNING node"),
        {"long": FORGOTTEN},
    )
    return len(gone.all())
