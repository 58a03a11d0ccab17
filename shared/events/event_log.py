"""The only way to write events: a row with an offset in the caller's transaction, a Redis message after the commit.

The offset comes from an update of the stream's row, which serializes the writers of a stream: offsets have no gaps and
become visible in order. (With a sequence, a reader that polls `offset > last` could miss rows that commit late.)
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.core import audit, broker, database, database_errors
from shared.core.clock import rfc3339
from shared.core.prepared import prepared
from shared.events import frame_sizes, types
from shared.events.redis_messages import StoredFrame
from shared.models import Event


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


_LOCK_EACH = prepared(
    text(
        """
        WITH locked AS (
            SELECT name FROM streams WHERE name = ANY(CAST(:names AS text[])) ORDER BY name FOR UPDATE SKIP LOCKED
        )
        SELECT name FROM streams WHERE name = ANY(CAST(:names AS text[])) EXCEPT SELECT name FROM locked
        """
    )
)


def lock_streams(session: Session, names: Sequence[str]) -> set[str]:
    """Lock these streams as `append` does, and return those that another transaction has locked."""
    return set(session.scalars(_LOCK_EACH, {"names": names}))


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
        create_missing(session, missing)
        found |= positions(session, missing)
    return found


_CREATE = text(
    """
    INSERT INTO streams (name, top)
    SELECT name, 0 FROM unnest(CAST(:names AS text[])) AS n(name)
    WHERE NOT EXISTS (SELECT FROM streams s WHERE s.name = n.name)
    ORDER BY name
    ON CONFLICT (name) DO NOTHING
    """
)


def create_missing(session: Session, names: Sequence[str]) -> None:
    """Create those of these streams that don't exist, so that their epoch is known.

    Many at once only in a transaction that is not on one snapshot: that would have to run again if any of them has just
    been created by others.
    """
    session.execute(_CREATE, {"names": list(names)})


# Runs every few seconds for all streams that are followed.
_POSITIONS = text(
    f"""
    SELECT name, CAST(epoch AS text) AS epoch, top, {database.TIMELINE.element} AS timeline
    FROM streams WHERE name = ANY(CAST(:names AS text[]))
    """  # noqa: S608 - ours
)


def positions(session: Session, names: Sequence[str]) -> dict[str, Cursor]:
    """Return the position of each of these streams that exists. Raises DBAPIError from a replica."""
    rows = session.execute(_POSITIONS, {"names": list(names)})
    # A replica that is promoted may lack events that clients know, and give their offsets to others.
    return {row.name: Cursor(str(uuid5(UUID(row.epoch), row.timeline)), row.top) for row in rows}


_RECENT = text(
    """
    SELECT stream, "offset"
    FROM unnest(CAST(:streams AS text[]), CAST(:offsets AS bigint[])) AS asked(stream, "offset")
        JOIN events USING (stream, "offset")
    WHERE at > clock_timestamp() - :within
    """
)


def recent(session: Session, asked: Collection[tuple[str, int]], within: timedelta) -> set[tuple[str, int]]:
    """Return which events, each a (stream, offset), are still stored and happened within this time."""
    if not asked:
        return set()
    streams, offsets = zip(*asked, strict=True)
    rows = session.execute(_RECENT, {"streams": list(streams), "offsets": list(offsets), "within": within})
    return {(row.stream, row.offset) for row in rows}


class Missed(NamedTuple):
    """At most `limit` events of a stream after the offset `after`."""

    stream: str
    after: int
    limit: int


_READ = prepared(
    text(
        """
        SELECT asked.position, e."offset", e.type, e.data, e.at
        FROM unnest(CAST(:streams AS text[]), CAST(:afters AS bigint[]), CAST(:limits AS bigint[]))
            WITH ORDINALITY AS asked(stream, after, most, position)
        CROSS JOIN LATERAL (
            SELECT "offset", type, data, at FROM events
            WHERE events.stream = asked.stream AND "offset" > asked.after ORDER BY "offset" LIMIT asked.most
        ) e
        ORDER BY asked.position, e."offset"
        """
    )
)


def read(session: Session, stream: str, after: int, limit: int) -> list[StoredEvent]:
    """Return at most `limit` events of a stream after offset `after`, oldest first."""
    return read_each(session, [Missed(stream, after, limit)])[0]


def read_each(session: Session, asked: Sequence[Missed]) -> list[list[StoredEvent]]:
    """Return the events of each, oldest first. One query."""
    streams, afters, limits = (list(column) for column in zip(*asked, strict=True))
    found: list[list[StoredEvent]] = [[] for _ in asked]
    for row in session.execute(_READ, {"streams": streams, "afters": afters, "limits": limits}):
        stream, data = streams[row.position - 1], json.dumps(row.data, ensure_ascii=False)
        frame = durable_frame(stream, row.offset, row.type, data, row.at)
        found[row.position - 1].append(StoredEvent(row.offset, frame))
    return found


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
