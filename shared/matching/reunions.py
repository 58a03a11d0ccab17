"""People who met lately, and nobody else in their room suits them: both are asked whether they would meet again now.

If both would, the next pass pairs them. If one would not, they stay apart for as long as both wait. Without an answer
they are paired once both have waited for a minute.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import AlreadyMatched, ReunionGone
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.events.schemas import ReunionOffer, ReunionState
from shared.matching import bookings, candidates, rule, waiting_room
from shared.models import Booking, BookingStatus, Slot

MOST = 10
"""In a room with more people this is not worked out: somebody new comes soon, and everyone who enters asks."""

Pair = tuple[int, int]


class Reunion(NamedTuple):
    """When a person may be paired with the one they met at `met_at`, and what they are asked about one of those."""

    at: datetime | None = None
    met_at: datetime | None = None
    offer: ReunionOffer | None = None


def coming(session: Session, settings: Settings, slot: Slot, now: datetime, people: int) -> dict[int, Reunion]:
    """Return the reunions to come in a room with so many people present, by person."""
    if not 1 < people <= MOST or not waiting_room.pairs_now(settings, slot, now):
        return {}
    waiting = candidates.waiting_unlocked(session, settings, slot, now, MOST)
    met = candidates.meetings(session, [row.user_id for row in waiting], now)
    if not met:
        return {}
    tickets, _ = candidates.tickets(session, settings, slot, waiting, now)
    said = candidates.answers(session, waiting)
    found = {
        user_id: Reunion(at, met[_sorted(user_id, other)]) for user_id, (other, at) in rule.reunions(tickets).items()
    }
    asked = {_sorted(pair.first.user_id, pair.second.user_id) for pair in rule.asked_again(tickets)}
    apart = {_sorted(*pair) for pair, again in said.items() if not again} & met.keys()
    booked = {row.user_id: row.id for row in waiting}
    # Whoever can be asked about another person is.
    for pair in [*sorted(apart), *sorted(asked)]:
        for me, other in (pair, (pair[1], pair[0])):
            state = _state(me, other, said)
            offer = ReunionOffer(id=booked[other], met_at=met[pair], state=state)
            found[me] = found.get(me, Reunion())._replace(offer=offer)
    return found


def _sorted(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _state(me: int, other: int, said: Mapping[Pair, bool]) -> ReunionState:
    if False in (said.get((me, other)), said.get((other, me))):
        return "apart"
    return "accepted" if said.get((me, other)) else "offered"


def answer(session: Session, settings: Settings, user_id: int, offer_id: int, *, again: bool) -> None:
    """Record whether this person would meet the one they were asked about again.

    If both would, the room's next pass pairs them; it is run soon. A yes can be taken back until then, a no can't.
    Raises AlreadyMatched, and ReunionGone if they are not asked this, or no longer.
    """
    mine = session.scalars(
        select(Booking)
        .where(Booking.user_id == user_id, Booking.status.in_((BookingStatus.WAITING, BookingStatus.MATCHED)))
        # A pass that is matching it goes first.
        .order_by(Booking.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for booking in mine:
        offer = _offer(session, settings, booking)
        if offer is not None and offer.id == offer_id:
            if offer.state != "apart":
                session.execute(_STORE, {"booking": booking.id, "peer": offer_id, "again": again})
                bookings.publish_waiting_room(session, booking.slot_id)
            return
    raise AlreadyMatched if any(one.status is BookingStatus.MATCHED for one in mine) else ReunionGone


def _offer(session: Session, settings: Settings, booking: Booking) -> ReunionOffer | None:
    reunions = coming(session, settings, booking.slot, clock.now(session), MOST)
    return reunions.get(booking.user_id, Reunion()).offer


_STORE = prepared(
    text(
        """
        INSERT INTO reunion_answers (booking_id, peer_booking_id, again) VALUES (:booking, :peer, :again)
        ON CONFLICT (booking_id, peer_booking_id) DO UPDATE
            SET again = excluded.again, answered_at = excluded.answered_at
        """
    )
)
