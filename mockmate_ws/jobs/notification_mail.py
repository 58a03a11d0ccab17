"""Mails and pushes about events: queued from the event log, once each, as each user has chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.core import clock, parking
from shared.core.settings import Settings
from shared.mail import event_mail, preferences
from shared.mail.preferences import NotificationKind
from shared.models import User
from shared.push import push_outbox

_BATCH = 200
# An event has the time of its writing, and is visible once its transaction commits, seconds later at most.
_LATE_COMMITS = timedelta(minutes=2)


_CURSOR = text("SELECT at FROM mail_cursors WHERE name = 'events' FOR UPDATE SKIP LOCKED")
_FIRST_CURSOR = text(
    "INSERT INTO mail_cursors (name, at) VALUES ('events', now() - interval '1 hour') ON CONFLICT DO NOTHING"
)
# How far a stream has been considered is an offset, which a clock that jumps does not change. So that nothing is passed
# over, the batch also has what comes before its events in their streams but was written by a clock that was ahead. The
# time of an event need not make sense, and may be one that Python has no number for.
_NEW = text(
    """
    WITH batch AS (
        SELECT e.stream, e."offset"
        FROM events e
        WHERE e.at > :since AND e.type = ANY(:kinds) AND e.stream LIKE 'user:%'
            AND NOT EXISTS (SELECT FROM mailed_news m WHERE m.stream = e.stream AND m."offset" >= e."offset")
        ORDER BY e.at LIMIT :batch
    ), streams AS (
        SELECT b.stream, max(b."offset") AS last,
            (SELECT coalesce(max(m."offset"), 0) FROM mailed_news m WHERE m.stream = b.stream) AS first
        FROM batch b GROUP BY b.stream
    )
    SELECT e.stream, e."offset", least(e.at, now()) AS at
    FROM streams s JOIN events e ON e.stream = s.stream AND e."offset" > s.first AND e."offset" <= s.last
    WHERE e.at > :since AND e.type = ANY(:kinds)
    ORDER BY e.at
    """
)
_SEEN = text(
    """
    INSERT INTO mailed_news (stream, "offset", at)
    SELECT stream, "offset", e.at
    FROM events e
    JOIN unnest(CAST(:streams AS text[]), CAST(:offsets AS bigint[])) AS k(stream, "offset")
        USING (stream, "offset")
    """
)
_AGAIN = text(
    """
    SELECT split_part(item, '/', 1) AS stream, CAST(split_part(item, '/', 2) AS bigint) AS "offset"
    FROM parked_items
    WHERE job = 'write_letters' AND retry_at <= now()
    ORDER BY retry_at LIMIT :batch
    """
)
_READ = text(
    """
    SELECT e.stream, e."offset", e.type, e.data
    FROM events e
    JOIN unnest(CAST(:streams AS text[]), CAST(:offsets AS bigint[])) AS k(stream, "offset")
        USING (stream, "offset")
    ORDER BY e.at
    """
)
_MOVE_ON = text("UPDATE mail_cursors SET at = :at WHERE name = 'events'")
# The newest row of each stream stays, as long as the stream's events do.
_FORGET = text(
    """
    DELETE FROM mailed_news m
    WHERE m.at < :at - interval '1 hour' AND m.stream = ANY(:streams)
        AND EXISTS (SELECT FROM mailed_news n WHERE n.stream = m.stream AND n."offset" > m."offset")
    """
)


def write(session: Session, settings: Settings) -> int:
    """Queue the mails and pushes about events since the last run. Returns how many.

    One process at a time reads the log; its position and what it queues commit together. It continues past an event
    for which nothing can be written; the parked item is the only record of that.
    """
    now = clock.now(session)
    since = session.execute(_CURSOR).scalar()
    if since is None:
        # This is the first run; or another process has the lock, and this does nothing.
        session.execute(_FIRST_CURSOR)
        return 0
    # The clock may have been ahead in the previous run.
    since = min(since, now)
    kinds = list(preferences.DEFAULTS)
    rows = session.execute(_NEW, {"since": since - _LATE_COMMITS, "kinds": kinds, "batch": _BATCH}).all()
    reached = rows[_BATCH - 1].at if len(rows) >= _BATCH else now
    session.execute(_MOVE_ON, {"at": max(since, min(reached, now))})
    if rows:
        seen = {"streams": [row.stream for row in rows], "offsets": [row.offset for row in rows]}
        session.execute(_SEEN, {**seen, "at": [row.at for row in rows]})
        session.execute(_FORGET, {"at": since, "streams": seen["streams"]})
    keys = [(row.stream, row.offset) for row in (*session.execute(_AGAIN, {"batch": _BATCH}), *rows)]
    return parking.process(session, "write_letters", keys, partial(_write, session, settings, now), are_found=False)


def _write(session: Session, settings: Settings, now: datetime, keys: Sequence[tuple[str, int]]) -> int:
    streams, offsets = zip(*keys, strict=True)
    rows = session.execute(_READ, {"streams": list(streams), "offsets": list(offsets)}).all()
    ids = {int(row.stream.removeprefix("user:")) for row in rows}
    reachable = select(User).where(User.id.in_(ids), User.deleted_at.is_(None))
    people = {user.id: user for user in session.scalars(reachable)}
    wishes = preferences.preferences(session, sorted(people))
    written = 0
    for row in rows:
        user = people.get(int(row.stream.removeprefix("user:")))
        if user is None:
            continue
        event = event_mail.Position(row.stream, row.offset, cast(NotificationKind, row.type), row.data)
        # An address that is not confirmed may belong to someone else, who has not asked for mail; its events are mailed
        # from the confirmation on.
        if user.email_verified:
            written += event_mail.queue(session, settings, user, wishes[user.id], event, now)
        written += push_outbox.queue(session, settings, user, wishes[user.id], event, now)
    return written
