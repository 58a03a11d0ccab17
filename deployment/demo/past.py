"""Moves what two people just did into the past: the only place where the demo changes times.

An interview is held within seconds, and each moment of it is mapped to one of the past: the wait before the slot, the
time until both had started, the interview itself, and the minutes in which feedback was given. Every time in every row
that belongs to the two people and lies within the real span is mapped by the same function, also in the data of events,
so that order and sums stay: History, Progress, Replay and the operator's figures are computed from these rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Table, select, update
from sqlalchemy.orm import Session

from deployment.demo.plan import Meeting
from shared.core import clock
from shared.core.clock import rfc3339
from shared.events import event_log
from shared.models import (
    AuditEntry,
    Base,
    Booking,
    ChatMessage,
    DocumentUpdate,
    Event,
    Feedback,
    Interview,
    Note,
    Participant,
    QuestionReport,
    Report,
    SharedRun,
    Slot,
)

_BOOKED_BEFORE = timedelta(hours=30)
_TO_MATCH = timedelta(seconds=2)
_TO_START = timedelta(seconds=40)
_AFTERWARDS = timedelta(minutes=25)

Knot = tuple[datetime, datetime]


class Mapping:
    """A function from real moments to past ones: straight lines between knots, which are in order."""

    def __init__(self, knots: Sequence[Knot], anchor: Knot, waited_seconds: int) -> None:
        """`anchor` is the moment from which deadlines beyond the last knot are counted."""
        self.waited_seconds = waited_seconds
        self._knots = [knots[0]]
        for real, past in knots[1:]:
            if real > self._knots[-1][0]:
                self._knots.append((real, past))
        self._anchor = anchor

    def __call__(self, moment: datetime) -> datetime:
        """Return the past moment; one before the span stays."""
        if moment < self._knots[0][0]:
            return moment
        if moment > self._knots[-1][0]:
            return self._anchor[1] + (moment - self._anchor[0])
        at = min(bisect_right(self._knots, moment, key=lambda knot: knot[0]), len(self._knots) - 1)
        (real, past), (next_real, next_past) = list(pairwise(self._knots))[at - 1]
        return past + (next_past - past) * ((moment - real) / (next_real - real))

    def of_json(self, value: Any) -> Any:
        """Return JSON with its moments mapped."""
        if isinstance(value, dict):
            mapped = {name: self.of_json(member) for name, member in value.items()}
            return mapped | ({"waited_seconds": self.waited_seconds} if "waited_seconds" in mapped else {})
        if isinstance(value, list):
            return [self.of_json(member) for member in value]
        moment = _moment(value)
        return value if moment is None else rfc3339(self(moment))


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str) or len(value) < 20 or value[10] != "T" or not value.endswith("Z"):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def place_slot(session: Session, slot: Slot, at: datetime, length: timedelta) -> None:
    """Move a slot and the bookings of it to its time in the past."""
    slot.starts_at, slot.ends_at = at, at + length
    times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
    session.execute(update(Booking).where(Booking.slot_id == slot.id).values(times))


def move(session: Session, slot: Slot, meeting: Meeting, real: tuple[datetime, datetime]) -> None:
    """Move what happened in a slot to where `place_slot` has put it. `real` is when the meeting and the slot began."""
    interviews = session.scalars(select(Interview).where(Interview.slot_id == slot.id)).all()
    ids = [one.id for one in interviews]
    people = session.scalars(select(Booking.user_id).where(Booking.slot_id == slot.id)).all()
    mapping = _mapping(session, slot, interviews[0], meeting, real)
    for table, owned in _owned(people, ids, slot.id):
        _map_rows(session, table, owned, mapping)
    session.expire_all()
    for one in session.scalars(select(Participant).where(Participant.interview_id.in_(ids))):
        one.waited_seconds = mapping.waited_seconds
    session.flush()


def _mapping(
    session: Session, slot: Slot, interview: Interview, meeting: Meeting, real: tuple[datetime, datetime]
) -> Mapping:
    began, real_start = real
    at = slot.starts_at or real_start
    entered = session.scalars(
        select(Booking.waiting_since).where(Booking.slot_id == slot.id).order_by(Booking.waiting_since).limit(1)
    ).one()
    now = clock.now(session)
    knots = [
        (began, at - _BOOKED_BEFORE),
        (entered or real_start, at - timedelta(seconds=meeting.waited_seconds)),
        (real_start, at),
    ]
    knots.append((interview.matched_at, at + _TO_MATCH))
    started = interview.started_at or interview.matched_at
    anchor = (started, at + (_TO_START if interview.started_at else _TO_MATCH))
    ended = interview.ended_at or now
    length = timedelta(minutes=meeting.minutes if interview.started_at else 3)
    # Events about the end are written a moment after it.
    moment = timedelta(seconds=1)
    knots += [anchor, (ended, anchor[1] + length), (ended + moment, anchor[1] + length + moment)]
    knots += [(now + 2 * moment, anchor[1] + length + _AFTERWARDS)]
    return Mapping(knots, anchor, meeting.waited_seconds)


def _owned(people: Sequence[int], ids: Sequence[UUID], slot_id: int) -> list[tuple[type[Base], ColumnElement[bool]]]:
    streams = [*map(event_log.user, people), *map(event_log.interview, ids)]
    by_interview = [
        (one, one.interview_id.in_(ids))
        for one in (Participant, ChatMessage, DocumentUpdate, Feedback, Note, SharedRun, QuestionReport, Report)
    ]
    return [
        (Event, Event.stream.in_(streams)),
        (Interview, Interview.id.in_(ids)),
        (Booking, Booking.slot_id == slot_id),
        (AuditEntry, AuditEntry.actor_id.in_(people)),
        *by_interview,
    ]


def _map_rows(session: Session, model: type[Base], owned: ColumnElement[bool], mapping: Mapping) -> None:
    table: Table = model.__table__  # type: ignore[assignment]
    keys = list(table.primary_key.columns)
    times = [column for column in table.columns if isinstance(column.type, DateTime)]
    data = [table.c.data] if model is Event else []
    for row in session.execute(select(*keys, *times, *data).where(owned)).mappings():
        changed: dict[str, Any] = {
            column.name: mapping(row[column.name]) for column in times if row[column.name] is not None
        }
        if data and changed["at"] != row["at"]:
            changed["data"] = mapping.of_json(row["data"])
        if any(changed[name] != row[name] for name in changed):
            is_this = [key == row[key.name] for key in keys]
            session.execute(update(table).where(*is_this).values(changed))
