"""The waiting room as a client follows it: a snapshot and the frames behind it are a fresh snapshot.

Ada follows three rooms from before she enters any: the practice room, and two slots of the same type.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given
from hypothesis import settings as searching
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mockmate_ws import protocol
from mockmate_ws.jobs import expiries, no_shows
from mockmate_ws.protocol import WaitingRoomChanged
from mockmate_ws.rooms import snapshots, waiting_room
from shared.core.settings import Settings
from shared.events import event_log, types
from shared.matching import match_state, schedule
from shared.models import AppealOutcome, InterviewType, MeasureKind, ReportReason, Restriction, Slot
from tests.clients.follower import Follower, Frame
from tests.clients.person import Person, register

TYPE = InterviewType.TECHNICAL
PRACTICE, FIRST, SECOND = range(3)
ADA, BEA, CLEO = range(3)
Step = tuple[int, str, int]


class Rooms:
    """Three people, three rooms, and what may happen there."""

    def __init__(self, settings: Settings, people: tuple[Person, Person, Person]) -> None:
        self.settings, self.people = settings, people
        self.slots = people[0].in_database(self._make)

    def _make(self, session: Session) -> tuple[int, int, int]:
        leftover = "UPDATE bookings SET status = 'cancelled' WHERE status IN ('booked', 'waiting', 'matched')"
        session.execute(text(leftover))
        past = "UPDATE slots SET starts_at = starts_at - :by, ends_at = ends_at - :by WHERE starts_at > now() - :by"
        session.execute(text(past), {"by": timedelta(days=1)})
        soon = datetime.now(UTC) + timedelta(minutes=5)
        made = [
            Slot(interview_type=TYPE, starts_at=at, ends_at=at + timedelta(hours=1), capacity=9)
            for at in (soon, soon + timedelta(hours=2))
        ]
        session.add_all(made)
        session.flush()
        return (schedule.practice_room(session, TYPE).id, made[0].id, made[1].id)

    def do(self, step: Step) -> None:
        """Let somebody do something in a room, or time do it; what is refused changes nothing."""
        who, what, room = step
        act: Callable[[Person, int], None] = getattr(self, what)
        act(self.people[who], self.slots[room])

    def _ask(self, person: Person, method: str, path: str, body: object = None) -> None:
        answer = person.call(method, path, json=body)
        assert answer.status_code < 500, answer.text

    def _find(self, person: Person, what: str, slot: int) -> object:
        """Return the id of what somebody has in a slot; 0 when there is nothing."""
        live = "b.user_id = :user AND b.slot_id = :slot AND b.status IN ('booked', 'waiting', 'matched')"
        query = {
            "booking": f"SELECT id FROM bookings b WHERE {live}",
            "interview": f"SELECT interview_id FROM participants p JOIN bookings b ON b.id = p.booking_id WHERE {live}"
            " AND p.live",
        }[what]
        values = {"user": person.id, "slot": slot}
        return person.in_database(lambda session: session.scalar(text(query), values)) or 0

    def book(self, person: Person, slot: int) -> None:
        self._ask(person, "POST", "/slots/book", {"slot_id": slot, "difficulty": "easy"})

    def go(self, person: Person, slot: int) -> None:
        practice = {"interview_type": TYPE.value, "difficulty": "easy"}
        self._ask(person, "POST", "/match/pair", practice if slot == self.slots[PRACTICE] else {"slot_id": slot})

    def leave(self, person: Person, slot: int) -> None:
        self._ask(person, "POST", "/match/leave", {"slot_id": slot})

    def cancel(self, person: Person, slot: int) -> None:
        self._ask(person, "DELETE", f"/slots/bookings/{self._find(person, 'booking', slot)}")

    def move(self, person: Person, slot: int) -> None:
        other = self.slots[SECOND if slot == self.slots[FIRST] else FIRST]
        self._ask(person, "PATCH", f"/slots/bookings/{self._find(person, 'booking', slot)}", {"slot_id": other})

    def change(self, person: Person, slot: int) -> None:
        self._ask(person, "PATCH", f"/slots/bookings/{self._find(person, 'booking', slot)}", {"difficulty": "hard"})

    def start(self, person: Person, slot: int) -> None:
        interview = self._find(person, "interview", slot)
        self._ask(person, "POST", "/interview/start", {"interview_id": str(interview)})

    def swap(self, person: Person, slot: int) -> None:
        self._ask(person, "POST", f"/interview/{self._find(person, 'interview', slot)}/swap-roles", {})

    def hold(self, person: Person, slot: int) -> None:
        self._ask(person, "POST", f"/interview/{self._find(person, 'interview', slot)}/hold", {})

    def extend(self, person: Person, slot: int) -> None:
        self._ask(person, "POST", f"/interview/{self._find(person, 'interview', slot)}/extend", {})

    def end(self, person: Person, slot: int) -> None:
        self._ask(person, "POST", f"/interview/{self._find(person, 'interview', slot)}/end", {})

    def end_and_go(self, person: Person, slot: int) -> None:
        self._ask(person, "POST", f"/interview/{self._find(person, 'interview', slot)}/end", {"requeue": True})

    def decline(self, person: Person, slot: int) -> None:
        self._ask(person, "POST", f"/interview/{self._find(person, 'interview', slot)}/decline", {})

    def find_else(self, person: Person, slot: int) -> None:
        asked = {"reason": "somebody_else"}
        self._ask(person, "POST", f"/interview/{self._find(person, 'interview', slot)}/decline", asked)

    # What time does.

    def lapse(self, person: Person, slot: int) -> None:
        """Be gone for longer than the grace."""
        self._pass(person, "UPDATE bookings SET present_until = now() WHERE user_id = :user AND slot_id = :slot", slot)

    def begin(self, person: Person, slot: int) -> None:
        self._shift(person, slot, timedelta(0))

    def close(self, person: Person, slot: int) -> None:
        self._shift(person, slot, timedelta(minutes=-16))
        person.in_database(lambda session: expiries.close_waiting_rooms(session, self.settings))

    def clear(self, person: Person, slot: int) -> None:
        gone = "UPDATE bookings SET present_until = now() - interval '1 hour' WHERE user_id = :user AND slot_id = :slot"
        self._pass(person, gone, slot)
        person.in_database(lambda session: expiries.clear_practice(session, self.settings))

    def no_show(self, person: Person, slot: int) -> None:
        late = "UPDATE interviews SET start_by = now() - interval '1 second' WHERE status = 'matched'"
        back = "UPDATE interviews SET start_by = matched_at + :grace WHERE status = 'abandoned'"
        person.in_database(lambda session: session.execute(text(late)))
        person.in_database(lambda session: no_shows.give_up_no_shows(session, self.settings))
        grace = timedelta(seconds=self.settings.start_grace_seconds)
        person.in_database(lambda session: session.execute(text(back), {"grace": grace}))

    def _shift(self, person: Person, slot: int, to: timedelta) -> None:
        def shift(session: Session) -> None:
            found = session.get_one(Slot, slot)
            if found.practice:
                return
            moved = "starts_at = now() + :to, ends_at = now() + :to + interval '1 hour'"
            values = {"slot": slot, "to": to}
            session.execute(text(f"UPDATE slots SET {moved} WHERE id = :slot"), values)
            session.execute(text(f"UPDATE bookings SET {moved} WHERE slot_id = :slot"), values)

        with suppress(IntegrityError):  # somebody is in an interview elsewhere by then
            person.in_database(shift)

    def _pass(self, person: Person, statement: str, slot: int) -> None:
        values = {"user": person.id, "slot": slot}
        person.in_database(lambda session: session.execute(text(statement), values))

    def tell_more(self, person: Person, slot: int) -> None:
        """Tell somebody everything that has nothing to do with where they stand."""
        now = datetime.now(UTC)
        told: list[types.Event] = [
            types.SessionRevoked(session_id=uuid4(), reason="logout"),
            types.FeedbackReceived(interview_id=uuid4()),
            types.BookingReminder(booking_id=1, slot_id=slot, interview_type=TYPE, starts_at=now, minutes=10),
            types.SlotAvailable(slot_id=slot, interview_type=TYPE, starts_at=now),
            types.WeekSummarized(week=date(2026, 1, 5), interviews=1, minutes=1, feedback=1, upcoming=1),
            types.AccountWarned(measure_id=1, reason=ReportReason.SPAM, text="x"),
            types.AccountRestricted(measure_id=2, restriction=Restriction.TEXT_ONLY, until=now, text="x"),
            types.ReportAnswered(report_id=1),
            types.InvitationReceived(invitation_id=UUID(int=1)),
            types.InvitationAccepted(invitation_id=UUID(int=1), slot_id=1, starts_at=datetime.now(UTC)),
            types.InvitationDeclined(invitation_id=UUID(int=1)),
            types.InvitationWithdrawn(invitation_id=UUID(int=1)),
            types.AppealAnswered(measure_id=1, measure=MeasureKind.WARNED, outcome=AppealOutcome.LIFT, text="x"),
            types.AgainAgreed(interview_id=uuid4(), what="practice"),
            types.GroupAnswered(group_id=1, name="Club", approved=True),
            types.NotificationsMarkedRead(up_to=1),
        ]
        stream = event_log.user(person.id)
        person.in_database(lambda session: event_log.append_many(session, [(stream, event) for event in told]))

    def follower(self, slot: int) -> Follower:
        ada = self.people[ADA]
        return Follower(
            ada,
            event_log.user(ada.id),
            lambda session, positions: snapshots.waiting_room(session, self.settings, ada.id, slot, positions),
        )

    def board(self, slot: int) -> Frame:
        """Return what Ada's socket would be told of a room now."""
        ada = self.people[ADA]
        data = ada.in_database(
            lambda session: waiting_room.view_of(match_state.room_counts(session, self.settings, slot), slot, ada.id)
        )
        frame: Frame = json.loads(protocol.encode(WaitingRoomChanged(data=data)))
        return frame


