"""People who come at the same moment enter their waiting rooms together, and are told together where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ARRAY, BigInteger, and_, any_, bindparam, select, text
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status
from mockmate_api.match.schemas import PairIn
from shared.core import clock
from shared.core.errors import EmailNotVerified, Invalid, LoginRevoked, NotBooked, NotFound, Problem
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.schemas import MatchState
from shared.identity import logins
from shared.identity.logins import Owner
from shared.identity.tokens import Claims
from shared.matching import bookings, room_states, schedule, topics, visibility, waiting_room
from shared.matching.topics import Offered
from shared.models import ACTIVE, Booking, BookingStatus, InterviewType, Slot, User, is_active


class Arrival(NamedTuple):
    """A person who wants to be paired, in a slot or in a practice room, and the id of their request."""

    claims: Claims
    """Of the person's token; whether its login is valid isn't known yet."""
    wanted: PairIn
    request_id: str

    @property
    def user_id(self) -> int:
        """Return who it is."""
        return self.claims.user_id


class Entered(NamedTuple):
    """A person's booking that waits in its room, or is matched, and whether a pass may pair it now."""

    user_id: int
    slot_id: int
    booking_id: int
    can_be_paired: bool


class Held(Exception):
    """Another transaction, or another arrival of the person, holds them or their booking: they hold up no one else."""


class Wanted(NamedTuple):
    """The practice room that a person wants to be in: that of a type, public or a group's."""

    interview_type: InterviewType
    group_id: int | None


Rooms = Mapping[Wanted, Slot]


def enter(
    settings: Settings, session: Session, arrivals: Sequence[Arrival], *, wait: bool = False
) -> list[Entered | Exception]:
    """Let people enter their waiting rooms. Returns for each the booking, or why they can't enter.

    That is LoginRevoked, EmailNotVerified, NotFound (of a group), NotBooked, BookingClosed, RoomNotOpen, RoomClosed,
    BirthYearMissing, ConsentRequired, PracticeBlocked, BookingOverlap, or Invalid if a topic is not on offer; or Held,
    unless it is to `wait` for whoever holds them.
    """
    logged_in = logins.owners(session, [one.claims.login_id for one in arrivals])
    on_offer: Offered = topics.offered(session) if any(one.wanted.topics for one in arrivals) else {}
    refusals = [_refusal(settings, one, logged_in.get(one.claims.login_id), on_offer) for one in arrivals]
    admitted = [one for one, refusal in zip(arrivals, refusals, strict=True) if refusal is None]
    entered = iter(_enter(settings, session, admitted, wait=wait))
    return [next(entered) if refusal is None else refusal for refusal in refusals]


def _refusal(settings: Settings, one: Arrival, caller: Owner | None, on_offer: Offered) -> Exception | None:
    if caller is None or caller.user_id != one.user_id:
        return LoginRevoked()
    # Practicing creates a booking, as /slots/book does.
    if settings.needs_verified_email and one.wanted.slot_id is None and not caller.email_verified:
        return EmailNotVerified()
    if one.wanted.interview_type and one.wanted.topics:
        try:
            topics.chosen(on_offer, one.wanted.interview_type, one.wanted.topics)
        except Invalid as refusal:
            return refusal
    return None


def _enter(
    settings: Settings, session: Session, arrivals: Sequence[Arrival], *, wait: bool
) -> list[Entered | Exception]:
    first = {one.user_id: one for one in reversed(arrivals)}
    allowed = _lock_rooms(session, first.values(), wait=wait)
    rooms = allowed.rooms
    slots = {one.user_id: _room(one, rooms) for one in first.values()}
    mine, held = _lock_bookings(session, slots, wait=wait)
    held |= {one.user_id for one in first.values() if one.wanted.interview_type} - allowed.refusals.keys()
    if not wait:
        streams = {event_log.user(user_id): user_id for user_id in first}
        held |= {streams[name] for name in event_log.lock_streams(session, sorted(streams))}

    results: dict[int, Entered | Exception] = {}
    entering: list[Booking] = []
    for user_id, one in first.items():
        booking = mine.get(user_id)
        if user_id in held:
            results[user_id] = Held()
        elif (refusal := allowed.refusals.get(user_id)) is not None:
            results[user_id] = refusal
        elif booking is not None and booking.status is BookingStatus.MATCHED:
            results[user_id] = Entered(user_id, booking.slot_id, booking.id, can_be_paired=False)
        elif booking is None and one.wanted.interview_type is None:
            results[user_id] = NotBooked()
        else:
            entering.append(_with_wishes(one, booking, rooms))
    causes = [first[booking.user_id].request_id for booking in entering]
    refused = waiting_room.enter_many(session, settings, entering, settings.presence_seconds, causes)
    now = clock.now(session) if any(not booking.slot.practice for booking in entering) else None
    for booking, problem in zip(entering, refused, strict=True):
        can_be_paired = now is None or booking.slot.practice or waiting_room.pairs_now(settings, booking.slot, now)
        results[booking.user_id] = problem or Entered(booking.user_id, booking.slot_id, booking.id, can_be_paired)
    return [results[one.user_id] if first[one.user_id] is one else Held() for one in arrivals]


