"""One matching pass over one room: the transaction around the pairing rule. Both services run this code.

Somebody who can't be paired with anyone, because of a row that can't be read or written, holds up no one else in the
room: they are parked as `slot/person`. Two people who can't be paired with each other, whoever of them is the cause,
are parked as `slot/person/person`; each may still be paired with others. The job `recheck_parked` releases them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, column, select, text
from sqlalchemy.orm import Session

from shared.core import parking
from shared.core.errors import NotFound
from shared.core.parking import PROMPT, Failure
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.schemas import InterviewView
from shared.events.types import MatchFound
from shared.matching import bookings, candidates, rule, schedule, waiting_room
from shared.models import Slot
from shared.rooms import interview_view

ROOM_JOB = "pair_rooms"


class PassResult(NamedTuple):
    """The outcome of a pass: the interview each matched person sees, and how many people still wait.

    `is_private`: of a slot that two people arranged, which says nothing about how the matcher does.
    """

    matched: Mapping[int, InterviewView]
    waiting: int
    is_private: bool = False

    @property
    def waits_and_gaps(self) -> list[tuple[int, int, str]]:
        """For each person who was matched with a stranger: seconds waited, level gap to the peer, and difficulty."""
        if self.is_private:
            return []
        return [(one.why.waited_seconds, one.level_gap, one.my_difficulty.value) for one in self.matched.values()]

    @property
    def pairs(self) -> int:
        """How many interviews the pass created."""
        return len(self.matched) // 2


def rooms_to_pair(session: Session, settings: Settings) -> list[int]:
    """Return the slots in pairing time with at least two people present: a pass could pair them now."""
    rows = session.execute(
        text(
            f"""
            SELECT b.slot_id
            FROM bookings b JOIN slots s ON s.id = b.slot_id
            WHERE b.status = 'waiting' AND b.present_until > now()
                AND (s.starts_at IS NULL OR s.starts_at BETWEEN now() - :closes AND now())
                AND {parking.is_free(ROOM_JOB, "CAST(b.slot_id AS text)")}
            GROUP BY b.slot_id HAVING count(*) > 1
            ORDER BY b.slot_id
            """  # noqa: S608 - ours
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
    found = session.execute(_MY_TURN, {"slot": slot_id}).one_or_none()
    if found is None:
        raise NotFound
    on_turn()
    return _pass(session, settings, *found)


def pair_slot_unless_busy(session: Session, settings: Settings, slot_id: int) -> PassResult | None:
    """Run a pass like `pair_slot`, or return None if another pass holds the lock."""
    slot = session.get(Slot, slot_id)
    if slot is None:
        raise NotFound
    now: datetime | None = session.execute(_IF_MY_TURN, {"slot": slot_id}).scalar_one()
    return None if now is None else _pass(session, settings, slot, now)


def _pass(session: Session, settings: Settings, slot: Slot, now: datetime) -> PassResult:
    waiting = candidates.waiting(session, settings, slot, now)
    if len(waiting) < 2 or not waiting_room.pairs_now(settings, slot, now):
        return PassResult({}, len(waiting))
    tickets, failures = candidates.tickets(session, settings, slot, waiting, now)
    matched: dict[int, InterviewView] = {}
    failed: Counter[int] = Counter()

    def store(pairs: Sequence[rule.Pair]) -> int:
        matched.update(_store(session, settings, slot, pairs, now))
        return len(pairs)

    while pairs := rule.pair(tickets, now):
        _, refused = parking.attempt(session, pairs, store)
        if not refused:
            break
        failures += refused
        failed.update(ticket.user_id for failure in refused for ticket in failure.key)
        tickets = _others(tickets, matched, failed, [failure.key for failure in refused])
    _park(session, slot, failures, failed)
    return PassResult(matched, len(waiting) - len(matched), slot.is_private)


def _others(
    tickets: Sequence[rule.Ticket],
    matched: Mapping[int, InterviewView],
    failed: Mapping[int, int],
    refused: Iterable[rule.Pair],
) -> list[rule.Ticket]:
    """Return the tickets of those who may still be paired, but not again with whom it failed.

    Those for whom it failed with two different people are left out. So this comes to an end.
    """
    peers = candidates.both_ways((pair.first.user_id, pair.second.user_id) for pair in refused)
    return [
        ticket._replace(blocked=ticket.blocked | peers.get(ticket.user_id, frozenset()))
        for ticket in tickets
        if ticket.user_id not in matched and failed[ticket.user_id] < 2
    ]


def _park(session: Session, slot: Slot, failures: Sequence[Failure], failed: Mapping[int, int]) -> None:
    by_item: dict[str, Exception] = {}
    for key, error in failures:
        people = sorted(ticket.user_id for ticket in key) if isinstance(key, rule.Pair) else [key]
        causes = [user_id for user_id in people if failed[user_id] > 1] or ["/".join(map(str, people))]
        by_item |= {f"{slot.id}/{cause}": error for cause in causes}
    parking.park(session, candidates.PEOPLE_JOB, [Failure(item, error) for item, error in by_item.items()], PROMPT)


_SLOT = ", ".join(f"slots.{each.name}" for each in Slot.__table__.columns)
_NOW: ColumnElement[datetime] = column("now")
# The outer SELECT reads the time once the lock is held.
_MY_TURN = prepared(
    select(Slot, _NOW).from_statement(
        text(
            f"""
            SELECT {_SLOT}, clock_timestamp() AS now
            FROM (SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', :slot)) OFFSET 0) AS turn
            JOIN slots ON slots.id = :slot
            """  # noqa: S608 - ours
        ).columns(*Slot.__table__.columns, _NOW)
    )
)
_IF_MY_TURN = prepared(
    text(
        "SELECT CASE WHEN pg_try_advisory_xact_lock(hashtextextended('waiting_room', :slot)) THEN clock_timestamp() END"
    )
)
# A scalar subquery, not EXISTS: PostgreSQL then uses the index for each pair and never reads all participants.
_INSERT = prepared(
    text(
        """
        WITH made AS (
            INSERT INTO interviews (id, slot_id, interview_type, level_gap, met_before, matched_at, start_by, topics)
            SELECT p.id, :slot, :type, p.gap, (
                    SELECT true FROM participants a JOIN participants b USING (interview_id)
                    WHERE a.user_id = p.one AND b.user_id = p.two
                        AND a.started_at IS NOT NULL AND b.started_at IS NOT NULL
                    LIMIT 1
                ) IS NOT NULL, :now, :start_by, string_to_array(p.topics, ' ')
            FROM unnest(
                CAST(:ids AS uuid[]), CAST(:gaps AS smallint[]), CAST(:ones AS bigint[]), CAST(:twos AS bigint[]),
                CAST(:topics AS text[])
            ) AS p(id, gap, one, two, topics)
        )
        INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds)
        SELECT * FROM unnest(
            CAST(:seated AS uuid[]), CAST(:seats AS smallint[]), CAST(:users AS bigint[]),
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
        _INSERT,
        {
            "slot": slot.id,
            "type": slot.interview_type.value,
            "now": now,
            "start_by": now + timedelta(seconds=settings.start_grace_seconds),
            "ids": ids,
            "gaps": [pair.level_gap for pair in pairs],
            "ones": [pair.first.user_id for pair in pairs],
            "twos": [pair.second.user_id for pair in pairs],
            # A slug has no spaces; an array in an array would have to be as long as the others.
            "topics": [" ".join(pair.topics) for pair in pairs],
            "seated": [interview_id for interview_id, _, _ in seated],
            "seats": [seat for _, seat, _ in seated],
            "users": [ticket.user_id for _, _, ticket in seated],
            "bookings": booking_ids,
            "difficulties": [candidates.LEVEL_NAMES[ticket.level] for _, _, ticket in seated],
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
