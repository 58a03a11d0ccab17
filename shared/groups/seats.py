"""What becomes of bookings in a group's slots when a membership ends or the group is archived.

Those to come are canceled, and a match that hasn't begun is taken back: the peer, if they are still a member, waits
again. A live interview goes on to its end.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from shared.core.settings import Settings
from shared.matching import bookings, interviews
from shared.models import Booking, BookingStatus, CancelledBy, InterviewStatus, Participant, Slot


def give_up(session: Session, settings: Settings, group_id: int, by: CancelledBy, user_id: int | None = None) -> None:
    """Cancel the bookings in a group's slots, of all people or of one, on behalf of `by`.

    Call it after the membership has ended, or the group is archived, and that was flushed: nobody can then book.
    """
    _cancel(session, group_id, by, user_id)
    # Query matched interviews only after cancelling bookings, so none can be matched in between.
    for interview_id, owner in _matched(session, group_id, user_id):
        if interviews.locked(session, interview_id).status is InterviewStatus.MATCHED:
            interviews.end(session, settings, interview_id, owner, cancelled_by=by)
    # Again, for bookings that an abandoned interview has just put back into a waiting room.
    _cancel(session, group_id, by, user_id)


def _cancel(session: Session, group_id: int, by: CancelledBy, user_id: int | None) -> None:
    theirs = (
        select(Booking)
        .join(Booking.slot)
        .options(contains_eager(Booking.slot))
        .where(Slot.group_id == group_id, Booking.status.in_((BookingStatus.BOOKED, BookingStatus.WAITING)))
        .order_by(Booking.id)
        .with_for_update(of=Booking)
        .execution_options(populate_existing=True)
    )
    if user_id is not None:
        theirs = theirs.where(Booking.user_id == user_id)
    bookings.cancel(session, session.scalars(theirs).all(), by)


def _matched(session: Session, group_id: int, user_id: int | None) -> list[tuple[UUID, int]]:
    """Return each open interview in the group's slots once, with the participant on whose behalf it ends."""
    found = (
        select(Participant.interview_id, Participant.user_id)
        .join(Booking, Booking.id == Participant.booking_id)
        .join(Slot, Slot.id == Booking.slot_id)
        .where(Slot.group_id == group_id, Participant.is_open)
        .order_by(Participant.interview_id)
    )
    found = found.where(Participant.seat == 1 if user_id is None else Participant.user_id == user_id)
    return [(row.interview_id, row.user_id) for row in session.execute(found)]