class _Allowed(NamedTuple):
    """The practice rooms that people want, and for each whom this request has locked: why they can't enter, or None."""

    rooms: Rooms
    refusals: Mapping[int, Problem | None]


def _lock_rooms(session: Session, arrivals: Iterable[Arrival], *, wait: bool) -> _Allowed:
    """Lock the people who want to practice, and the groups in whose rooms they do."""
    practicing: dict[Wanted, list[int]] = defaultdict(list)
    for one in arrivals:
        if (wanted := _wanted_room(one)) is not None:
            practicing[wanted].append(one.user_id)
    rooms: dict[Wanted, Slot] = {}
    refusals: dict[int, Problem | None] = {}
    for wanted in sorted(practicing, key=lambda one: (one.interview_type, one.group_id or 0)):
        may_practice, room = _lock_people(session, practicing[wanted], wanted, wait=wait)
        people = may_practice.keys()
        members = people if wanted.group_id is None else visibility.lock_members(session, wanted.group_id, [*people])
        for user_id, may in may_practice.items():
            strange = None if user_id in members else NotFound()
            refusals[user_id] = strange if may else LoginRevoked()
        if members:
            rooms[wanted] = room or schedule.practice_room(session, *wanted)
    return _Allowed(rooms, refusals)


def _wanted_room(one: Arrival) -> Wanted | None:
    of = one.wanted.interview_type
    return None if of is None else Wanted(of, one.wanted.group_id)


def _room(one: Arrival, rooms: Rooms) -> int | None:
    wanted = _wanted_room(one)
    if wanted is None:
        return one.wanted.slot_id
    return rooms[wanted].id if wanted in rooms else None


_OF_GROUP = {False: Slot.group_id.is_(None), True: Slot.group_id == bindparam("group", type_=BigInteger)}
# Like account_status.lock_user, and with the practice room.
_PEOPLE = {
    (wait, grouped): prepared(
        select(User.id, *account_status.COLUMNS, Slot)
        .outerjoin(Slot, and_(Slot.interview_type == bindparam("type"), Slot.starts_at.is_(None), _OF_GROUP[grouped]))
        .where(User.id == any_(bindparam("people", type_=ARRAY(BigInteger))))
        .order_by(User.id)
        .with_for_update(of=User, key_share=True, skip_locked=not wait)
    )
    for wait in (False, True)
    for grouped in (False, True)
}


def _lock_people(
    session: Session, people: Sequence[int], wanted: Wanted, *, wait: bool
) -> tuple[dict[int, bool], Slot | None]:
    """Lock people who want to practice; returns whether the account of each may be used, and the room if there is one.

    Those that another request has locked are left out unless `wait`.
    """
    grouped = wanted.group_id is not None
    given = {"people": people, "type": wanted.interview_type, **({"group": wanted.group_id} if grouped else {})}
    rows = session.execute(_PEOPLE[wait, grouped], given).all()
    return {row.id: not (row.gone or row.suspended) for row in rows}, rows[0].Slot if rows else None


_MINE = prepared(
    text(
        f"""
        SELECT b.id, user_id
        FROM unnest(CAST(:users AS bigint[]), CAST(:slots AS bigint[])) AS asked(user_id, slot_id)
        JOIN bookings b USING (user_id, slot_id)
        WHERE {is_active("b")}
        """  # noqa: S608 - ours
    )
)


def _lock_bookings(
    session: Session, slots: Mapping[int, int | None], *, wait: bool
) -> tuple[dict[int, Booking], set[int]]:
    """Lock the active booking of each person in a slot; returns those, and whose is held by others."""
    rows = session.execute(_MINE, {"users": list(slots), "slots": list(slots.values())}).all()
    locked = waiting_room.lock(session, [row.id for row in rows], wait=wait)
    mine = {booking.user_id: booking for booking in locked.values() if booking.status in ACTIVE}
    return mine, {row.user_id for row in rows if row.id not in locked}


def _with_wishes(one: Arrival, booking: Booking | None, rooms: Rooms) -> Booking:
    wanted = one.wanted
    if wanted.interview_type is None or wanted.difficulty is None:
        assert booking is not None  # noqa: S101
        return booking
    if booking is None:
        booking = bookings.for_practice(one.user_id, rooms[Wanted(wanted.interview_type, wanted.group_id)])
    booking.difficulty = wanted.difficulty
    booking.language = wanted.language or "en"
    booking.topics = sorted(set(wanted.topics or ()))
    booking.max_level_gap = 2 if wanted.max_level_gap is None else wanted.max_level_gap
    return booking


def states(settings: Settings, session: Session, entered: Sequence[Entered]) -> list[MatchState]:
    """Return the state of each person in the room they entered."""
    matched = room_states.open_interviews(session, [one.booking_id for one in entered])
    return [
        room_states.matched(matched[one.booking_id], one.slot_id, one.booking_id, one.user_id)
        if one.booking_id in matched
        else room_states.in_room(session, settings, one.user_id, one.slot_id)
        for one in entered
    ]
