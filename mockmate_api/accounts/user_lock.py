"""One person's bookings are made one after the other, in `slots` as in `match`."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status
from shared.core.errors import LoginRevoked


def lock_user(session: Session, user_id: int) -> None:
    """Hold back other requests of the same person that make or move a booking, until this transaction ends.

    The constraint against overlaps is right without it, but simultaneous inserts that overlap wait for each other:
    PostgreSQL finds a deadlock after a second, and all but one are run again in vain. Call it before locking slots.
    Raises LoginRevoked when the account has been suspended or deleted since the request came in.
    """
    account = account_status.lock(session, user_id)
    if account.gone or account.suspended:
        raise LoginRevoked
