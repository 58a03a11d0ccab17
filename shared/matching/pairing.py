"""One matching pass over one room: the transaction around the pairing rule. Both services run this code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from shared.core.errors import NotFound
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.schemas import InterviewView
from shared.events.types import MatchFound
from shared.matching import bookings, rule, schedule, waiting_room
from shared.matching.declines import APART
from shared.models import Difficulty, Slot, is_active
from shared.rooms import interview_view


class PassResult(NamedTuple):
    """The outcome of a pass: the interview each matched person sees, and how many people still wait."""

    matched: Mapping[int, InterviewView]
    waiting: int

    @property
    def waits_and_gaps(self) -> list[tuple[int, int]]:
        """For each matched person: the seconds they waited, and the level gap to their peer."""
        return [(one.why.waited_seconds, one.level_gap) for one in self.matched.values()]

    @property
    def pairs(self) -> int:
        """How many interviews the pass created."""
        return len(self.matched) // 2


def rooms_to_pair(session: Session, settings: Settings) -> list[int]:
    """Return the slots in pairing time with at least two people present: a pass could pair them now."""
    rows = session.execute(
        text(
            """
            SELECT b.slot_id
            FROM bookings b JOIN slots s ON s.id = b.slot_id
            WHERE b.status = 'waiting' AND b.present_until > now()
                AND (s.starts_at IS NULL OR s.starts_at BETWEEN now() - :closes AND now())
            GROUP BY b.slot_id HAVING count(*) > 1
            ORDER BY b.slot_id
            """
        ),
        {"closes": timedelta(minutes=settings.room_closes_minutes)},
    )
    return [row.slot_id for row in rows]


def pair_slot(
    session: Session, settings: Settings, slot_id: int, on_turn: Callable[[], None] = lambda: None
) -> PassResult:
    """Run one pass over one room: apply the rule, store the interviews, notify both people of each.

    Passes over one slot run one after the other, under a lock that ends with the transaction. The number of statements
    does not grow with the number of people. `on_turn` is called once the lock is held: the pass sees everyone who has
    entered by then. Raises NotFound for an unknown slot. Outside pairing time it pairs no one.
    """
    slot = _slot(session, slot_id)
    now: datetime = session.execute(_MY_TURN, {"slot": slot_id}).scalar_one()
    on_turn()
    return _pass(session, settings, slot, now)


def pair_slot_unless_busy(session: Session, settings: Settings, slot_id: int) -> PassResult | None:
    """Run a pass like `pair_slot`, or return None if another pass holds the lock."""
    slot = _slot(session, slot_id)
    now: datetime | None = session.execute(_IF_MY_TURN, {"slot": slot_id}).scalar_one()
    return None if now is None else _pass(session, settings, slot, now)


def _slot(session: Session, slot_id: int) -> Slot:
    slot = session.get(Slot, slot_id)
    if slot is None:
        raise NotFound
    return slot


def _pass(session: Session, settings: Settings, slot: Slot, now: datetime) -> PassResult:
    candidates = _candidates(session, settings, slot, now)
    if len(candidates) < 2 or not waiting_room.pairs_now(settings, slot, now):
        return PassResult({}, len(candidates))
    pairs = rule.pair(_tickets(session, candidates, now), now)
    if not pairs:
        return PassResult({}, len(candidates))
    matched = _store(session, settings, slot, pairs, now)
    return PassResult(matched, len(candidates) - len(matched))


# The outer SELECT reads the time once the lock is held.
_MY_TURN = prepared(
    text(
        "SELECT clock_timestamp() FROM (SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', :slot))) AS turn"
    )
)
_IF_MY_TURN = prepared(
    text(
        "SELECT CASE WHEN pg_try_advisory_xact_lock(hashtextextended('waiting_room', :slot)) THEN clock_timestamp() END"
    )
)
_WAITING = """
    SELECT b.id, b.user_id, b.difficulty, b.language, b.max_level_gap, b.waiting_since
    FROM bookings b
    WHERE b.slot_id = :slot AND b.status = 'waiting' AND b.present_until > :now {more}
    ORDER BY b.waiting_since, b.id
    FOR UPDATE OF b
