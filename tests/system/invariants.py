"""What holds at every moment, whatever was killed, stopped or torn away: `check` reads it from the database alone.

Each invariant is one statement that selects what breaks it. One statement sees one moment, so the fire need not be
out when they are checked. Of a booking's wishes only the latest are stored: nobody may change language or
`max_level_gap` after having been matched with that booking, or `check` takes the new for the old. And nothing may
have been pruned yet: the news of a person is kept for 90 days.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

_LIVE = "('booked', 'waiting', 'matched')"
_LEVEL = "array_position(ARRAY['easy', 'medium', 'hard'], CAST({} AS text))"

INVARIANTS = {
    "a booking is in one live interview at most": (
        "SELECT booking_id FROM participants WHERE live GROUP BY booking_id HAVING count(*) > 1"
    ),
    "a live participant's booking is matched": (
        "SELECT p.interview_id, p.booking_id, b.status FROM participants p JOIN bookings b ON b.id = p.booking_id"
        " WHERE p.live AND b.status <> 'matched'"
    ),
    "a matched booking has exactly one live participant": (
        "SELECT b.id FROM bookings b WHERE b.status = 'matched'"
        " AND (SELECT count(*) FROM participants p WHERE p.booking_id = b.id AND p.live) <> 1"
    ),
    "no cancelled booking is in a match": (
        "SELECT i.id, b.id FROM interviews i JOIN participants p ON p.interview_id = i.id"
        " JOIN bookings b ON b.id = p.booking_id WHERE b.status = 'cancelled' AND i.status IN ('matched', 'live')"
    ),
    "nobody has two live bookings at one time": (
        "SELECT a.user_id, a.id, b.id FROM bookings a JOIN bookings b ON b.user_id = a.user_id AND b.id > a.id"
        f" WHERE a.status IN {_LIVE} AND b.status IN {_LIVE} AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
    ),
    "an interview has two people on seats 1 and 2": (
        "SELECT i.id FROM interviews i LEFT JOIN participants p ON p.interview_id = i.id GROUP BY i.id"
        " HAVING array_agg(p.seat ORDER BY p.seat) <> '{1,2}' OR count(DISTINCT p.user_id) <> 2"
    ),
    "participants are live exactly as long as their interview is": (
        "SELECT i.id, i.status, p.seat FROM interviews i JOIN participants p ON p.interview_id = i.id"
        " WHERE p.live <> (i.status IN ('matched', 'live'))"
    ),
    "a match is of people who booked that very slot": (
        "SELECT i.id, p.booking_id FROM interviews i JOIN participants p ON p.interview_id = i.id"
        " JOIN bookings b ON b.id = p.booking_id JOIN slots s ON s.id = i.slot_id"
        " WHERE p.live AND b.slot_id <> i.slot_id OR i.interview_type <> s.interview_type"
    ),
    "a match is of the difficulties that were wanted": (
        "SELECT p.interview_id, p.booking_id FROM participants p JOIN bookings b ON b.id = p.booking_id"
        " WHERE p.live AND p.difficulty <> b.difficulty"
    ),
    "the level gap is that of the two and within what both allow": (
        "SELECT i.id, i.level_gap FROM interviews i JOIN participants p ON p.interview_id = i.id"
        " JOIN bookings b ON b.id = p.booking_id JOIN participants o ON o.interview_id = i.id AND o.seat <> p.seat"
        " WHERE i.level_gap > b.max_level_gap"
        f" OR i.level_gap <> abs({_LEVEL.format('p.difficulty')} - {_LEVEL.format('o.difficulty')})"
    ),
    "two who meet speak one language": (
        "SELECT p.interview_id FROM participants p JOIN bookings b ON b.id = p.booking_id"
        " GROUP BY p.interview_id HAVING count(DISTINCT b.language) > 1"
    ),
    "nobody meets somebody they had blocked": (
        "SELECT i.id FROM interviews i JOIN participants p ON p.interview_id = i.id"
        " JOIN participants o ON o.interview_id = i.id JOIN blocks b ON b.blocker_id = p.user_id"
        " AND b.blocked_id = o.user_id AND b.created_at < i.matched_at"
    ),
    "everybody matched is told so exactly once": (
        "SELECT p.interview_id, p.user_id FROM participants p WHERE (SELECT count(*) FROM events e"
        " WHERE e.stream = 'user:' || p.user_id AND e.type = 'match.found'"
        " AND e.data #>> '{interview,id}' = CAST(p.interview_id AS text)) <> 1"
    ),
    "nobody is told of a match that isn't theirs": (
        "SELECT e.stream, e.\"offset\" FROM events e WHERE e.type = 'match.found' AND NOT EXISTS ("
        "SELECT FROM participants p WHERE 'user:' || p.user_id = e.stream"
        " AND CAST(p.interview_id AS text) = e.data #>> '{interview,id}')"
    ),
    "everybody is told exactly once that an interview is over": (
        "SELECT i.id, p.user_id FROM interviews i JOIN participants p ON p.interview_id = i.id"
        " WHERE (SELECT count(*) FROM events e WHERE e.stream = 'user:' || p.user_id AND e.type = 'interview.ended'"
        " AND e.data ->> 'interview_id' = CAST(i.id AS text)) <> CAST(i.status IN ('ended', 'abandoned') AS integer)"
    ),
    "nothing is told twice": (
        "SELECT stream, type, coalesce(data ->> 'interview_id', data ->> 'booking_id') FROM events"
        " WHERE type IN ('match.expired', 'match.peer_no_show', 'interview.started', 'interview.ended')"
        " GROUP BY 1, 2, 3 HAVING count(*) > 1"
    ),
    "the offsets of a stream are 1 to its top": (
        "SELECT s.name, s.top FROM streams s LEFT JOIN events e ON e.stream = s.name GROUP BY s.name"
        ' HAVING count(e."offset") <> s.top OR coalesce(max(e."offset"), 0) <> s.top'
        ' OR coalesce(min(e."offset"), 1) <> 1'
    ),
}
"""What holds → what breaks it."""

_SHOWN = 5


class Violation(NamedTuple):
    """An invariant that doesn't hold, and the first rows that show it."""

    invariant: str
    rows: tuple[tuple[object, ...], ...]


def check(session: Session) -> list[Violation]:
    """Return what doesn't hold; an empty list is what everybody hopes for."""
    found = []
    for invariant, offenders in INVARIANTS.items():
        rows = session.execute(text(offenders)).fetchmany(_SHOWN)
        if rows:
            found.append(Violation(invariant, tuple(tuple(row) for row in rows)))
    return found
