"""Declining a match: what it costs the person who does, and when they are closed out of practice for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.prepared import prepared
from shared.models import CancelledBy, DeclineReason, Participant, was_invited

APART = timedelta(hours=6)
"""How long two people are not paired again after one of them declined the other."""

FREE_EVERY = timedelta(hours=3)
"""The first decline within this time costs nothing."""

TOO_MANY = 5
"""So many declines within `FREE_EVERY` close practice to the person, as missed interviews do."""

_FIRST_BLOCK = timedelta(hours=1)
_LONGEST_BLOCK = timedelta(days=1)
_MEMORY = timedelta(days=1)


class Declined(NamedTuple):
    """What becomes of the booking of the person because of whom an interview is abandoned."""

    user_id: int
    waits_again: bool = False
    keeps_place: bool = False
    cancelled_by: CancelledBy = CancelledBy.PERSON
    late: bool = False


_COUNT = prepared(
    text(
        f"""
        SELECT count(*) AS remembered,
            count(*) FILTER (WHERE p.declined_at > now() - CAST(:window AS interval)) AS lately
        FROM participants p JOIN users u ON u.id = p.user_id JOIN interviews i ON i.id = p.interview_id
        WHERE p.user_id = :user AND p.declined_at > now() - CAST(:memory AS interval)
            AND p.declined_at > coalesce(u.no_shows_forgiven_at, '-infinity') AND NOT {was_invited("i")}
        """  # noqa: S608 - ours
    )
)
# A longer block that missed interviews have caused stays.
_BLOCK = text(
    """
    UPDATE users SET practice_blocked_until = greatest(
        practice_blocked_until,
        clock_timestamp() + least(CAST(:longest AS interval), CAST(:first AS interval) * power(2, :more))
    )
    WHERE id = :user
    """
)


def record(session: Session, me: Participant, reason: DeclineReason, *, invited: bool) -> Declined:
    """Record that this participant, who is locked, declines, and return what becomes of their booking.

    The first decline in three hours is free. A later one costs the place in line or, if the person does not go on
    waiting, counts as a late cancellation. From the fifth on, practice is closed to them: for an hour, then for twice
    as long with each further decline of that day, and they do not go on waiting. `invited` interviews cost nothing, and
    nobody goes on waiting: there is no one else to meet.
    """
    me.declined_at, me.decline_reason = clock.now(session), reason
    session.flush()
    if invited:
        return Declined(me.user_id)
    counts = session.execute(_COUNT, {"user": me.user_id, "window": FREE_EVERY, "memory": _MEMORY}).one()
    is_too_many = counts.lately >= TOO_MANY
    if is_too_many:
        more = counts.remembered - TOO_MANY
        session.execute(
            _BLOCK, {"user": me.user_id, "first": _FIRST_BLOCK, "longest": _LONGEST_BLOCK, "more": min(more, 10)}
        )
    is_free = counts.lately == 1
    waits_again = reason is DeclineReason.SOMEBODY_ELSE and not is_too_many
    return Declined(me.user_id, waits_again=waits_again, keeps_place=is_free, late=not is_free and not waits_again)
