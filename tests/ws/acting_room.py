"""Two people in an interview, and what may happen there, straight at the functions behind the sockets."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import interview_ends, no_shows, timers
from mockmate_ws.presence import participants
from mockmate_ws.presence.participants import ParticipantKey
from mockmate_ws.protocol import RunData
from mockmate_ws.rooms import chat, runs, snapshot_log, snapshots
from shared.core.errors import Problem
from shared.core.settings import Settings
from shared.events import event_log
from shared.matching import extensions, interviews, pairing, schedule, waiting_room
from shared.models import Booking, BookingStatus, Difficulty, InterviewType
from shared.rooms import cameras, documents
from tests.clients.follower import Follower
from tests.clients.person import Person

RUN = RunData(language="python", stdout="42\n", stderr="", status="ok", ms=3, passed=1, total=2)


class Room:
    """Two people in an interview of their own, and what may happen there."""

    def __init__(self, settings: Settings, people: tuple[Person, Person]) -> None:
        self.settings, self.people = settings, people
        self.id: UUID = people[0].in_database(self._meet)

    def _meet(self, session: Session) -> UUID:
        leftover = "UPDATE bookings SET status = 'cancelled' WHERE status IN ('booked', 'waiting', 'matched')"
        session.execute(text(leftover))
        slot = schedule.practice_room(session, InterviewType.TECHNICAL)
        for person in self.people:
            booking = Booking(
                user_id=person.id,
                slot=slot,
                difficulty=Difficulty.EASY,
                language="en",
                max_level_gap=2,
                status=BookingStatus.BOOKED,
            )
            waiting_room.enter(session, self.settings, booking, 60)
        return pairing.pair_slot(session, self.settings, slot.id).matched[self.people[0].id].id

    def ask_the_longest(self) -> None:
        """Ask both the longest question of the bank."""
        longest = (
            "UPDATE participants SET question_id = (SELECT id FROM questions"
            " ORDER BY octet_length(questions::text) DESC LIMIT 1) WHERE interview_id = :id"
        )
        self.people[0].in_database(lambda session: session.execute(text(longest), {"id": self.id}))

    def do(self, who: int, what: str) -> None:
        """Let one of the two do something, or time do it; what is refused changes nothing."""
        act: Callable[[Session, int], object] = getattr(self, what)
        with suppress(Problem):
            self.people[0].in_database(lambda session: act(session, self.people[who].id))

    def come(self, session: Session, user_id: int) -> None:
        participants.join(session, ParticipantKey(self.id, user_id), 60)

    def vanish(self, session: Session, user_id: int) -> None:
        """Be gone for longer than the grace."""
        gone = (
            "UPDATE participants SET present_until = now() - interval '1 second'"
            " WHERE user_id = :user AND joined_at IS NOT NULL"
        )
        session.execute(text(gone), {"user": user_id})
        participants.announce_left(session)

    def start(self, session: Session, user_id: int) -> None:
        interviews.start(session, self.settings, self.id, user_id)

    def swap(self, session: Session, user_id: int) -> None:
        interviews.swap_roles(session, self.id, user_id)

    def hold(self, session: Session, user_id: int) -> None:
        extensions.hold(session, self.settings, self.id, user_id)

    def extend(self, session: Session, user_id: int) -> None:
        extensions.extend(session, self.settings, self.id, user_id)

    def agree(self, session: Session, user_id: int) -> None:
        cameras.agree(session, self.settings, self.id, user_id, agreed=True)

    def hide(self, session: Session, user_id: int) -> None:
        cameras.agree(session, self.settings, self.id, user_id, agreed=False)

    def end(self, session: Session, user_id: int) -> None:
        interviews.end(session, self.settings, self.id, user_id)

    def chat(self, session: Session, user_id: int) -> None:
        chat.send(session, chat.Line(self.id, user_id, str(uuid4()), "Schön — 你好"))

    def chat_much(self, session: Session, user_id: int) -> None:
        """Say more than a snapshot brings."""
        for number in range(snapshot_log.MOST_LINES + 5):
            chat.send(session, chat.Line(self.id, user_id, str(uuid4()), f"line {number}"))

    def run(self, session: Session, user_id: int) -> None:
        runs.share(session, self.id, user_id, str(uuid4()), RUN)

    def run_much(self, session: Session, user_id: int) -> None:
        for _ in range(snapshot_log.MOST_RUNS + 2):
            self.run(session, user_id)

    def run_long(self, session: Session, user_id: int) -> None:
        """Print what takes six bytes a character as JSON."""
        runs.share(session, self.id, user_id, str(uuid4()), RUN.model_copy(update={"stdout": "\x1b" * 20_000}))

    def chat_long(self, session: Session, user_id: int) -> None:
        chat.send(session, chat.Line(self.id, user_id, str(uuid4()), "界" * 4000))

    def choose(self, session: Session, user_id: int) -> None:
        documents.choose_language(session, self.id, user_id, "rust" if user_id % 2 else "go")

    def choose_first(self, session: Session, user_id: int) -> None:
        """Choose for a pad that need not be the present one."""
        documents.choose_language(session, self.id, user_id, "java" if user_id % 2 else "c", "code")

    def choose_second(self, session: Session, user_id: int) -> None:
        documents.choose_language(session, self.id, user_id, "sql" if user_id % 2 else "lua", "code2")

    def half(self, session: Session, _user_id: int) -> None:
        self._after(session, 31, timers.announce)

    def ending(self, session: Session, _user_id: int) -> None:
        self._after(session, 56, timers.announce)

    def time_up(self, session: Session, _user_id: int) -> None:
        self._after(session, 90, lambda session: interview_ends.end_interviews(session, self.settings))

    def no_show(self, session: Session, _user_id: int) -> None:
        self._after(session, 10, lambda session: no_shows.give_up_no_shows(session, self.settings))

    def _after(self, session: Session, minutes: int, look: Callable[[Session], object]) -> None:
        """Look after so many minutes: the interview is moved into the past, and back, as nobody sees the clock."""
        shift = (
            "UPDATE interviews SET started_at = started_at + :by, ends_at = ends_at + :by, start_by = start_by + :by"
            " WHERE id = :id"
        )
        by = timedelta(minutes=minutes)
        session.execute(text(shift), {"id": self.id, "by": -by})
        look(session)
        session.flush()
        session.execute(text(shift), {"id": self.id, "by": by})
        session.expire_all()

    def follower(self, who: int) -> Follower:
        seat = ParticipantKey(self.id, self.people[who].id)
        return Follower(
            self.people[who],
            event_log.interview(self.id),
            lambda session, positions: snapshots.interview(session, self.settings, seat, positions),
        )
