"""Bookings that end without an interview: waiting rooms that close, and practice bookings whose user is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.core import parking
from shared.core.settings import Settings
from shared.matching import bookings
from shared.models import Booking, BookingStatus

# A practice booking expires when its user has been gone this long; a restart of this service takes less.
STALE_PRACTICE = timedelta(minutes=10)
_BOOKING = "CAST(b.id AS text)"

_CLOSING = text(
    f"""
    SELECT b.id
    FROM bookings b JOIN slots s ON s.id = b.slot_id
    WHERE b.status IN ('booked', 'waiting') AND s.starts_at < now() - :closes
        AND {parking.is_free("close_rooms", _BOOKING)}
    ORDER BY b.id LIMIT 500 FOR UPDATE OF b SKIP LOCKED
    """  # noqa: S608 - ours
)


def close_waiting_rooms(session: Session, settings: Settings) -> int:
    """Expire bookings that still wait when a waiting room closes; those that never entered it are no-shows."""
    over = session.scalars(_CLOSING, {"closes": timedelta(minutes=settings.room_closes_minutes)}).all()
    return parking.process(session, "close_rooms", over, partial(_close, session))


def _close(session: Session, booking_ids: Sequence[int]) -> int:
    is_waiting = Booking.id.in_(booking_ids), Booking.status == BookingStatus.WAITING
    waiting = set(session.scalars(select(Booking.id).where(*is_waiting)))
    bookings.expire(session, sorted(waiting))
    bookings.miss(session, [booking_id for booking_id in booking_ids if booking_id not in waiting])
    return len(booking_ids)


_STALE = text(
    f"""
    SELECT b.id
    FROM bookings b JOIN slots s ON s.id = b.slot_id
    WHERE s.starts_at IS NULL AND (
        b.status = 'waiting' AND b.present_until < now() - :stale OR b.status = 'booked' AND b.ends_at < now()
    )
        AND {parking.is_free("clear_practice", _BOOKING)}
    ORDER BY b.id LIMIT 500 FOR UPDATE OF b SKIP LOCKED
    """  # noqa: S608 - ours
)


def clear_practice(session: Session, settings: Settings) -> int:
    """Expire practice bookings whose user did not come back."""
    stale = session.scalars(_STALE, {"stale": STALE_PRACTICE}).all()
    return parking.process(session, "clear_practice", stale, partial(_expire, session))


def _expire(session: Session, booking_ids: Sequence[int]) -> int:
    bookings.expire(session, booking_ids)
    return len(booking_ids)
