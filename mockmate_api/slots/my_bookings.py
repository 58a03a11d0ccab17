"""My bookings as PostgreSQL writes them."""

from __future__ import annotations

from datetime import timedelta

from mockmate_api.http.pagination import decode_cursor, read_id, read_moment
from mockmate_api.http.reading import Reading
from mockmate_api.slots.schemas import BookingQuery
from shared.core.json_sql import moment, record
from shared.core.settings import Settings
from shared.models import is_active, is_private, is_public
from shared.rooms import reliability

_ACTIVE = is_active("b")
# By the time, too: there is no index of all bookings by slot.
_PEER = f"""u.id, u.username, u.full_name FROM bookings o JOIN users u ON u.id = o.user_id
    WHERE {is_private("s")} AND o.slot_id = s.id AND o.starts_at = s.starts_at AND o.user_id <> b.user_id LIMIT 1"""


def _sql(which: str, direction: str, after: str) -> str:
    return f"""
        SELECT b.id, b.slot_id, s.interview_type, s.starts_at IS NULL AS practice,
            {record("g.id, g.name FROM groups g WHERE g.id = s.group_id")} AS "group",
            {moment("b.starts_at")} AS starts_at, {moment("b.ends_at")} AS ends_at,
            {moment("s.starts_at - CAST(:opens AS interval)")} AS room_opens_at,
            {moment("s.starts_at + CAST(:closes AS interval)")} AS room_closes_at,
            b.status, b.cancelled_by, b.difficulty, b.language, b.max_level_gap, b.topics, b.note,
            CASE WHEN s.starts_at IS NOT NULL AND {is_public("s")}
                THEN {moment("b.starts_at - CAST(:late AS interval)")}
            END AS free_until,
            b.cancelled_late OR b.moved_late_at IS NOT NULL AS late, {is_private("s")} AS invited,
            {record(_PEER)} AS peer,
            (SELECT p.interview_id FROM participants p WHERE p.booking_id = b.id AND p.live) AS interview_id,
            {moment("b.created_at")} AS created_at
        FROM bookings b JOIN slots s ON s.id = b.slot_id
        WHERE b.user_id = :user_id AND {which} AND {after}
        ORDER BY b.starts_at {direction}, b.id {direction} LIMIT :limit + 1
    """  # noqa: S608 - ours


def read(settings: Settings, query: BookingQuery) -> Reading:
    """Return my bookings: active ones soonest first, otherwise latest first."""
    which = {None: "true", True: _ACTIVE, False: f"NOT ({_ACTIVE})"}[query.live]
    direction, is_behind = ("ASC", ">") if query.live else ("DESC", "<")
    parameters = {
        "opens": timedelta(minutes=settings.room_opens_minutes),
        "closes": timedelta(minutes=settings.room_closes_minutes),
        "late": reliability.LATE_CANCEL,
    }
    after = "true"
    if query.cursor is not None:
        after = f"(b.starts_at, b.id) {is_behind} (:after, :after_id)"
        parameters["after"], parameters["after_id"] = decode_cursor(query.cursor, read_moment, read_id)
    place = "json_build_array(item.starts_at, item.id)::text"
    return Reading(_sql(which, direction, after), parameters, query.limit, place)
