"""Whether an account may be used now, locking it, and ending its bookings and logins when it may not be used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, bindparam, delete, select
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import BadCredentials, LoginRevoked, Suspended
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.identity import logins
from shared.matching import bookings, interviews, invitation_ends
from shared.models import Booking, BookingStatus, CancelledBy, OneTimeToken, Participant, User

COLUMNS = (
    User.deleted_at.is_not(None).label("gone"),
    logins.IS_SUSPENDED.label("suspended"),
    User.suspended_until,
    User.suspension_reason,
)
"""The status of an account, as columns of its row."""
_ACCOUNT = select(*COLUMNS).where(User.id == bindparam("user_id"))
# The lock allows key share, so that others can still insert rows that refer to the person, such as a match.
_LOCKED = {shared: prepared(_ACCOUNT.with_for_update(read=shared, key_share=not shared)) for shared in (False, True)}


def lock(session: Session, user_id: int, *, shared: bool = False) -> Row[bool, bool, datetime | None, str | None]:
    """Lock an account and return (gone, suspended, suspended_until, suspension_reason) as of then."""
    return session.execute(_LOCKED[shared], {"user_id": user_id}).one()


def lock_user(session: Session, user_id: int) -> None:
    """Make other requests of the same person that add or move a booking wait until this transaction ends.

    The exclusion constraint is correct without it, but simultaneous overlapping inserts would wait for each other:
    PostgreSQL would detect a deadlock after a second, and all but one would be run again in vain. Call it before
    locking slots. Raises LoginRevoked if the account was suspended or deleted since the request arrived.
    """
    account = lock(session, user_id)
    if account.gone or account.suspended:
        raise LoginRevoked


def require(session: Session, user_id: int) -> None:
    """Require an account that is neither deleted nor suspended, and keep it so until the transaction ends.

    Raises Suspended, and BadCredentials for a deleted account. Call it only after the password was verified.
    """
    # A shared lock: other logins may proceed, but a suspension or deletion has to wait, and then ends this login too.
    account = lock(session, user_id, shared=True)
    if account.gone:
        raise BadCredentials
    if account.suspended:
        until = f" until {clock.rfc3339(account.suspended_until)}" if account.suspended_until else ""
        raise Suspended(
            f"Your account is suspended{until}: {account.suspension_reason}",
            reason=account.suspension_reason,
            until=account.suspended_until and clock.rfc3339(account.suspended_until),
        )


def wind_up(session: Session, settings: Settings, user_id: int, reason: str, by: CancelledBy) -> None:
    """Cancel a person's bookings, on behalf of `by`, and end all their logins.

    Their peers see the same events as if the person had done it.

    Call it after the account was marked and the mark was flushed: the row is then locked, and requests that wait for
    the lock will see the mark.
    """
    invitation_ends.withdraw_all(session, user_id)
    _cancel_bookings(session, user_id, by)
    # Query matched interviews only after cancelling bookings, so none can be matched in between.
    matched = select(Participant.interview_id).where(Participant.user_id == user_id, Participant.is_open)
    for interview_id in session.scalars(matched.order_by(Participant.interview_id)).all():
        interviews.end(session, settings, interview_id, user_id, cancelled_by=by)
    # Again, for bookings that an abandoned interview has just put back into a waiting room.
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
