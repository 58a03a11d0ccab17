"""Who keeps their word, from facts only: shown up, late, cancelled or moved late, not shown. It orders nobody.

A fact counts fully when it is new, less and less as it ages, and not at all after 90 days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.prepared import prepared
from shared.events.schemas import Reliability

MEMORY = timedelta(days=90)
LATE_CANCEL = timedelta(hours=2)
"""Giving a seat back, or moving away, later than this before the start leaves the peer without a partner."""

_FIRST_BLOCK = timedelta(hours=1)
_LONGEST_BLOCK = timedelta(days=7)
_FORGIVABLE = 1

_SINCE = "now() - CAST(:memory AS interval)"
_FACTS = prepared(
    text(
        "SELECT user_id,"  # noqa: S608 - ours
        " coalesce(sum(weight) FILTER (WHERE status = 'completed'), 0) / nullif(sum(weight), 0) AS fraction,"
        " count(*) AS count, count(*) FILTER (WHERE late) AS late"
        " FROM (SELECT user_id, status, late, greatest(0, 1 - extract(epoch FROM now() - at)"
        " / extract(epoch FROM CAST(:memory AS interval))) AS weight FROM ("
        "SELECT b.user_id, b.status, b.status = 'completed' AND b.waiting_since > b.starts_at AS late,"
        " b.starts_at AS at"
        f" FROM bookings b WHERE b.user_id = ANY(:users) AND b.starts_at > {_SINCE}"
        " AND (b.status IN ('completed', 'no_show') OR b.cancelled_late)"
        # Who moves a booking late leaves a peer behind too, whatever becomes of the booking.
        " UNION ALL SELECT b.user_id, 'moved', false, b.moved_late_at FROM bookings b"
        f" WHERE b.user_id = ANY(:users) AND b.starts_at > {_SINCE} AND b.moved_late_at > {_SINCE}"
        ") AS happened) AS facts GROUP BY user_id"
    )
)


def of(session: Session, user_ids: Sequence[int]) -> dict[int, Reliability]:
    """Return how reliable each of these people has been; somebody without facts has a fraction of None."""
    rows = session.execute(_FACTS, {"users": list(user_ids), "memory": MEMORY})
    known = {
        row.user_id: Reliability(
            fraction=None if row.fraction is None else round(float(row.fraction), 2), count=row.count, late=row.late
        )
        for row in rows
    }
    nobody_knows = Reliability(fraction=None, count=0, late=0)
    return {user_id: known.get(user_id, nobody_knows) for user_id in user_ids}


_BLOCK = text(
    "UPDATE users SET practice_blocked_until = clock_timestamp()"
    " + least(CAST(:longest AS interval), CAST(:first AS interval) * power(2, misses.streak - :forgivable - 1))"
    " FROM (SELECT u.id, count(b.id) AS streak FROM users u JOIN bookings b ON b.user_id = u.id"
    " WHERE u.id = ANY(:users) AND b.status = 'no_show' AND b.starts_at > now() - :memory"
    " AND b.starts_at > coalesce(u.no_shows_forgiven_at, '-infinity')"
    " AND NOT EXISTS (SELECT FROM bookings kept WHERE kept.user_id = u.id AND kept.status = 'completed'"
    " AND kept.starts_at > b.starts_at)"
    " GROUP BY u.id HAVING count(b.id) > :forgivable) AS misses WHERE users.id = misses.id"
)


def note_no_shows(session: Session, user_ids: Sequence[int]) -> None:
    """Keep people who missed two interviews in a row from practising for an hour, longer with every further one."""
    session.execute(
        _BLOCK,
        {
            "users": sorted(user_ids),
            "memory": MEMORY,
            "first": _FIRST_BLOCK,
            "longest": _LONGEST_BLOCK,
            "forgivable": _FORGIVABLE,
        },
    )


def forgive(session: Session, user_id: int) -> None:
    """Lift a person's block, and let the missed interviews so far not count towards the next one."""
    session.execute(
        text(
            "UPDATE users SET practice_blocked_until = NULL, no_shows_forgiven_at = clock_timestamp() WHERE id = :user"
        ),
        {"user": user_id},
    )
