"""Reading: the slots to come, and my bookings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from mockmate_api import pagination
from mockmate_api.pagination import Keyset
from mockmate_api.slots.schemas import BookingOut, BookingPage, BookingQuery, SlotOut, SlotPage, SlotQuery
from shared import clock, waiting_room
from shared.errors import NotFound
from shared.models import LIVE_BOOKING, Booking, Participant, Slot
from shared.settings import Settings
from shared.views import MyBooking

_SOONEST = Keyset((Slot.starts_at, Slot.id))
_SOONEST_BOOKING = Keyset((Booking.starts_at, Booking.id))
_LATEST_BOOKING = Keyset((Booking.starts_at, Booking.id), descending=True)


def upcoming(session: Session, user_id: int, query: SlotQuery) -> SlotPage:
    """Return scheduled slots that haven't started, soonest first."""
    now = clock.now(session)
    seat = aliased(Booking)
    booked = select(func.count()).where(seat.slot_id == Slot.id, seat.status.in_(LIVE_BOOKING)).scalar_subquery()
    statement = (
        select(Slot, booked, Booking)
        .outerjoin(
            Booking,
            (Booking.slot_id == Slot.id) & (Booking.user_id == user_id) & Booking.status.in_(LIVE_BOOKING),
        )
        .where(Slot.starts_at > now)
    )
    if query.from_:
        statement = statement.where(Slot.starts_at >= query.from_)
    if query.to:
        statement = statement.where(Slot.starts_at < query.to)
    if query.interview_type:
        statement = statement.where(Slot.interview_type == query.interview_type)
    rows, next_cursor = pagination.fetch(session, statement, _SOONEST, query)
    return SlotPage(items=[_slot(row[0], row[1], row[2]) for row in rows], next_cursor=next_cursor)


def _slot(slot: Slot, booked: int, mine: Booking | None) -> SlotOut:
    return SlotOut(
        id=slot.id,
        interview_type=slot.interview_type,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        capacity=slot.capacity,
        booked=booked,
        mine=MyBooking(booking_id=mine.id, status=mine.status, difficulty=mine.difficulty) if mine else None,
    )


def mine(session: Session, settings: Settings, user_id: int, query: BookingQuery) -> BookingPage:
    """Return my bookings: the live ones soonest first, otherwise the latest first."""
    statement = _bookings(user_id)
    if query.live is not None:
        live = Booking.status.in_(LIVE_BOOKING)
        statement = statement.where(live if query.live else ~live)
    keyset = _SOONEST_BOOKING if query.live else _LATEST_BOOKING
    rows, next_cursor = pagination.fetch(session, statement, keyset, query)
    return BookingPage(items=[_booking(settings, row) for row in rows], next_cursor=next_cursor)


def read(session: Session, settings: Settings, user_id: int, booking_id: int) -> BookingOut:
    """Return one booking of mine. Raises NotFound."""
    row = session.execute(_bookings(user_id).where(Booking.id == booking_id)).one_or_none()
    if row is None:
        raise NotFound
    return _booking(settings, row)


def _bookings(user_id: int) -> Select[*tuple[Any, ...]]:
    interview_id = (
        select(Participant.interview_id).where(Participant.booking_id == Booking.id, Participant.live).scalar_subquery()
    )
    return (
        select(Booking, Slot, interview_id)
        .join(Slot, Slot.id == Booking.slot_id)
        .where(Booking.user_id == user_id)
        .execution_options(populate_existing=True)
    )


def _booking(settings: Settings, row: Row[*tuple[Any, ...]]) -> BookingOut:
    booking: Booking = row[0]
    slot: Slot = row[1]
    window = waiting_room.window(settings, slot.starts_at)
    return BookingOut(
        id=booking.id,
        slot_id=booking.slot_id,
        interview_type=slot.interview_type,
        practice=slot.practice,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        room_opens_at=window.opens_at,
        room_closes_at=window.closes_at,
        status=booking.status,
        difficulty=booking.difficulty,
        language=booking.language,
        max_level_gap=booking.max_level_gap,
        note=booking.note,
        interview_id=row[2],
        created_at=booking.created_at,
    )
