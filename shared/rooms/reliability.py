"""How reliably people keep their bookings, from facts only: attended, late, cancelled or moved late, missed.

Reliability does not affect the order of matching. A fact loses weight as it ages and stops counting after 90 days.
What two people arranged by invitation says nothing about how they keep bookings with strangers, and doesn't count.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.json_sql import record
from shared.core.prepared import prepared
from shared.events.schemas import Reliability
from shared.models import is_public, was_invited

MEMORY = timedelta(days=90)
LATE_CANCEL = timedelta(hours=2)
"""Canceling or moving a booking less than this before its start is late: the peer is left without a partner."""

_FIRST_BLOCK = timedelta(hours=1)
_LONGEST_BLOCK = timedelta(days=7)
_TOO_MANY = 2
_LATE_WEIGHT = 0.5
"""How much of a missed interview giving up a booked slot late counts: the peer at least hears of it beforehand."""

_MEMORY = f"interval '{MEMORY.days} days'"
_SINCE = f"now() - {_MEMORY}"
_FIGURES = """
    coalesce(sum(weight) FILTER (WHERE status = 'completed'), 0) / nullif(sum(weight), 0) AS fraction,
    count(*) AS count, count(*) FILTER (WHERE late) AS late
"""


def _facts(whose: str) -> str:
    # A booking that is moved late also leaves a peer without a partner, whatever happens to it afterwards.
    return f"""
        SELECT user_id, status, late,
            greatest(0, 1 - date_part('epoch', now() - at) / date_part('epoch', {_MEMORY})) AS weight
        FROM (
            SELECT b.user_id, b.status, b.status = 'completed' AND b.waiting_since > b.starts_at AS late,
                b.starts_at AS at
            FROM bookings b
            WHERE b.user_id {whose} AND b.starts_at > {_SINCE}
                AND (b.status IN ('completed', 'no_show') OR b.cancelled_late) AND NOT {was_invited("b")}
            UNION ALL
            SELECT b.user_id, 'moved', false, b.moved_late_at
            FROM bookings b
            WHERE b.user_id {whose} AND b.starts_at > {_SINCE} AND b.moved_late_at > {_SINCE}
        ) AS happened
    """  # noqa: S608 - ours


_OF_EACH = prepared(
    text(f"SELECT user_id, {_FIGURES} FROM ({_facts('= ANY(:users)')}) AS facts GROUP BY user_id")  # noqa: S608 - ours
)


def sql(user_id: str) -> str:
    """Return SQL for the reliability of one person, as an object."""
    figures = f"SELECT {_FIGURES} FROM ({_facts(f'= {user_id}')}) AS facts"  # noqa: S608 - ours
    return record(f"round(CAST(fraction AS numeric), 2) AS fraction, count, late FROM ({figures}) AS figures")


def of(session: Session, user_ids: Sequence[int]) -> dict[int, Reliability]:
    """Return the reliability of each of these people. Without any facts, the fraction is None."""
    rows = session.execute(_OF_EACH, {"users": list(user_ids)})
    known = {
        row.user_id: Reliability(
            fraction=None if row.fraction is None else round(float(row.fraction), 2), count=row.count, late=row.late
        )
        for row in rows
    }
    unknown = Reliability(fraction=None, count=0, late=0)
    return {user_id: known.get(user_id, unknown) for user_id in user_ids}


_BLOCK = text(
    f"""
    UPDATE users SET practice_blocked_until = greatest(
        practice_blocked_until,
        clock_timestamp() + least(
            CAST(:longest AS interval), CAST(:first AS interval) * power(2, floor(misses.streak) - :too_many)
        )
    )
    FROM (
        SELECT u.id, sum(missed.weight) AS streak
        FROM users u JOIN (
            SELECT b.user_id, b.starts_at AS at, 1 AS weight FROM bookings b
            WHERE b.user_id = ANY(:users) AND b.status = 'no_show' AND NOT {was_invited("b")}
            UNION ALL
            SELECT b.user_id, b.revised_at, :late FROM bookings b JOIN slots s ON s.id = b.slot_id
            WHERE b.user_id = ANY(:users) AND b.cancelled_late AND s.starts_at IS NOT NULL AND {is_public("s")}
            UNION ALL
            SELECT user_id, moved_late_at, :late FROM bookings
            WHERE user_id = ANY(:users) AND moved_late_at IS NOT NULL
        ) AS missed ON missed.user_id = u.id
        WHERE missed.at > now() - :memory AND missed.at > coalesce(u.no_shows_forgiven_at, '-infinity')
            AND NOT EXISTS (
                SELECT FROM bookings kept
                WHERE kept.user_id = u.id AND kept.status = 'completed' AND kept.starts_at > missed.at
                    AND NOT {was_invited("kept")}
            )
        GROUP BY u.id HAVING sum(missed.weight) >= :too_many
    ) AS misses
    WHERE users.id = misses.id
    """  # noqa: S608 - ours
)


def note_misses(session: Session, user_ids: Sequence[int]) -> None:
    """Block people who missed two interviews in a row from practice for an hour; twice as long with each further one.

    Canceling or moving a booked slot late counts as half a missed interview. An interview that took place in between
    begins the count again.
    """
    if not user_ids:
        return
    session.execute(
        _BLOCK,
        {
            "users": sorted(user_ids),
            "memory": MEMORY,
            "first": _FIRST_BLOCK,
            "longest": _LONGEST_BLOCK,
            "too_many": _TOO_MANY,
            "late": _LATE_WEIGHT,
        },
    )


def forgive(session: Session, user_id: int) -> None:
    """Lift a person's block, and stop counting what they missed, gave up late and declined so far."""
    session.execute(
        text(
            "UPDATE users SET practice_blocked_until = NULL, no_shows_forgiven_at = clock_timestamp() WHERE id = :user"
        ),
        {"user": user_id},
    )
