"""Listing upcoming slots, and one of my bookings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, ScalarSelect, Select, TextClause, exists, func, select, text
from sqlalchemy.orm import Session, aliased

from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset
from mockmate_api.slots.schemas import BookingOut, SlotOut, SlotPage, SlotQuery
from shared.core import clock
from shared.core.errors import NotFound
from shared.core.local_time import zone_of
from shared.core.settings import Settings
from shared.events.schemas import GroupRef, MyBooking, Person
from shared.matching import visibility, waiting_room
from shared.matching.bookings import LockedSlot
from shared.models import ACTIVE, Booking, Group, Interview, Participant, Slot, SlotWatch, User
from shared.rooms import reliability

_MANY_BOOKED = 4
_WEEKS_BEFORE = 4
_MANY_MET = 2 * _WEEKS_BEFORE
_DAYS_AHEAD = 62

_SOONEST = Keyset((Slot.starts_at, Slot.id))


def upcoming(session: Session, user: User, query: SlotQuery) -> SlotPage:
    """Return scheduled slots that haven't started, soonest first."""
    now = clock.now(session)
    user_id = user.id
    seat = aliased(Booking)
    booked = select(func.count()).where(seat.slot_id == Slot.id, seat.status.in_(ACTIVE)).scalar_subquery()
    watching = exists().where(SlotWatch.slot_id == Slot.id, SlotWatch.user_id == user_id)
    statement = (
        select(Slot, booked, Booking, watching, _met_lately(), Group)
        .outerjoin(
            Booking,
            (Booking.slot_id == Slot.id) & (Booking.user_id == user_id) & Booking.status.in_(ACTIVE),
        )
        .outerjoin(Group, Group.id == Slot.group_id)
        .where(Slot.starts_at > now, text(visibility.is_listed("slots", ":me")).bindparams(me=user_id))
    )
    if query.group_id is not None:
        statement = statement.where(Slot.group_id == query.group_id)
    if query.from_:
        statement = statement.where(Slot.starts_at >= query.from_)
    if query.to:
        statement = statement.where(Slot.starts_at < query.to)
    if query.interview_type:
        statement = statement.where(Slot.interview_type == query.interview_type)
    if query.day or query.from_time or query.to_time:
        statement = statement.where(_at_times(times_of(query, zone_of(query.zone or user.time_zone), now)))
    if query.with_people is not None:
        # A slot that is popular for its bookings has one.
        has_people = (booked > 0) | (_met_lately() >= _MANY_MET)
        statement = statement.where(has_people if query.with_people else ~has_people)
    rows, next_cursor = pagination.fetch(session, statement, _SOONEST, query)
    return SlotPage(items=[_slot(row) for row in rows], next_cursor=next_cursor)


def _met_lately() -> ScalarSelect[int]:
    """Count the interviews of the same type at the same time in the last four weeks."""
    before = aliased(Slot)
    times = [Slot.starts_at - timedelta(weeks=weeks) for weeks in range(1, _WEEKS_BEFORE + 1)]
    return (
        select(func.count(Interview.id))
        .join(before, before.id == Interview.slot_id)
        .where(before.interview_type == Slot.interview_type, before.starts_at.in_(times))
        .where(before.invitation_id.is_(None))
        .where(before.group_id.is_not_distinct_from(Slot.group_id))
        .scalar_subquery()
    )


def times_of(query: SlotQuery, zone: ZoneInfo, now: datetime) -> list[tuple[datetime, datetime]]:
    """Return the wanted start times day by day, since clock changes make days differ."""
    first = (max(query.from_ or now, now)).astimezone(zone).date()
    # Include the previous day: a range past midnight may have begun on it.
    days = [query.day] if query.day else [first + timedelta(days=number) for number in range(-1, _DAYS_AHEAD)]
    begin, end = query.from_time or time(), query.to_time or time()
    return [
        (
            datetime.combine(day, begin, zone).astimezone(UTC),
            datetime.combine(day + timedelta(days=end <= begin), end, zone).astimezone(UTC),
        )
        for day in days
    ]


