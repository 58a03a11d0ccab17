"""Reads who waits in a room and may be paired, and makes the tickets of the pairing rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from shared.core import ages, parking
from shared.core.parking import Failure
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.matching import rule, schedule
from shared.matching.declines import APART
from shared.models import Difficulty, Slot, is_active

PEOPLE_JOB = "pair_people"

# The number of seconds can be read whatever it is: a row that makes no sense must not hide the others.
_WAITING = """
    SELECT b.id, b.user_id, b.difficulty, b.language, b.max_level_gap,
        CAST(extract(epoch FROM b.waiting_since) AS float) AS waiting_since, {said} AS birth_year
    FROM bookings b {people}
    WHERE b.slot_id = :slot AND b.status = 'waiting' AND b.present_until > :now {free} {more}
    ORDER BY b.waiting_since, b.id
"""
_LOCK = "FOR UPDATE OF b"
# A practice interview starts now, so the person must be free for its duration. They may have booked a slot since they
# entered.
_FREE = (
    "AND NOT EXISTS (SELECT FROM bookings o WHERE o.user_id = b.user_id AND o.id <> b.id"
    f" AND {is_active('o')} AND o.starts_at < :until AND o.ends_at > :now)"
)
_PERSON = "b.slot_id || '/' || b.user_id"
_NOT_PARKED = f"AND {parking.is_free(PEOPLE_JOB, _PERSON)}"
# Where a year of birth is required, who has not said it can be paired with nobody: neither with minors nor with adults.
_BIRTH_YEARS = {
    False: {"said": "NULL", "people": ""},
    True: {"said": "u.birth_year", "people": "JOIN users u ON u.id = b.user_id AND u.birth_year IS NOT NULL"},
}
_SEEN = {
    (practice, required): _WAITING.format(free=_NOT_PARKED, more=_FREE if practice else "", **said)
    for practice in (False, True)
    for required, said in _BIRTH_YEARS.items()
}
_CANDIDATES = {kind: prepared(text(sql + _LOCK)) for kind, sql in _SEEN.items()}
_UNLOCKED = {kind: prepared(text(sql + "LIMIT :limit")) for kind, sql in _SEEN.items()}


def waiting(session: Session, settings: Settings, slot: Slot, now: datetime) -> Sequence[Row[Any]]:
    """Lock and return the bookings that may be paired, longest waiting first."""
    return session.execute(_CANDIDATES[_kind(settings, slot)], _parameters(settings, slot, now)).all()


def waiting_unlocked(session: Session, settings: Settings, slot: Slot, now: datetime, limit: int) -> Sequence[Row[Any]]:
    """Return up to so many of the bookings that may be paired, longest waiting first."""
    given = {**_parameters(settings, slot, now), "limit": limit}
    return session.execute(_UNLOCKED[_kind(settings, slot)], given).all()


def _kind(settings: Settings, slot: Slot) -> tuple[bool, bool]:
    return slot.practice, settings.require_birth_year


def _parameters(settings: Settings, slot: Slot, now: datetime) -> dict[str, Any]:
    until = now + schedule.duration(settings, slot.interview_type)
    return {"slot": slot.id, "now": now, **({"until": until} if slot.practice else {})}


# Only interviews that both people started, and which were therefore live, count as a meeting.
_MET = """
    SELECT a.user_id AS one, b.user_id AS other, greatest(a.started_at, b.started_at) AS at
    FROM participants a JOIN participants b ON b.interview_id = a.interview_id AND b.seat = 2
    WHERE a.user_id = ANY(:users) AND b.user_id = ANY(:users) AND a.seat = 1
        AND a.started_at > :since AND b.started_at > :since
"""
_MET_LATELY = prepared(text(_MET))
# What those who were asked whether they would meet again have answered in this wait.
_ANSWERED = """
    SELECT mine.user_id AS one, theirs.user_id AS other, answered.again
    FROM reunion_answers answered
        JOIN bookings mine ON mine.id = answered.booking_id
        JOIN bookings theirs ON theirs.id = answered.peer_booking_id
    WHERE answered.booking_id = ANY(:bookings) AND answered.peer_booking_id = ANY(:bookings)
        AND answered.answered_at > greatest(mine.waiting_since, theirs.waiting_since)
