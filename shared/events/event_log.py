"""The only way to write events: a row with an offset in the caller's transaction, a Redis message after the commit.

The offset comes from an update of the stream's row, which serializes the writers of a stream: offsets have no gaps and
become visible in order. (With a sequence, a reader that polls `offset > last` could miss rows that commit late.)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from shared.core import audit, broker, database, database_errors
from shared.core.clock import rfc3339
from shared.core.prepared import prepared
from shared.events import frame_sizes, types
from shared.events.redis_messages import StoredFrame
from shared.models import Event, Stream


class Cursor(NamedTuple):
    """The position of a stream: `offset` is that of its newest event, or 0 if it has none.

    `epoch` is as clients know it. It changes if the stream begins again, and with the timeline of the database.
    """

    epoch: str
    offset: int


class StoredEvent(NamedTuple):
    """An event as sent to clients: `frame` is the JSON text they receive."""

    offset: int
    frame: str


def user(user_id: int) -> str:
    """Return the name of a person's stream."""
    return f"user:{user_id}"


def interview(interview_id: UUID) -> str:
    """Return the name of an interview's stream."""
    return f"interview:{interview_id}"


def append(session: Session, stream: str, event: types.Event) -> int:
    """Append one event and return its offset. The stream's row stays locked until the transaction ends."""
    return append_many(session, [(stream, event)])[0]


# One statement for both tables.
_APPEND = prepared(
    text(
        """
        WITH topped AS (
            INSERT INTO streams AS s (name, top) VALUES (:stream, 1)
            ON CONFLICT (name) DO UPDATE SET top = s.top + 1
            RETURNING top, clock_timestamp() AS at
        )
        INSERT INTO events (stream, "offset", type, data, at)
        SELECT :stream, top, :type, CAST(:data AS jsonb), at FROM topped
        RETURNING "offset" AS o, at
        """
    )
)
# The same for many events. Streams are updated in the order of their names, so that two writers can't deadlock.
_APPEND_MANY = text(
    """
    WITH given AS (
        SELECT * FROM unnest(CAST(:streams AS text[]), CAST(:types AS text[]), CAST(:data AS text[]))
            WITH ORDINALITY AS t(stream, type, data, position)
    ), topped AS (
        INSERT INTO streams AS s (name, top)
        SELECT stream, count(*) FROM given GROUP BY stream ORDER BY stream
        ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top
        RETURNING name, top, clock_timestamp() AS at
    ), placed AS (
        SELECT stream, type, data, position, max(at) OVER () AS at,
            top + 1 - row_number() OVER (PARTITION BY stream ORDER BY position DESC) AS o
        FROM given JOIN topped ON name = stream
    ), kept AS (
        INSERT INTO events (stream, "offset", type, data, at)
        SELECT stream, o, type, CAST(data AS jsonb), at FROM placed
    )
    SELECT o, at FROM placed ORDER BY position
    """
)


def append_many(
    session: Session, events: Sequence[tuple[str, types.Event]], causes: Sequence[str] | None = None
) -> list[int]:
    """Append (stream, event) pairs in order and return their offsets, in one statement.

    `causes` are the ids of the requests that caused them, if it isn't the current one that caused all.
    Don't call it inside a plain savepoint: the messages of a part that is rolled back would still be sent.
    """
    names, kinds = [stream for stream, _ in events], [event.type for _, event in events]
    payloads = [event.model_dump_json() for _, event in events]
    if len(events) == 1:
        result = session.execute(_APPEND, {"stream": names[0], "type": kinds[0], "data": payloads[0]})
    else:
        result = session.execute(_APPEND_MANY, {"streams": names, "types": kinds, "data": payloads})
    rows = result.all()
    if causes is None:
        causes = [audit.origin.get().request_id or ""] * len(events)
    for (stream, event), data, row, cause in zip(events, payloads, rows, causes, strict=True):
        frame = durable_frame(stream, row.o, event.type, data, row.at)
        broker.publish_after_commit(session, stream, StoredFrame(row.o, frame.encode(), cause).encode())
    return [row.o for row in rows]


_LOCK = prepared(text("SELECT FROM streams WHERE name = :name FOR UPDATE"))


def lock_stream(session: Session, stream: str) -> None:
    """Lock a stream's row, as `append` does, until the transaction ends.

    For callers that store rows which are shown in the order of their events: take the lock before the row gets its
    number.
    """
    session.execute(_LOCK, {"name": stream})


def durable_frame(stream: str, offset: int, type_: str, data: str, at: datetime) -> str:
    """Return the frame that every receiver of this event gets. `data` is already JSON, encoded once."""
    # The names of streams and types are our own and need no escaping.
    shown = frame_sizes.shorten_event(type_, data)
    return f'{{"type":"{type_}","stream":"{stream}","offset":{offset},"at":"{rfc3339(at)}","data":{shown}}}'


def cursors(session: Session, names: Iterable[str]) -> dict[str, Cursor]:
    """Return the position of each stream; missing streams are created, so that their epoch is known."""
    wanted = sorted(set(names))
    found = positions(session, wanted)
    missing = [name for name in wanted if name not in found]
    if missing:
        session.execute(
            text(
                "INSERT INTO streams (name, top) SELECT name, 0 FROM unnest(CAST(:names AS text[])) AS n(name)"
                " ON CONFLICT (name) DO NOTHING"
            ),
            {"names": missing},
        )
        found |= positions(session, missing)
    return found


def positions(session: Session, names: Sequence[str]) -> dict[str, Cursor]:
    """Return the position of each of these streams that exists. Raises DBAPIError from a replica."""
    rows = session.execute(
        select(Stream.name, Stream.epoch, Stream.top, database.TIMELINE).where(Stream.name.in_(names))
    )
    # A replica that is promoted may lack events that clients know, and give their offsets to others.
    return {row.name: Cursor(str(uuid5(row.epoch, row.timeline)), row.top) for row in rows}


def is_recent(session: Session, stream: str, offset: int, within: timedelta) -> bool:
    """Whether the event at this offset is still stored and happened within this time."""
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
    """Return at most `limit` events of a stream after offset `after`, oldest first."""
    rows = session.execute(_READ, {"stream": stream, "after": after, "limit": limit})
    return [
        StoredEvent(
            row.offset, durable_frame(stream, row.offset, row.type, json.dumps(row.data, ensure_ascii=False), row.at)
        )
        for row in rows
    ]


def first_unreadable(session: Session, stream: str, after: int, limit: int) -> int | None:
    """Return the offset of the first event among the next `limit` that the driver cannot read."""
    offsets = session.scalars(
        select(Event.offset).where(Event.stream == stream, Event.offset > after).order_by(Event.offset).limit(limit)
    ).all()
    for offset in offsets:
        try:
            read(session, stream, offset - 1, 1)
        except Exception as error:
            if database_errors.is_transient(error):
                raise
            return offset
    return None
