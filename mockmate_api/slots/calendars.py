"""My bookings as a calendar: a file for one booking, or a secret URL to subscribe to."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from flask import Response
from sqlalchemy import Select, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, contains_eager

from mockmate_api.http.etags import revalidated
from mockmate_api.slots.schemas import FeedOut
from shared.core import clock
from shared.core.errors import NotFound
from shared.core.settings import Settings
from shared.mail import calendars, people, preferences
from shared.models import Booking, CalendarFeed, Slot, User

MEDIA_TYPE = "text/calendar"
_PAST = timedelta(days=30)
_MOST = 500
# Never the same second twice: Last-Modified knows only seconds, and a change must always make it later.
_CHANGED = text(
    """
    UPDATE calendar_feeds
    SET content = :content, changed_at = greatest(date_trunc('second', now()), changed_at + interval '1 second')
    WHERE user_id = :user_id AND content IS DISTINCT FROM :content
    """
)


def one(session: Session, settings: Settings, user: User, booking_id: int) -> Response:
    """Return one of my bookings as a file. Raises NotFound, also for a practice room, which isn't scheduled."""
    booking = session.scalar(_scheduled(user.id).where(Booking.id == booking_id))
    if booking is None:
        raise NotFound
    peer = people.peers_of(session, user.id, [booking.slot]).get(booking.slot_id)
    written = calendars.one(settings, user, booking, peer, _alarm(session, user.id))
    response = Response(written, mimetype=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="booking-{booking_id}.ics"'
    return response


def rotate(session: Session, settings: Settings, user_id: int) -> FeedOut:
    """Create a new URL for my calendar; the previous one stops working. Only its digest is stored."""
    token = secrets.token_urlsafe(32)
    row = {"user_id": user_id, "digest": _digest(token)}
    statement = insert(CalendarFeed).values(row)
    changed = {"digest": statement.excluded.digest, "created_at": func.now(), "content": None, "changed_at": None}
    session.execute(statement.on_conflict_do_update(index_elements=[CalendarFeed.user_id], set_=changed))
    return FeedOut(url=f"{settings.public_url.rstrip('/')}/slots/calendar/{token}.ics")


def feed(session: Session, settings: Settings, token: str) -> Response:
    """Return the calendar at a secret URL: the last month and everything upcoming. Raises NotFound."""
    user = session.scalar(
        select(User).join(CalendarFeed, CalendarFeed.user_id == User.id).where(CalendarFeed.digest == _digest(token))
    )
    if user is None:
        raise NotFound
    since = clock.now(session) - _PAST
    bookings = session.scalars(
        _scheduled(user.id).where(Booking.starts_at > since).order_by(Booking.starts_at, Booking.id).limit(_MOST)
    ).all()
    peers = people.peers_of(session, user.id, [each.slot for each in bookings])
    written = calendars.feed(settings, user, bookings, peers, _alarm(session, user.id))
    return revalidated(written, MEDIA_TYPE, _last_modified(session, user.id, written))


def _last_modified(session: Session, user_id: int, written: str) -> datetime:
    """Return when a feed changed into what it is now.

    More than bookings may change it (the time zone, an alarm, age, a release), so the text itself is compared with what
    was served before.
    """
    content = sha256(written.encode()).digest()
    row = session.get_one(CalendarFeed, user_id, populate_existing=True)
    if row.content != content or row.changed_at is None:
        session.execute(_CHANGED, {"user_id": user_id, "content": content})
        session.refresh(row)
    return row.changed_at or clock.now(session)


def _alarm(session: Session, user_id: int) -> int | None:
    return preferences.preferences(session, [user_id])[user_id].calendar_alarm_minutes


def _scheduled(user_id: int) -> Select[Booking]:
    return (
        select(Booking)
        .join(Booking.slot)
        .options(contains_eager(Booking.slot))
        .where(Booking.user_id == user_id, Slot.starts_at.is_not(None))
    )


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
