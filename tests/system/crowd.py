"""Many people and their rooms, made without accounts' passwords and requests; they enter as the services let them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from shared.core import clock, database
from shared.core.settings import Settings
from shared.matching import pairing, schedule, waiting_room
from shared.models import Booking, Difficulty, InterviewType, Slot, User
from tests.system.invariants import Violation, check

T = TypeVar("T")

LEVELS = tuple(Difficulty)


class Crowd:
    """The people of one system, and a look at its database."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._engine = database.make_engine(settings, "tests")
        self._sessions = sessionmaker(self._engine)
        self._people = 0

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def session(self) -> Session:
        """Open a session, for what shall not be committed."""
        return self._sessions()

    def run(self, work: Callable[[Session], T]) -> T:
        """Run one transaction, as the services do."""
        return database.run(self._sessions, work)

    def execute(self, statement: str, **parameters: object) -> int:
        """Change the database as nobody else may; returns how many rows changed."""

        def change(session: Session) -> int:
            return int(session.connection().execute(text(statement), parameters).rowcount)

        return self.run(change)

    def count(self, statement: str, **parameters: object) -> int:
        """Return the one number that a statement selects."""
        return self.run(lambda session: int(session.execute(text(statement), parameters).scalar_one()))

    def violations(self) -> list[Violation]:
        """Return which invariants don't hold."""
        return self.run(check)

    def practice_room(self) -> int:
        """Return the practice room for technical interviews."""
        return self.run(lambda session: schedule.practice_room(session, InterviewType.TECHNICAL).id)

    def slot(self, begins_in: timedelta = timedelta(0)) -> int:
        """Make a slot that starts this long from now; the clock moves, so no two start at one moment."""

        def insert(session: Session) -> int:
            starts_at = clock.now(session) + begins_in
            slot = Slot(
                interview_type=InterviewType.TECHNICAL,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=1),
                capacity=1000,
            )
            session.add(slot)
            session.flush()
            return slot.id

        return self.run(insert)

    def let_pass(self, slot_id: int, by: timedelta) -> None:
        """Let time pass for a slot and its bookings, at one moment for everybody."""

        def move(session: Session) -> None:
            for table, column in (("slots", "id"), ("bookings", "slot_id")):
                shift = (
                    f"UPDATE {table} SET starts_at = starts_at - :by, ends_at = ends_at - :by WHERE {column} = :slot"
                )
                session.execute(text(shift), {"by": by, "slot": slot_id})

        self.run(move)

    def people(self, number: int) -> list[int]:
        """Make so many people; returns their ids."""
        first, self._people = self._people, self._people + number

        def insert(session: Session) -> list[int]:
            made = [
                User(email=f"crowd{each}@example.com", username=f"crowd{each}", password_hash="x")
                for each in range(first, first + number)
            ]
            session.add_all(made)
            session.flush()
            return [person.id for person in made]

        return self.run(insert)

    def book(self, slot_id: int, people: Sequence[int]) -> None:
        """Book the slot for these people, with the difficulties in turn."""

        def insert(session: Session) -> None:
            slot = session.get_one(Slot, slot_id)
            starts_at = slot.starts_at or clock.now(session)
            for number, user_id in enumerate(people):
                session.add(
                    Booking(
                        user_id=user_id,
                        slot_id=slot_id,
                        difficulty=LEVELS[number % len(LEVELS)],
                        starts_at=starts_at,
                        ends_at=slot.ends_at or starts_at + schedule.duration(self.settings, slot.interview_type),
                    )
                )

        self.run(insert)

    def wait(self, slot_id: int, people: Sequence[int]) -> None:
        """Let these people book the slot and wait in its room."""
        self.book(slot_id, people)

        def enter(session: Session) -> None:
            theirs = select(Booking).where(Booking.slot_id == slot_id, Booking.user_id.in_(people))
            for booking in session.scalars(theirs.order_by(Booking.id)):
                waiting_room.enter(session, self.settings, booking, 600)

        self.run(enter)

    def arrive(self, slot_id: int, number: int) -> list[int]:
        """Let so many new people wait in a room; returns their ids."""
        people = self.people(number)
        self.wait(slot_id, people)
        return people

    def pass_over(self, slot_id: int, patience: int = 10) -> int:
        """Run one pass, returning its pairs; one that had to wait too long for the dead runs again."""
        for _ in range(patience):
            with suppress(OperationalError):
                return self.run(lambda session: pairing.pair_slot(session, self.settings, slot_id)).pairs
        raise AssertionError(f"no pass over slot {slot_id} came to its end")

    def interviews_in(self, slot_id: int) -> int:
        """Return how many interviews were ever made in a slot."""
        return self.count("SELECT count(*) FROM interviews WHERE slot_id = :slot", slot=slot_id)
