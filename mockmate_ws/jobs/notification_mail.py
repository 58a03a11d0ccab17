"""Mails about events: written from the event log, once each, as each user has chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.core import clock, names, parking
from shared.core.completeness import require_whole
from shared.core.local_time import in_words, zone_of
from shared.core.settings import Settings
from shared.mail import calendars, outbox, preferences, rendering, unsubscribe
from shared.mail.preferences import KINDS, NotificationKind, Preferences
from shared.models import Booking, BookingStatus, CancelledBy, Feedback, User

_BATCH = 200
# An event has the time of its writing, and is visible once its transaction commits, seconds later at most.
_LATE_COMMITS = timedelta(minutes=2)


class Draft(NamedTuple):
    """The values of a mail's template. After `wanted_until` it is of no use; a `prompt` one ignores quiet hours."""

    values: Mapping[str, Any]
    wanted_until: datetime | None = None
    calendar: str | None = None
    prompt: bool = False


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
    SELECT e.stream, e.type, e.data
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
    """Queue the mails about events since the last run. Returns how many.

    One process at a time reads the log; its position and the mails commit together. It continues past an event for
    which no mail can be written; the parked item is the only record of that.
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
    # A deleted account has no address. An address that is not confirmed may belong to someone else, who has not asked
    # for mail; its events are mailed from the confirmation on.
    reachable = select(User).where(User.id.in_(ids), User.deleted_at.is_(None), User.email_verified_at.is_not(None))
    people = {user.id: user for user in session.scalars(reachable)}
    wishes = preferences.preferences(session, sorted(people))
    written = 0
    for row in rows:
        user = people.get(int(row.stream.removeprefix("user:")))
        kind = cast(NotificationKind, row.type)
        if user is None or not wishes[user.id].channels[kind].email:
            continue
        draft = _WRITERS[kind](session, settings, user, row.data)
        if draft is not None:
            written += _queue(session, settings, user, kind, draft, _due(draft, wishes[user.id], user, now))
    return written


def _due(draft: Draft, wishes: Preferences, user: User, now: datetime) -> datetime:
    quiet = wishes.quiet_hours
    if draft.prompt or quiet is None:
        return now
    return quiet.over_at(now, zone_of(user.time_zone)) or now


def _queue(
    session: Session, settings: Settings, user: User, kind: NotificationKind, draft: Draft, due_at: datetime
) -> int:
    if draft.wanted_until is not None and due_at >= draft.wanted_until:
        return 0
    name = names.shown(user.full_name or "") or user.username
    subject, body = rendering.render_event(settings, kind, name, draft.values)
    outbox.enqueue(
        session,
        user.email,
        "message",
        subject=subject,
        body=body,
        headers=unsubscribe.headers(settings, unsubscribe.token(session, user.id, kind)),
        calendar=draft.calendar,
        due_at=due_at,
    )
    return 1


Data = Mapping[str, Any]


def _invitation(session: Session, settings: Settings, user: User, data: Data) -> Draft | None:
    """Write the calendar invitation of a booking, unless the calendar already has its newest state."""
    booking = session.get(Booking, data["booking_id"], with_for_update=True, populate_existing=True)
    if booking is None or booking.slot.practice or booking.starts_at <= clock.now(session):
        return None
    cancelled = booking.status is BookingStatus.CANCELLED
    known, sequence = booking.invited_sequence, calendars.sequence(booking)
    if (known is None and cancelled) or (known is not None and known >= sequence):
        return None
    booking.invited_sequence = sequence
    values = {
        "interview_type": booking.slot.interview_type,
        "starts_at": in_words(booking.starts_at, user.time_zone),
        "canceled": cancelled,
        "by_administrator": booking.cancelled_by is CancelledBy.ADMINISTRATOR,
        "changed": known is not None,
    }
    return Draft(values, calendar=calendars.invitation(settings, user, booking), prompt=True)


def _start(session: Session, settings: Settings, user: User, data: Data) -> Draft:
    starts_at = datetime.fromisoformat(data["starts_at"])
    return Draft({**data, "starts_at": in_words(starts_at, user.time_zone)}, wanted_until=starts_at)


def _match(session: Session, settings: Settings, user: User, data: Data) -> Draft:
    interview = data["interview"]
    start_by = datetime.fromisoformat(interview["start_by"])
    values = {"peer": interview["peer"]["username"], "start_by": in_words(start_by, user.time_zone)}
    return Draft(values, wanted_until=start_by, prompt=True)


def _in_vain(session: Session, settings: Settings, user: User, data: Data) -> Draft:
    slots = [in_words(datetime.fromisoformat(one["starts_at"]), user.time_zone) for one in data["next_slots"]]
    return Draft({"next_slots": slots})


def _no_show(session: Session, settings: Settings, user: User, data: Data) -> Draft:
    return Draft({"absent": user.id in data["absent"]})


def _feedback(session: Session, settings: Settings, user: User, data: Data) -> Draft:
    given = select(Feedback.id).where(
        Feedback.interview_id == UUID(data["interview_id"]), Feedback.author_id == user.id
    )
    has_given = session.scalar(given) is not None
    return Draft({"has_given": has_given, "hours": f"{settings.feedback_reveal_hours:g}"})


def _as_it_is(session: Session, settings: Settings, user: User, data: Data) -> Draft:
    return Draft(data)


_WRITERS: Mapping[NotificationKind, Callable[[Session, Settings, User, Data], Draft | None]] = {
    "booking.changed": _invitation,
    "booking.reminder": _start,
    "slot.available": _start,
    "match.found": _match,
    "match.expired": _in_vain,
    "match.peer_no_show": _no_show,
    "match.declined": _as_it_is,
    "feedback.received": _feedback,
    "week.summarized": _as_it_is,
}
require_whole("_WRITERS", _WRITERS, KINDS)