"""
_ANSWERS = prepared(text(_ANSWERED))
# Whom a person blocks, or declined lately, or doesn't want again, and pairs that fail; with a time, who met lately;
# with `again`, whom a person wants again.
_APART = prepared(
    text(
        f"""
        SELECT blocker_id AS one, blocked_id AS other, CAST(NULL AS timestamptz) AS at, false AS again FROM blocks
        WHERE blocker_id = ANY(:users) AND blocked_id = ANY(:users)
        UNION ALL
        SELECT a.user_id, b.user_id, NULL, false
        FROM participants a JOIN participants b ON b.interview_id = a.interview_id AND b.seat = 3 - a.seat
        WHERE a.user_id = ANY(:users) AND a.declined_at > :declined_since AND b.user_id = ANY(:users)
        UNION ALL
        SELECT CAST(split_part(item, '/', 2) AS bigint), CAST(split_part(item, '/', 3) AS bigint), NULL, false
        FROM parked_items WHERE job = :job AND item LIKE :pairs AND retry_at > now()
        UNION ALL
        SELECT one, other, NULL, again FROM ({_ANSWERED}) AS said
        UNION ALL
        SELECT one, other, at, false FROM ({_MET}) AS met
        """  # noqa: S608 - ours
    )
)
RECENTLY = timedelta(days=30)


def meetings(session: Session, users: Sequence[int], now: datetime) -> dict[tuple[int, int], datetime]:
    """Return which of these people have met lately, and when they last did: each pair once."""
    found: dict[tuple[int, int], datetime] = {}
    for row in session.execute(_MET_LATELY, {"users": users, "since": now - RECENTLY}):
        pair = min(row.one, row.other), max(row.one, row.other)
        found[pair] = max(found.get(pair, row.at), row.at)
    return found


def answers(session: Session, bookings: Sequence[int]) -> dict[tuple[int, int], bool]:
    """Return whether each person of these bookings would meet the other one again, for those who have said so."""
    return {(row.one, row.other): row.again for row in session.execute(_ANSWERS, {"bookings": bookings})}


def tickets(
    session: Session, settings: Settings, slot: Slot, bookings: Sequence[Row[Any]], now: datetime
) -> tuple[list[rule.Ticket], list[Failure]]:
    """Return the tickets of waiting bookings, and the people of whom none can be made."""
    users = [row.user_id for row in bookings]
    given = {"users": users, "since": now - RECENTLY, "declined_since": now - APART, "job": PEOPLE_JOB}
    given["bookings"] = [row.id for row in bookings]
    apart = session.execute(_APART, {**given, "pairs": f"{slot.id}/%/%"}).all()
    again = one_way((row.one, row.other) for row in apart if row.again)
    blocked = both_ways((row.one, row.other) for row in apart if row.at is None and not row.again)
    recent = both_ways((row.one, row.other) for row in apart if row.at is not None)
    no_one: frozenset[int] = frozenset()
    made, failures = [], []
    for row in bookings:
        try:
            ticket = rule.Ticket(
                booking_id=row.id,
                user_id=row.user_id,
                level=_LEVELS[row.difficulty],
                waiting_since=datetime.fromtimestamp(row.waiting_since, UTC),
                language=row.language,
                max_level_gap=row.max_level_gap,
                blocked=blocked.get(row.user_id, no_one),
                recent=recent.get(row.user_id, no_one),
                circle=ages.circle(settings, row.birth_year, now),
                again=again.get(row.user_id, no_one),
            )
        except Exception as error:  # noqa: BLE001 - it is parked, and its trace logged
            failures.append(Failure(row.user_id, error))
        else:
            made.append(ticket)
    return made, failures


def both_ways(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Return, for each person, the others of their pairs."""
    return one_way(way for one, other in pairs for way in ((one, other), (other, one)))


def one_way(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Return, for each first person, the second ones of their pairs."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}


_LEVELS = {difficulty.value: difficulty.level for difficulty in Difficulty}
LEVEL_NAMES = {difficulty.level: difficulty.value for difficulty in Difficulty}
