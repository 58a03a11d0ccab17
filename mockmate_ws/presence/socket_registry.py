"""The sockets of each user over all processes: their number is limited, and the last one to close is known.

Each process has a lease. The rows of a killed process no longer count once its lease has run out, and never lock a user
out before: when a user has too many sockets the oldest is closed, so a new one is never refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core import broker
from shared.core.prepared import prepared
from shared.events import event_log
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
        )
        INSERT INTO socket_places (id, user_id, node, stream)
        SELECT id, user_id, :node, stream
        FROM unnest(CAST(CAST(:ids AS text[]) AS uuid[]), CAST(:users AS bigint[]), CAST(:streams AS text[]))
            AS opened(id, user_id, stream)
        """
    )
)
_DISPLACE = prepared(
    text(
        """
        DELETE FROM socket_places p USING (
            SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY opened_at DESC, id) AS place
            FROM socket_places WHERE user_id = ANY(CAST(:users AS bigint[]))
        ) AS ranked
        WHERE p.id = ranked.id AND place > :most
        RETURNING p.id, p.node
        """
    )
)


def add(node: str, session: Session, entries: Sequence[SocketEntry]) -> list[None]:
    """Register sockets. The oldest ones of each user past the limit are unregistered, and their processes close them.

    Their streams are created if they don't exist.
    """
    users = _lock(session, entries)
    given = _columns(entries)
    session.execute(_ADD, {"node": node, "lease": LEASE, **given})
    for row in session.execute(_DISPLACE, {"users": users, "most": SOCKETS_PER_USER}):
        broker.publish_after_commit(session, node_channel(row.node), CloseSocket(row.id).encode())
    event_log.create_missing(session, given["streams"])
    return [None] * len(entries)


_REMOVE = prepared(text("DELETE FROM socket_places WHERE id = ANY(CAST(CAST(:ids AS text[]) AS uuid[]))"))
_OTHERS = prepared(
    text(
        """
        SELECT DISTINCT user_id, stream FROM socket_places JOIN socket_processes USING (node)
        WHERE user_id = ANY(CAST(:users AS bigint[])) AND alive_until > clock_timestamp()
        """
    )
)


def remove(session: Session, entries: Sequence[SocketEntry]) -> list[bool]:
    """Unregister sockets. Returns for each whether its user has another one for the same stream.

    Of several that go together only the last has none.
    """
    # If two close at the same time, the second must see that it is the last.
    users = _lock(session, entries)
    session.execute(_REMOVE, {"ids": _columns(entries)["ids"]})
    others = _others(session, users)
    found = []
    for entry in reversed(entries):
        found.append((entry.user_id, entry.stream) in others)
        others.add((entry.user_id, entry.stream))
    return found[::-1]


def have_another(session: Session, entries: Sequence[SocketEntry]) -> list[bool]:
    """Return for each of these sockets, which are unregistered, whether its user has another one for its stream."""
    others = _others(session, [entry.user_id for entry in entries])
    return [(entry.user_id, entry.stream) in others for entry in entries]


def _others(session: Session, users: Sequence[int]) -> set[tuple[int, str]]:
    return {(row.user_id, row.stream) for row in session.execute(_OTHERS, {"users": list(users)})}


def _columns(entries: Sequence[SocketEntry]) -> dict[str, list[Any]]:
    return {
        "ids": [str(entry.id) for entry in entries],
        "users": [entry.user_id for entry in entries],
        "streams": [entry.stream for entry in entries],
    }


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


_LOCK = prepared(
    text(
        """
        SELECT pg_advisory_xact_lock(:space, key)
        FROM unnest(CAST(:keys AS integer[])) AS users(key)
        """
    )
)


def _lock(session: Session, entries: Sequence[SocketEntry]) -> list[int]:
    users = {entry.user_id for entry in entries}
    # In one order, so that two batches can't wait for each other.
    session.execute(_LOCK, {"space": _LOCK_SPACE, "keys": sorted({user & 0x7FFFFFFF for user in users})})
    return sorted(users)


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
        {"node": node, **_columns(open_)},
    )


def remove_dead(session: Session) -> int:
    """Remove processes whose lease ended long ago, with their sockets. Returns how many."""
    gone = session.execute(
        text("DELETE FROM socket_processes WHERE alive_until < clock_timestamp() - :long RETURNING node"),
        {"long": FORGOTTEN},
    )
    return len(gone.all())
