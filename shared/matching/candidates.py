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
    SELECT b.id, b.user_id, b.difficulty, b.language, b.max_level_gap, b.topics,
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
# What those who were asked whether they would meet again have answered: by booking, not by person. Without a join to
# the bookings, which are read already: for an empty table that was never analyzed, it may read all of them.
_ANSWERED = """
    SELECT booking_id AS one, peer_booking_id AS other, answered_at AS at, again FROM reunion_answers
    WHERE booking_id = ANY(:bookings) AND peer_booking_id = ANY(:bookings)
"""
_ANSWERS = prepared(text(_ANSWERED))
# The groups within which people wish to be matched first. With a scalar subquery instead of a join, PostgreSQL looks up
# each of the few groups and never reads all of them.
_PREFERRED = """
    SELECT m.user_id, m.group_id FROM group_members m
    WHERE m.prefers_group AND m.user_id = ANY(:wishing)
        AND (SELECT g.approved_at IS NOT NULL AND g.archived_at IS NULL FROM groups g WHERE g.id = m.group_id)
"""
# Whom a person blocks, or declined lately, and pairs that fail; with a time, who met lately; with `again`, answers; and
# with `is_group`, a group instead of the other person.
_BETWEEN = prepared(
    text(
        f"""
        SELECT blocker_id AS one, blocked_id AS other, CAST(NULL AS timestamptz) AS at, CAST(NULL AS boolean) AS again,
            false AS is_group
        FROM blocks
        WHERE blocker_id = ANY(:users) AND blocked_id = ANY(:users)
        UNION ALL
        SELECT a.user_id, b.user_id, NULL, NULL, false
        FROM participants a JOIN participants b ON b.interview_id = a.interview_id AND b.seat = 3 - a.seat
        WHERE a.user_id = ANY(:users) AND a.declined_at > :declined_since AND b.user_id = ANY(:users)
        UNION ALL
        SELECT CAST(split_part(item, '/', 2) AS bigint), CAST(split_part(item, '/', 3) AS bigint), NULL, NULL, false
        FROM parked_items WHERE job = :job AND item LIKE :pairs AND retry_at > now()
        UNION ALL
        SELECT one, other, at, again, false FROM ({_ANSWERED}) AS answered
        UNION ALL
        SELECT one, other, at, NULL, false FROM ({_MET}) AS met
        UNION ALL
        SELECT user_id, group_id, NULL, NULL, true FROM ({_PREFERRED}) AS preferred
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


def answers(session: Session, bookings: Sequence[Row[Any]]) -> dict[tuple[int, int], bool]:
    """Return, for those who have said so in this wait, whether the first person would meet the second one again."""
    return _answers(bookings, session.execute(_ANSWERS, {"bookings": [row.id for row in bookings]}))


def _answers(bookings: Sequence[Row[Any]], rows: Iterable[Row[Any]]) -> dict[tuple[int, int], bool]:
    waits = {row.id: row for row in bookings}
    found = {}
    for row in rows:
        mine, theirs = waits[row.one], waits[row.other]
        # A later wait of either asks again.
        if row.at.timestamp() > max(mine.waiting_since, theirs.waiting_since):
            found[mine.user_id, theirs.user_id] = row.again
    return found


def tickets(
    session: Session, settings: Settings, slot: Slot, bookings: Sequence[Row[Any]], now: datetime
) -> tuple[list[rule.Ticket], list[Failure]]:
    """Return the tickets of waiting bookings, and the people of whom none can be made."""
    users = [row.user_id for row in bookings]
    # Two people who arranged to meet do so, however lately they met or declined.
    met_since, declined_since = (now, now) if slot.is_private else (now - RECENTLY, now - APART)
    given = {"users": users, "since": met_since, "declined_since": declined_since, "job": PEOPLE_JOB}
    given["bookings"] = [row.id for row in bookings]
    # In a group's own slots there is nobody else, and who arranged to meet has chosen already.
    given["wishing"] = users if slot.group_id is None and not slot.is_private else []
    found = session.execute(_BETWEEN, {**given, "pairs": f"{slot.id}/%/%"}).all()
    groups = one_way((row.one, row.other) for row in found if row.is_group)
    apart = [row for row in found if not row.is_group]
    said = _answers(bookings, (row for row in apart if row.again is not None))
    again = one_way(pair for pair, would in said.items() if would)
    refused = [pair for pair, would in said.items() if not would]
    blocked = both_ways([*refused, *((row.one, row.other) for row in apart if row.at is None)])
    recent = both_ways((row.one, row.other) for row in apart if row.at is not None and row.again is None)
    none: frozenset[int] = frozenset()
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
                blocked=blocked.get(row.user_id, none),
                recent=recent.get(row.user_id, none),
                circle=ages.circle(settings, row.birth_year, now),
                topics=frozenset(row.topics),
                groups=groups.get(row.user_id, none),
                again=again.get(row.user_id, none),
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
    """Return, for each first one, the second ones of their pairs."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}


_LEVELS = {difficulty.value: difficulty.level for difficulty in Difficulty}
LEVEL_NAMES = {difficulty.level: difficulty.value for difficulty in Difficulty}