def _at_times(times: Sequence[tuple[datetime, datetime]]) -> TextClause:
    return text(
        "EXISTS (SELECT FROM unnest(CAST(:begins AS timestamptz[]), CAST(:ends AS timestamptz[])) AS t(begins, ends)"
        " WHERE slots.starts_at >= t.begins AND slots.starts_at < t.ends)"
    ).bindparams(begins=[begin for begin, _ in times], ends=[end for _, end in times])


def _slot(row: Row[*tuple[Any, ...]]) -> SlotOut:
    slot, booked, mine, watching, met, group = row[:6]
    return SlotOut(
        id=slot.id,
        interview_type=slot.interview_type,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        capacity=slot.capacity,
        booked=booked,
        popular=booked >= _MANY_BOOKED or met >= _MANY_MET,
        watching=watching,
        mine=MyBooking(booking_id=mine.id, status=mine.status, difficulty=mine.difficulty) if mine else None,
        group=_group(group),
    )


def read(session: Session, settings: Settings, user_id: int, booking_id: int) -> BookingOut:
    """Return one of my bookings. Raises NotFound."""
    row = session.execute(_bookings(user_id).where(Booking.id == booking_id)).one_or_none()
    if row is None:
        raise NotFound
    booking, slot, group, interview_id = row
    return show(settings, booking, slot, group, interview_id, _peer(session, booking, slot))


def _peer(session: Session, booking: Booking, slot: Slot) -> Person | None:
    """Return the other person of a private slot."""
    if not slot.is_private:
        return None
    # By the time, too: there is no index of all bookings by slot.
    other = select(User).join(Booking, Booking.user_id == User.id)
    other = other.where(Booking.slot_id == slot.id, Booking.starts_at == slot.starts_at)
    found = session.scalar(other.where(User.id != booking.user_id).limit(1))
    return None if found is None else Person(id=found.id, username=found.username, full_name=found.full_name)


def group_of(session: Session, slot: Slot | LockedSlot) -> Group | None:
    """Return the group whose slot it is, None for a public one."""
    return None if slot.group_id is None else session.get(Group, slot.group_id)


def _group(group: Group | None) -> GroupRef | None:
    return None if group is None else GroupRef(id=group.id, name=group.name)


def _bookings(user_id: int) -> Select[*tuple[Any, ...]]:
    mine = Participant.booking_id == Booking.id, Participant.is_open
    interview_id = select(Participant.interview_id).where(*mine).scalar_subquery()
    return (
        select(Booking, Slot, Group, interview_id)
        .join(Slot, Slot.id == Booking.slot_id)
        .outerjoin(Group, Group.id == Slot.group_id)
        .where(Booking.user_id == user_id)
        .execution_options(populate_existing=True)
    )


def show(
    settings: Settings,
    booking: Booking,
    slot: Slot | LockedSlot,
    group: Group | None,
    interview_id: UUID | None,
    peer: Person | None = None,
) -> BookingOut:
    """Show a booking of this slot to its owner."""
    window = waiting_room.window(settings, slot.starts_at)
    return BookingOut(
        id=booking.id,
        slot_id=booking.slot_id,
        interview_type=slot.interview_type,
        practice=slot.practice,
        group=_group(group),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        room_opens_at=window.opens_at,
        room_closes_at=window.closes_at,
        status=booking.status,
        cancelled_by=booking.cancelled_by,
        difficulty=booking.difficulty,
        language=booking.language,
        max_level_gap=booking.max_level_gap,
        topics=booking.topics,
        note=booking.note,
        free_until=None if slot.practice or slot.is_private else booking.starts_at - reliability.LATE_CANCEL,
        late=booking.cancelled_late or booking.moved_late_at is not None,
        invited=slot.is_private,
        peer=peer,
        interview_id=interview_id,
        created_at=booking.created_at,
    )
