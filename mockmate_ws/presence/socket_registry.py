"""The sockets of one person over all processes: never more than a handful, and known when one of several closes.

Each process holds a lease. Rows of one that was killed count for nothing once it has run out, and keep nobody away
before: when somebody has too many sockets it is the oldest that gives way, so who comes back is never refused.
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
# A process that is held up this long may have its rows back; they are its own.
FORGOTTEN = timedelta(minutes=1)
# The first half of an advisory lock; the second is the user.
_LOCK_SPACE = 0x50C4E7


class SocketEntry(NamedTuple):
    """One open socket."""

    id: UUID
    user_id: int
    stream: str


_TAKE = prepared(
    text(
        "WITH process AS ("
        "INSERT INTO socket_processes (node, alive_until) VALUES (:node, clock_timestamp() + :lease)"
        " ON CONFLICT DO NOTHING), taken AS ("
        "INSERT INTO socket_places (id, user_id, node, stream) VALUES (:id, :user_id, :node, :stream)), old AS ("
        "SELECT id FROM socket_places WHERE user_id = :user_id ORDER BY opened_at DESC OFFSET :others)"
        " DELETE FROM socket_places p USING old WHERE p.id = old.id RETURNING p.id, p.node"
    )
)


def add(session: Session, node: str, place: SocketEntry) -> None:
    """Count a socket in. The oldest ones of this person that are too many are counted out, and told to close."""
    _lock(session, place.user_id)
    given = {"node": node, "lease": LEASE, "others": SOCKETS_PER_USER - 1, **place._asdict()}
    gone = session.execute(_TAKE, given).all()
    for row in gone:
        broker.publish_after_commit(session, node_channel(row.node), CloseSocket(row.id).encode())


def remove(session: Session, place: SocketEntry) -> bool:
    """Count a socket out. Returns whether its person has another one there for the same stream."""
    # Of two that close at once, the second must see that it is the last.
    _lock(session, place.user_id)
    session.execute(text("DELETE FROM socket_places WHERE id = :id"), {"id": place.id})
    return has_another(session, place)


def has_another(session: Session, place: SocketEntry) -> bool:
    """Say whether the person of a socket has another one for the same stream."""
    others = session.execute(
        text(
            "SELECT FROM socket_places JOIN socket_processes USING (node)"
            " WHERE user_id = :user_id AND stream = :stream AND id <> :id AND alive_until > clock_timestamp() LIMIT 1"
        ),
        place._asdict(),
    )
    return bool(others.all())


def _lock(session: Session, user_id: int) -> None:
    session.execute(
        text("SELECT pg_advisory_xact_lock(:space, :key)"), {"space": _LOCK_SPACE, "key": user_id & 0x7FFFFFFF}
    )


def renew(session: Session, node: str, open_: Sequence[SocketEntry]) -> set[UUID]:
    """Keep a process's sockets counted. Returns those of `open_` that gave way to newer ones.

    If the process was forgotten meanwhile, or the table emptied by a crash, everything is counted in anew.
    """
    known = session.execute(
        text("UPDATE socket_processes SET alive_until = clock_timestamp() + :lease WHERE node = :node RETURNING node"),
        {"node": node, "lease": LEASE},
    ).all()
    if not known:
        _count_in(session, node, open_)
        return set()
    # One parameter, however many sockets.
    ids = f"{{{','.join(str(place.id) for place in open_)}}}"
    # What could not be counted out when it closed; a young one may just be opening.
    session.execute(
        text(
            "DELETE FROM socket_places WHERE node = :node AND opened_at < clock_timestamp() - :lease"
            " AND id NOT IN (SELECT unnest(CAST(:ids AS uuid[])))"
        ),
        {"node": node, "lease": LEASE, "ids": ids},
    )
    gave_way = session.execute(
        text(
            "SELECT open.id FROM unnest(CAST(:ids AS uuid[])) AS open(id) LEFT JOIN socket_places p USING (id)"
            " WHERE p.id IS NULL"
        ),
        {"ids": ids},
    )
    return {UUID(str(row.id)) for row in gave_way}


def _count_in(session: Session, node: str, open_: Sequence[SocketEntry]) -> None:
    session.execute(
        text(
            "INSERT INTO socket_processes (node, alive_until) VALUES (:node, clock_timestamp() + :lease)"
            " ON CONFLICT DO NOTHING"
        ),
        {"node": node, "lease": LEASE},
    )
    session.execute(
        text(
            "INSERT INTO socket_places (id, user_id, node, stream) SELECT id, user_id, :node, stream FROM unnest("
            "CAST(:ids AS uuid[]), CAST(:users AS bigint[]), CAST(:streams AS text[])) AS p(id, user_id, stream)"
            " ON CONFLICT DO NOTHING"
        ),
        {
            "node": node,
            "ids": [str(place.id) for place in open_],
            "users": [place.user_id for place in open_],
            "streams": [place.stream for place in open_],
        },
    )


def remove_dead(session: Session) -> int:
    """Forget processes that have long been gone, with their sockets. Returns how many."""
    gone = session.execute(
        text("DELETE FROM socket_processes WHERE alive_until < clock_timestamp() - :long RETURNING node"),
        {"long": FORGOTTEN},
    )
    return len(gone.all())
