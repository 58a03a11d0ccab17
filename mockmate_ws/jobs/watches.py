"""Notifies the users who watch a full slot when a seat becomes free, for whatever reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from shared.core import parking
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import SlotAvailable
from shared.matching import visibility
from shared.models import is_active

_TAKEN = f"(SELECT count(*) FROM bookings t WHERE t.slot_id = s.id AND {is_active('t')})"  # noqa: S608 - ours

_WATCH = "w.slot_id || '/' || w.user_id"

_FREE = text(
    f"""
    SELECT w.slot_id, w.user_id
    FROM slot_watches w JOIN slots s ON s.id = w.slot_id
    WHERE {visibility.is_in_reach("s", "w.user_id")} AND NOT w.told AND s.starts_at > now() AND s.capacity > {_TAKEN}
        AND NOT EXISTS (
            SELECT FROM bookings mine
            WHERE mine.slot_id = s.id AND mine.user_id = w.user_id AND {is_active("mine")}
        )
        AND {parking.is_free("tell_watchers", _WATCH)}
    ORDER BY w.slot_id, w.user_id LIMIT 200 FOR UPDATE OF w SKIP LOCKED
    """  # noqa: S608 - ours
)
_MARK_NOTIFIED = text(
    """
    UPDATE slot_watches w SET told = true
    FROM slots s, unnest(CAST(:slots AS bigint[]), CAST(:users AS bigint[])) AS free(slot_id, user_id)
    WHERE s.id = w.slot_id AND w.slot_id = free.slot_id AND w.user_id = free.user_id
    RETURNING w.slot_id, w.user_id, s.interview_type, s.starts_at
    """
)

# The seat is taken again: those who still watch are notified the next time.
_FULL_AGAIN = text(
    f"""
    UPDATE slot_watches SET told = false
    FROM slots s
    WHERE told AND s.id = slot_id AND s.starts_at > now() AND s.capacity <= {_TAKEN}
    """  # noqa: S608 - ours
)


def notify(session: Session, settings: Settings) -> int:
    """Notify the watchers of slots with a free seat, once each time one becomes free. Returns how many."""
    session.execute(_FULL_AGAIN)
    found = session.execute(_FREE).all()
    return parking.process(session, "tell_watchers", found, partial(_notify, session))


def _notify(session: Session, watches: Sequence[Row[tuple[int, int]]]) -> int:
    given = {"slots": [watch.slot_id for watch in watches], "users": [watch.user_id for watch in watches]}
    rows = session.execute(_MARK_NOTIFIED, given).all()
    if rows:
        event_log.append_many(
            session,
            [
                (
                    event_log.user(row.user_id),
                    SlotAvailable(slot_id=row.slot_id, interview_type=row.interview_type, starts_at=row.starts_at),
                )
                for row in rows
            ],
        )
    return len(rows)
