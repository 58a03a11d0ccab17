"""The waiting rooms that a person can enter."""

from __future__ import annotations

from datetime import timedelta

from mockmate_api.http.reading import Reading
from shared.core.json_sql import moment, record
from shared.core.settings import Settings
from shared.matching import visibility
from shared.matching.match_state import estimated_waits_sql
from shared.models import is_active

_SOON = timedelta(hours=24)
_ROOMS_SHOWN = 50

_ACTIVE = is_active("b")
_PRESENT = "b.status = 'waiting' AND b.present_until > now()"
_OPENS, _CLOSES = "s.starts_at - CAST(:opens AS interval)", "s.starts_at + CAST(:closes AS interval)"
_ORDER = "{0}starts_at IS NOT NULL, {0}starts_at, {0}group_id NULLS FIRST, {0}interview_type"
_MINE = f"FROM bookings b WHERE b.slot_id = s.id AND b.user_id = :user_id AND {_ACTIVE}"
_ROOMS = f"""
    SELECT s.id AS slot_id, s.interview_type, s.starts_at IS NULL AS practice,
        {moment("s.starts_at")} AS starts_at, {moment(_OPENS)} AS opens_at, {moment(_CLOSES)} AS closes_at,
        coalesce(now() >= {_OPENS} AND now() < {_CLOSES}, true) AS open,
        CASE WHEN s.starts_at IS NOT NULL THEN floor(extract(epoch FROM s.ends_at - s.starts_at) / 60)::int
            WHEN s.interview_type = 'behavioral' THEN :behavioral_minutes ELSE :technical_minutes
        END AS duration_minutes,
        {record("there.easy, there.medium, there.hard")} AS waiting, there.booked, s.capacity,
        {record(f"b.id AS booking_id, b.status, b.difficulty {_MINE}")} AS mine,
        CASE WHEN s.starts_at IS NULL AND EXISTS (SELECT {_MINE}) THEN (
            SELECT round(estimate.median)::int
            FROM ({estimated_waits_sql("s.interview_type", "s.group_id")}) AS estimate
            WHERE estimate.difficulty = (SELECT b.difficulty {_MINE})
        ) END AS estimated_wait_seconds,
        {record("g.id, g.name FROM groups g WHERE g.id = s.group_id")} AS "group"
    FROM (
        SELECT * FROM slots WHERE {{chosen}} ORDER BY {_ORDER.format("")} LIMIT {_ROOMS_SHOWN}
    ) AS s CROSS JOIN LATERAL (
        SELECT count(*) AS booked,
            count(*) FILTER (WHERE {_PRESENT} AND b.difficulty = 'easy') AS easy,
            count(*) FILTER (WHERE {_PRESENT} AND b.difficulty = 'medium') AS medium,
            count(*) FILTER (WHERE {_PRESENT} AND b.difficulty = 'hard') AS hard
        FROM bookings b WHERE b.slot_id = s.id AND {_ACTIVE}
    ) AS there
    ORDER BY {_ORDER.format("s.")}
"""  # noqa: S608 - ours
_ONE = _ROOMS.format(chosen=f"id = :slot AND {visibility.is_listed('slots', ':user_id')}")
_ALL = _ROOMS.format(
    chosen="(starts_at IS NULL"
    " OR starts_at BETWEEN now() - CAST(:closes AS interval) AND now() + CAST(:soon AS interval))"
    f" AND {visibility.is_listed('slots', ':user_id')}"
)


def read(settings: Settings, slot_id: int | None) -> Reading:
    """Return one room or all that are open: practice rooms, then open rooms, then those of the next 24 hours."""
    parameters = {
        "opens": timedelta(minutes=settings.room_opens_minutes),
        "closes": timedelta(minutes=settings.room_closes_minutes),
        "behavioral_minutes": settings.behavioral_minutes,
        "technical_minutes": settings.technical_minutes,
    }
    if slot_id is None:
        return Reading(_ALL, parameters | {"soon": _SOON}, _ROOMS_SHOWN)
    return Reading(_ONE, parameters | {"slot": slot_id}, _ROOMS_SHOWN, required=True)
