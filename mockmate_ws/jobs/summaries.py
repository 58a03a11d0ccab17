"""Weekly summaries, for users who want them, on their Monday morning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.core import clock, parking
from shared.core.local_time import zone_of
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import WeekSummarized
from shared.mail import preferences
from shared.models import NotificationSettings, User

_WEEK = timedelta(days=7)
_BATCH = 50
# Time zones are 26 hours apart at most, so after a move east or west Monday comes at most this much sooner or later.
_MOVED = timedelta(days=2)
_MOMENT = timedelta(microseconds=1)

_COUNTS = text(
    """
    SELECT
        (
            SELECT count(*)
            FROM participants p JOIN interviews i ON i.id = p.interview_id
            WHERE p.user_id = :me AND i.status = 'ended' AND i.started_at >= :from AND i.started_at < :to
        ) AS interviews,
        (
            SELECT coalesce(sum(extract(epoch FROM i.ended_at - i.started_at)), 0) / 60
            FROM participants p JOIN interviews i ON i.id = p.interview_id
            WHERE p.user_id = :me AND i.status = 'ended' AND i.started_at >= :from AND i.started_at < :to
        ) AS minutes,
        (
            SELECT count(*)
            FROM feedback
            WHERE subject_id = :me AND created_at >= :from AND created_at < :to
        ) AS feedback,
        (
            SELECT count(*)
            FROM feedback
            WHERE subject_id = :me AND created_at >= :from AND created_at < :to AND as_interviewer IS NOT NULL
        ) AS feedback_as_interviewer,
        (
            SELECT count(*)
            FROM bookings b JOIN slots s ON s.id = b.slot_id
            WHERE b.user_id = :me AND b.status = 'booked' AND s.starts_at IS NOT NULL
                AND b.starts_at >= :now AND b.starts_at < :now + interval '7 days'
        ) AS upcoming
    """
)


def write(session: Session, settings: Settings) -> int:
    """Write the summaries that are due, none for an empty week. Returns how many were due."""
    now = clock.now(session)
    found = session.scalars(
        select(NotificationSettings.user_id)
        .where(
            NotificationSettings.next_summary_at <= now,
            text(parking.is_free("write_summaries", "CAST(notification_settings.user_id AS text)")),
        )
        .order_by(NotificationSettings.next_summary_at)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    return parking.process(session, "write_summaries", found, partial(_write, session, now))


def _write(session: Session, now: datetime, user_ids: Sequence[int]) -> int:
    due = session.execute(
        select(NotificationSettings, User.time_zone)
        .join(User, User.id == NotificationSettings.user_id)
        .where(User.id.in_(user_ids))
        .execution_options(populate_existing=True)
    ).all()
    for row, zone_name in due:
        zone = zone_of(zone_name)
        planned = row.next_summary_at or now
        monday = preferences.next_summary(zone, planned - _MOMENT)
        if now < monday < planned + _MOVED:
            # It was planned for another time zone; in the present one the week is not over yet.
            row.next_summary_at = monday
            continue
        today = now.astimezone(zone).date()
        summary = _summary(session, row.user_id, zone, today - timedelta(days=today.weekday()) - _WEEK, now)
        if summary.interviews or summary.feedback or summary.upcoming:
            event_log.append(session, event_log.user(row.user_id), summary)
        row.next_summary_at = preferences.next_summary(zone, now)
    return len(due)


def _summary(session: Session, user_id: int, zone: ZoneInfo, monday: date, now: datetime) -> WeekSummarized:
    begin, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (monday, monday + _WEEK))
    counted = session.execute(_COUNTS, {"me": user_id, "from": begin, "to": end, "now": now}).one()
    return WeekSummarized(
        week=monday,
        interviews=counted.interviews,
        minutes=round(counted.minutes),
        feedback=counted.feedback,
        feedback_as_interviewer=counted.feedback_as_interviewer,
        upcoming=counted.upcoming,
    )