"""
# A practice interview starts now, so the person must be free for its duration. They may have booked a slot since they
# entered.
_FREE = (
    "AND NOT EXISTS (SELECT FROM bookings o WHERE o.user_id = b.user_id AND o.id <> b.id"
    f" AND {is_active('o')} AND o.starts_at < :until AND o.ends_at > :now)"
)
_CANDIDATES = {practice: prepared(text(_WAITING.format(more=_FREE if practice else ""))) for practice in (False, True)}


def _candidates(session: Session, settings: Settings, slot: Slot, now: datetime) -> Sequence[Row[Any]]:
    until = now + schedule.duration(settings, slot.interview_type)
    parameters = {"slot": slot.id, "now": now, **({"until": until} if slot.practice else {})}
    return session.execute(_CANDIDATES[slot.practice], parameters).all()


# Whom a person blocks, or declined lately.
_BLOCKED = prepared(
    text(
        """
        SELECT blocker_id AS one, blocked_id AS other FROM blocks
        WHERE blocker_id = ANY(:users) AND blocked_id = ANY(:users)
        UNION ALL
        SELECT a.user_id, b.user_id
        FROM participants a JOIN participants b ON b.interview_id = a.interview_id AND b.seat = 3 - a.seat
        WHERE a.user_id = ANY(:users) AND a.declined_at > :declined_since AND b.user_id = ANY(:users)
        """
    )
)
# Only interviews that both people started, and which were therefore live, count as a meeting.
_MET_LATELY = prepared(
    text(
        """
        SELECT a.user_id AS one, b.user_id AS other
        FROM participants a JOIN participants b ON b.interview_id = a.interview_id AND b.seat = 2
        WHERE a.user_id = ANY(:users) AND b.user_id = ANY(:users) AND a.seat = 1
            AND a.started_at > :since AND b.started_at > :since
        """
    )
)
RECENTLY = timedelta(days=30)


def _tickets(session: Session, candidates: Sequence[Row[Any]], now: datetime) -> list[rule.Ticket]:
    users = [row.user_id for row in candidates]
    blocked = _both_ways(session.execute(_BLOCKED, {"users": users, "declined_since": now - APART}).all())
    recent = _both_ways(session.execute(_MET_LATELY, {"users": users, "since": now - RECENTLY}).all())
    no_one: frozenset[int] = frozenset()
    return [
        rule.Ticket(
            booking_id=row.id,
            user_id=row.user_id,
            level=_LEVELS[row.difficulty],
            waiting_since=row.waiting_since,
            language=row.language,
            max_level_gap=row.max_level_gap,
            blocked=blocked.get(row.user_id, no_one),
            recent=recent.get(row.user_id, no_one),
        )
        for row in candidates
    ]


def _both_ways(rows: Sequence[Row[Any]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        found[row.one].add(row.other)
        found[row.other].add(row.one)
    return {one: frozenset(others) for one, others in found.items()}


_LEVELS = {difficulty.value: difficulty.level for difficulty in Difficulty}
_LEVEL_NAMES = {difficulty.level: difficulty.value for difficulty in Difficulty}

# A scalar subquery, not EXISTS: PostgreSQL then uses the index for each pair and never reads all participants.
_INSERT_INTERVIEWS = prepared(
    text(
        """
        INSERT INTO interviews (id, slot_id, interview_type, level_gap, met_before, matched_at, start_by)
        SELECT p.id, :slot, :type, p.gap, (
                SELECT true FROM participants a JOIN participants b USING (interview_id)
                WHERE a.user_id = p.one AND b.user_id = p.two
                    AND a.started_at IS NOT NULL AND b.started_at IS NOT NULL
                LIMIT 1
            ) IS NOT NULL, :now, :start_by
        FROM unnest(
            CAST(:ids AS uuid[]), CAST(:gaps AS smallint[]), CAST(:ones AS bigint[]), CAST(:twos AS bigint[])
        ) AS p(id, gap, one, two)
        """
    )
)
_INSERT_PARTICIPANTS = prepared(
    text(
        """
        INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds)
        SELECT * FROM unnest(
            CAST(:ids AS uuid[]), CAST(:seats AS smallint[]), CAST(:users AS bigint[]),
            CAST(:bookings AS bigint[]), CAST(:difficulties AS text[]), CAST(:waited AS bigint[])
        )
        """
    )
)


def _store(
    session: Session, settings: Settings, slot: Slot, pairs: Sequence[rule.Pair], now: datetime
) -> dict[int, InterviewView]:
    """Write the interviews and notify both people of each. Returns the view sent to each person."""
    ids = [uuid4() for _ in pairs]
    seated = [
        (interview_id, seat, ticket)
        for interview_id, pair in zip(ids, pairs, strict=True)
        for seat, ticket in ((1, pair.first), (2, pair.second))
    ]
    booking_ids = [ticket.booking_id for _, _, ticket in seated]
    bookings.match(session, slot, booking_ids, now, now + schedule.duration(settings, slot.interview_type))
    session.execute(
        _INSERT_INTERVIEWS,
        {
            "slot": slot.id,
            "type": slot.interview_type.value,
            "now": now,
            "start_by": now + timedelta(seconds=settings.start_grace_seconds),
            "ids": ids,
            "gaps": [pair.level_gap for pair in pairs],
            "ones": [pair.first.user_id for pair in pairs],
            "twos": [pair.second.user_id for pair in pairs],
        },
    )
    session.execute(
        _INSERT_PARTICIPANTS,
        {
            "ids": [interview_id for interview_id, _, _ in seated],
            "seats": [seat for _, seat, _ in seated],
            "users": [ticket.user_id for _, _, ticket in seated],
            "bookings": booking_ids,
            "difficulties": [_LEVEL_NAMES[ticket.level] for _, _, ticket in seated],
            "waited": [max(0, int((now - ticket.waiting_since).total_seconds())) for _, _, ticket in seated],
        },
    )
    rows = interview_view.load(session, ids)
    views = {
        ticket.user_id: interview_view.view_for(rows[interview_id], ticket.user_id)
        for interview_id, _, ticket in seated
    }
    found = [(event_log.user(user_id), MatchFound(interview=interview)) for user_id, interview in views.items()]
    event_log.append_many(session, found)
    return views
