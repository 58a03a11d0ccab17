"""Whether an account may be used now, and what ends with it: its bookings and its logins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, bindparam, delete, func, select
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import BadCredentials, Suspended
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.identity import logins
from shared.matching import bookings, interviews
from shared.models import Booking, BookingStatus, CancelledBy, OneTimeToken, Participant, User

_SUSPENDED = User.suspended_at.is_not(None) & (
    User.suspended_until.is_(None) | (User.suspended_until > func.clock_timestamp())
)
COLUMNS = (
    User.deleted_at.is_not(None).label("gone"),
    _SUSPENDED.label("suspended"),
    User.suspended_until,
    User.suspension_reason,
)
"""What an account's row says of its standing."""
_ACCOUNT = select(*COLUMNS).where(User.id == bindparam("user_id"))
# Key share is left free: rows that refer to the person can still be inserted by others, such as a match.
_LOCKED = {shared: prepared(_ACCOUNT.with_for_update(read=shared, key_share=not shared)) for shared in (False, True)}


def lock(session: Session, user_id: int, *, shared: bool = False) -> Row[bool, bool, datetime | None, str | None]:
    """Lock an account and return (gone, suspended, suspended_until, suspension_reason) as they are then."""
    return session.execute(_LOCKED[shared], {"user_id": user_id}).one()


def require(session: Session, user_id: int) -> None:
    """Let only an account in that is neither deleted nor suspended, until the transaction ends.

    Raises Suspended, and BadCredentials for one that is gone. Only to be asked once the password was right.
    """
    # Shared with other logins, but not with a suspension or deletion: that one comes after, and ends this login too.
    account = lock(session, user_id, shared=True)
    if account.gone:
        raise BadCredentials
    if account.suspended:
        until = f" until {clock.rfc3339(account.suspended_until)}" if account.suspended_until else ""
        raise Suspended(f"Your account is suspended{until}: {account.suspension_reason}")


def wind_up(session: Session, settings: Settings, user_id: int, reason: str, by: CancelledBy) -> None:
    """Cancel the bookings of a person, by whoever ends the account, and end all their logins.

    Peers learn of it as if the person had done it.

    Call it after the account was marked and that was flushed: the row is locked then, and requests that wait for their
    turn behind it find the mark.
    """
    _cancel_bookings(session, user_id, by)
    # Query matched interviews only after cancelling bookings, so none can be matched in between.
    matched = select(Participant.interview_id).where(Participant.user_id == user_id, Participant.is_open)
    for interview_id in session.scalars(matched.order_by(Participant.interview_id)).all():
        interviews.end(session, settings, interview_id, user_id, cancelled_by=by)
    # Again, for what an interview that was just given up has put back into a waiting room.
    _cancel_bookings(session, user_id, by)
    logins.revoke_all(session, user_id, reason)
    session.execute(delete(OneTimeToken).where(OneTimeToken.user_id == user_id))


def _cancel_bookings(session: Session, user_id: int, by: CancelledBy) -> None:
    mine = (
        select(Booking)
        .where(Booking.user_id == user_id, Booking.status.in_((BookingStatus.BOOKED, BookingStatus.WAITING)))
        .order_by(Booking.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    bookings.cancel(session, session.scalars(mine).all(), by)
