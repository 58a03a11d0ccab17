"""How far each person has read the notifications in their stream: one number, the offset of the newest one."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.events import event_log
from shared.events.types import NotificationsMarkedRead

_MARK_READ = text(
    """
    INSERT INTO notification_settings AS n (user_id, read_up_to)
    SELECT :user, least(:up_to, top) FROM streams WHERE name = :stream AND least(:up_to, top) > 0
    ON CONFLICT (user_id) DO UPDATE SET read_up_to = EXCLUDED.read_up_to WHERE n.read_up_to < EXCLUDED.read_up_to
    RETURNING read_up_to
    """
)


def mark_read(session: Session, user_id: int, up_to: int) -> None:
    """Record that a person has read everything up to an offset of their stream, and tell their other devices.

    Later events stay unread, however large `up_to` is, and nothing becomes unread again.
    """
    stream = event_log.user(user_id)
    row = session.execute(_MARK_READ, {"user": user_id, "up_to": up_to, "stream": stream}).one_or_none()
    if row is not None:
        event_log.append(session, stream, NotificationsMarkedRead(up_to=row.read_up_to))