ACTIONS = (
    *("book", "go", "leave", "cancel", "move", "change", "hold", "start", "swap", "extend", "end", "end_and_go"),
    *("decline", "find_else", "lapse", "begin", "close", "clear", "no_show", "tell_more"),
)
STEPS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(ACTIONS), st.integers(0, 2)), max_size=14)
MATCHED = [
    *((who, "book", FIRST) for who in (ADA, BEA)),
    *((ADA, what, FIRST) for what in ("go", "lapse", "go", "begin", "go")),
    (BEA, "go", FIRST),
]
EVERYTHING = [
    (ADA, "tell_more", FIRST),
    *MATCHED,
    (ADA, "hold", FIRST),
    (ADA, "start", FIRST),
    (ADA, "no_show", FIRST),  # of Bea; Ada waits again
    (ADA, "close", FIRST),
    *((who, "go", PRACTICE) for who in (ADA, CLEO)),
    (CLEO, "decline", PRACTICE),
    (BEA, "go", PRACTICE),
    *((who, "start", PRACTICE) for who in (BEA, ADA)),
    *((who, what, PRACTICE) for what in ("extend", "swap") for who in (ADA, BEA)),
    (BEA, "end_and_go", PRACTICE),
]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings by which nobody's presence ends by itself, however slow the machine is."""
    return settings.model_copy(update={"presence_seconds": 3600})


