"""Slots to suggest to people whose booking expired without a match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.events.schemas import NextSlot
from shared.matching import visibility
from shared.models import is_active

_NEXT = text(
    f"""
    SELECT gone.id AS booking_id, n.id AS slot_id, n.starts_at
    FROM bookings gone JOIN slots s ON s.id = gone.slot_id, LATERAL (
        SELECT f.id, f.starts_at FROM slots f
        WHERE f.interview_type = s.interview_type AND f.starts_at > now()
            AND {visibility.is_in_reach("f", "gone.user_id")}
            AND f.capacity > (SELECT count(*) FROM bookings t WHERE t.slot_id = f.id AND {is_active("t")})
            AND NOT EXISTS (
                SELECT FROM bookings o WHERE o.user_id = gone.user_id AND {is_active("o")}
                    AND o.starts_at < f.ends_at AND o.ends_at > f.starts_at
            )
        ORDER BY f.starts_at LIMIT 3
    ) AS n
    WHERE gone.id = ANY(:bookings) ORDER BY n.starts_at
    """  # noqa: S608 - ours
)


def fitting(session: Session, booking_ids: Sequence[int]) -> Mapping[int, list[NextSlot]]:
    """Return up to three later slots for each booking: same type, a free seat, no overlap with the owner's bookings."""
    found: dict[int, list[NextSlot]] = defaultdict(list)
    if booking_ids:
        for row in session.execute(_NEXT, {"bookings": list(booking_ids)}):
            found[row.booking_id].append(NextSlot(slot_id=row.slot_id, starts_at=row.starts_at))
    return found
