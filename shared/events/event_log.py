"""The one door for events: an offset and a row in the writer's own transaction, the news after commit.

The offset comes from an update of the stream's row, which serialises writers of one stream: offsets are gapless and
become visible in order. (A sequence would let a reader that polls `offset > last` miss rows committed late.)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from shared.core import audit, broker
from shared.core.clock import rfc3339
from shared.core.prepared import prepared
from shared.events import types
from shared.events.redis_messages import StoredFrame
from shared.models import Event, Stream


class Cursor(NamedTuple):
    """Where a stream stands: `offset` is the newest event's, 0 when there is none."""

    epoch: str
    offset: int


class StoredEvent(NamedTuple):
    """An event as it goes to clients: `frame` is the JSON text they receive."""

    offset: int
    frame: str


def user(user_id: int) -> str:
    """Name the stream of everything one person is told."""
    return f"user:{user_id}"


def interview(interview_id: UUID) -> str:
    """Name the stream of everything that happens in one interview."""
    return f"interview:{interview_id}"


def append(session: Session, stream: str, event: types.Event) -> int:
    """Append one event and return its offset. The stream's row stays locked until the transaction ends."""
    return append_many(session, [(stream, event)])[0]


# One statement for both tables.
_APPEND = prepared(
    text(
        "WITH topped AS ("
        "INSERT INTO streams AS s (name, top) VALUES (:stream, 1) ON CONFLICT (name) DO UPDATE SET top = s.top + 1"
        " RETURNING top, clock_timestamp() AS at"
        ') INSERT INTO events (stream, "offset", type, data, at)'
        " SELECT :stream, top, :type, CAST(:data AS jsonb), at FROM topped"
        ' RETURNING "offset" AS o, at'
    )
)
# The same for many. In the order of names, so that two writers of several streams can't deadlock in it.
_APPEND_MANY = text(
    "WITH told AS ("
    "SELECT * FROM unnest(CAST(:streams AS text[]), CAST(:types AS text[]), CAST(:data AS text[]))"
    " WITH ORDINALITY AS t(stream, type, data, place)"
    "), topped AS ("
    "INSERT INTO streams AS s (name, top) SELECT stream, count(*) FROM told GROUP BY stream ORDER BY stream"
    " ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top"
    " RETURNING name, top, clock_timestamp() AS at"
    "), placed AS ("
    "SELECT stream, type, data, place, max(at) OVER () AS at,"
    " top + 1 - row_number() OVER (PARTITION BY stream ORDER BY place DESC) AS o"
    " FROM told JOIN topped ON name = stream"
    "), kept AS ("
    'INSERT INTO events (stream, "offset", type, data, at)'
    " SELECT stream, o, type, CAST(data AS jsonb), at FROM placed"
    ") SELECT o, at FROM placed ORDER BY place"
)


def append_many(session: Session, told: Sequence[tuple[str, types.Event]]) -> list[int]:
    """Append (stream, event) pairs in order and return their offsets: one statement, however many.

    Don't call it inside a savepoint: news of a part that is rolled back would still go out.
    """
    names, kinds = [stream for stream, _ in told], [event.type for _, event in told]
    payloads = [event.model_dump_json() for _, event in told]
    if len(told) == 1:
        asked = session.execute(_APPEND, {"stream": names[0], "type": kinds[0], "data": payloads[0]})
    else:
        asked = session.execute(_APPEND_MANY, {"streams": names, "types": kinds, "data": payloads})
    rows = asked.all()
    cause = audit.origin.get().request_id or ""
    for (stream, event), data, row in zip(told, payloads, rows, strict=True):
        frame = durable_frame(stream, row.o, event.type, data, row.at)
        broker.publish_after_commit(session, stream, StoredFrame(row.o, frame.encode(), cause).encode())
    return [row.o for row in rows]


_TAKE_TURN = prepared(text("SELECT FROM streams WHERE name = :name FOR UPDATE"))


def lock_stream(session: Session, stream: str) -> None:
    """Wait for other writers of a stream, as `append` does, and keep them waiting from here on.

    For who stores what is shown in the order in which it is told: its number must not be drawn before the turn.
    """
    session.execute(_TAKE_TURN, {"name": stream})


def durable_frame(stream: str, offset: int, type_: str, data: str, at: datetime) -> str:
    """Write the frame that every receiver of this event gets. `data` is JSON already: it is encoded once."""
    # Names of streams and types are ours, and need no escaping.
    return f'{{"type":"{type_}","stream":"{stream}","offset":{offset},"at":"{rfc3339(at)}","data":{data}}}'


def cursors(session: Session, names: Iterable[str]) -> dict[str, Cursor]:
    """Return where each stream stands; a stream nobody wrote to yet is created, so that its epoch is known."""
    wanted = sorted(set(names))
    found = _positions(session, wanted)
    missing = [name for name in wanted if name not in found]
    if missing:
        session.execute(
            text(
                "INSERT INTO streams (name, top) SELECT name, 0 FROM unnest(CAST(:names AS text[])) AS n(name)"
                " ON CONFLICT (name) DO NOTHING"
            ),
            {"names": missing},
        )
        found |= _positions(session, missing)
    return found


def _positions(session: Session, names: Sequence[str]) -> dict[str, Cursor]:
    rows = session.execute(select(Stream.name, Stream.epoch, Stream.top).where(Stream.name.in_(names)))
    return {row.name: Cursor(str(row.epoch), row.top) for row in rows}


def tops(session: Session, names: Sequence[str]) -> dict[str, int]:
    """Return the newest offset of each of these streams that exists."""
    rows = session.execute(text("SELECT name, top FROM streams WHERE name = ANY(:names)"), {"names": list(names)})
    return {row.name: row.top for row in rows}


def is_recent(session: Session, stream: str, offset: int, within: timedelta) -> bool:
    """Whether the event at this offset is kept and happened within this time."""
    found = session.execute(
        select(Event.offset).where(
            Event.stream == stream, Event.offset == offset, Event.at > text("clock_timestamp() - :within")
        ),
        {"within": within},
    )
    return found.one_or_none() is not None


_READ = prepared(
    select(Event.offset, Event.type, Event.data, Event.at)
    .where(Event.stream == bindparam("stream"), Event.offset > bindparam("after"))
    .order_by(Event.offset)
    .limit(bindparam("limit"))
)


def read(session: Session, stream: str, after: int, limit: int) -> list[StoredEvent]:
    """Return the events of a stream behind offset `after`, oldest first, at most `limit`."""
    rows = session.execute(_READ, {"stream": stream, "after": after, "limit": limit})
    return [
        StoredEvent(
            row.offset, durable_frame(stream, row.offset, row.type, json.dumps(row.data, ensure_ascii=False), row.at)
        )
        for row in rows
    ]
