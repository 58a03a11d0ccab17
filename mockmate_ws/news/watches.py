"""Telling who watches a full slot that a seat is free, whichever way it became so."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared import streams
from shared.events import SlotAvailable
from shared.settings import Settings

_TAKEN = "(SELECT count(*) FROM bookings t WHERE t.slot_id = s.id AND t.status IN ('booked', 'waiting', 'matched'))"

_TELL = text(
    "UPDATE slot_watches SET told = true FROM ("  # noqa: S608 - ours
    "SELECT w.slot_id, w.user_id, s.interview_type, s.starts_at FROM slot_watches w JOIN slots s ON s.id = w.slot_id"
    f" WHERE NOT w.told AND s.starts_at > now() AND s.capacity > {_TAKEN}"
    " AND NOT EXISTS (SELECT FROM bookings mine WHERE mine.slot_id = s.id AND mine.user_id = w.user_id"
    " AND mine.status IN ('booked', 'waiting', 'matched'))"
    " ORDER BY w.slot_id, w.user_id LIMIT 200 FOR UPDATE OF w SKIP LOCKED) AS free"
    " WHERE slot_watches.slot_id = free.slot_id AND slot_watches.user_id = free.user_id"
    " RETURNING free.slot_id, free.user_id, free.interview_type, free.starts_at"
)

# Somebody was faster: who still watches is told the next time.
_FULL_AGAIN = text(
    "UPDATE slot_watches SET told = false FROM slots s"  # noqa: S608 - ours
    f" WHERE told AND s.id = slot_id AND s.starts_at > now() AND s.capacity <= {_TAKEN}"
)


def tell(session: Session, settings: Settings) -> int:
    """Tell everybody who watches a slot with a free seat, once each time that it is free. Returns how many."""
    session.execute(_FULL_AGAIN)
    rows = session.execute(_TELL).all()
    if rows:
        streams.append_many(
            session,
            [
                (
                    streams.user(row.user_id),
                    SlotAvailable(slot_id=row.slot_id, interview_type=row.interview_type, starts_at=row.starts_at),
                )
                for row in rows
            ],
        )
    return len(rows)