@pytest.fixture
def open_rooms(app: Flask, settings: Settings) -> Callable[[], Rooms]:
    """Open the rooms for three new people."""
    numbers = count()

    def new() -> Person:
        return register(app, f"p{next(numbers)}")

    return lambda: Rooms(settings, (new(), new(), new()))


def heard(rooms: Rooms, steps: list[Step]) -> set[str]:
    """Let things happen, look after each, and return the types of frames that Ada heard."""
    followers = {slot: rooms.follower(slot) for slot in rooms.slots}
    for step in steps:
        rooms.do(step)
        for slot, each in followers.items():
            each.hear_events()
            each.hear(rooms.board(slot))
            assert as_told(each.shown) == as_told(each.fresh()), step
    return set().union(*(each.heard for each in followers.values()))


def as_told(frame: Frame) -> Frame:
    """Return what frames bring of a snapshot: all but what docs/protocol.md names."""
    data: Frame = {name: value for name, value in frame["data"].items() if name != "last_wait"}
    if data["interview"] is None:
        return data
    peer = {name: value for name, value in data["interview"]["peer"].items() if name != "reliability"}
    return {**data, "interview": {**data["interview"], "peer": peer}}


@searching(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, matched=st.booleans())
@example(steps=[(ADA, "end", FIRST), (ADA, "clear", PRACTICE)], matched=True)
@example(steps=[(ADA, "find_else", FIRST), (ADA, "start", FIRST)], matched=True)
@example(steps=[(ADA, "book", SECOND), (ADA, "move", SECOND), (ADA, "change", FIRST)], matched=False)
@example(steps=[(ADA, "go", PRACTICE), (ADA, "lapse", PRACTICE), (ADA, "clear", PRACTICE)], matched=False)
def test_a_snapshot_and_its_frames_are_a_fresh_snapshot(
    open_rooms: Callable[[], Rooms], steps: list[Step], matched: bool
):
    heard(open_rooms(), [*(MATCHED if matched else []), *steps])


def test_so_it_is_for_every_event_that_a_person_is_told(open_rooms: Callable[[], Rooms]):
    told = {event.type for event in types.ALL if "user" in event.streams}
    assert heard(open_rooms(), EVERYTHING) == {*told, "waiting_room.changed"}
