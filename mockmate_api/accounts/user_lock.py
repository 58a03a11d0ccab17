"""Serializes the bookings of one person, in `slots` as in `match`."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status
from shared.core.errors import LoginRevoked


def lock_user(session: Session, user_id: int) -> None:
    """Make other requests of the same person that add or move a booking wait until this transaction ends.

    The exclusion constraint is correct without it, but simultaneous overlapping inserts would wait for each other:
    PostgreSQL would detect a deadlock after a second, and all but one would be run again in vain. Call it before
    locking slots. Raises LoginRevoked if the account was suspended or deleted since the request arrived.
    """
    account = account_status.lock(session, user_id)
    if account.gone or account.suspended:
        raise LoginRevoked
