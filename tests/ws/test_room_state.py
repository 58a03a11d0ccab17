"""The room as a client follows it: whatever the two do, a snapshot and the events behind it are a fresh snapshot."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import reduce
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given
from hypothesis import settings as searching
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from examples.state import apply
from mockmate_ws.jobs import interview_ends, no_shows, timers
from mockmate_ws.presence import participants
from mockmate_ws.presence.participants import ParticipantKey
from mockmate_ws.protocol import RunData
from mockmate_ws.rooms import chat, runs, snapshot_log, snapshots
from shared.core.errors import Problem
from shared.core.settings import Settings
from shared.events import event_log, types
from shared.events.frame_sizes import MAX_TEXT_BYTES
from shared.matching import extensions, interviews, pairing, schedule, waiting_room
from shared.models import Booking, BookingStatus, Difficulty, InterviewType
from shared.rooms import cameras, documents
from tests.clients.follower import Follower, Frame
from tests.clients.person import Person, register

FOR_INTERVIEWERS = ("hints", "solution", "slow_solution", "follow_ups", "estimates", "rubric")
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
        cameras.agree(session, self.id, user_id, agreed=True)

    def hide(self, session: Session, user_id: int) -> None:
        cameras.agree(session, self.id, user_id, agreed=False)

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


ACTIONS = (
    *("come", "vanish", "hold", "start", "swap", "extend", "end", "chat", "chat_long", "run", "run_long", "choose"),
    *("choose_first", "choose_second", "agree", "hide"),
    *("half", "ending", "time_up", "no_show"),
)
STEPS = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ACTIONS)), max_size=12)
LIVE = [(0, "come"), (1, "come"), (0, "start"), (1, "start")]
EVERYTHING = [
    *((0, name) for name in ("choose", "chat", "come", "vanish", "come", "hold", "start")),
    *(
        (1, name)
        for name in ("start", "come", "swap", "run_much", "chat_much", "half", "ending", "extend", "agree", "hide")
    ),
    *((0, name) for name in ("extend", "chat_long", "run_long", "run", "swap", "extend", "end", "chat")),
]


def assert_same(shown: Frame, fresh: Frame) -> None:
    """Compare what a client was shown and told with a fresh snapshot, which may begin later in chat and runs."""
    assert len(json.dumps(fresh, ensure_ascii=False, separators=(",", ":")).encode()) <= MAX_TEXT_BYTES
    followed, given = as_told(shown), as_told(fresh)
    leave_out_what_is_read_by_rest(followed["interview"], given["interview"])
    for name in ("chat", "runs"):
        followed[name] = followed[name][len(followed[name]) - len(given[name]) :]
        del followed[f"{name}_before"], given[f"{name}_before"]
    assert followed == given


def leave_out_what_is_read_by_rest(followed: dict[str, Any], given: dict[str, Any]) -> None:
    """Compare of a question that a snapshot shortened only what it has: the interviewer's has more, and loses more."""
    question = given["question"]
    if question is None or not question["truncated"] or given["role"] != "interviewer":
        return
    kept = {name for name, value in question.items() if value is not None} - {"truncated"}
    for interview in (followed, given):
        interview["question"] = {name: value for name, value in interview["question"].items() if name in kept}


def as_told(frame: Frame) -> dict[str, Any]:
    """Return what frames bring of a snapshot: all but what docs/protocol.md names."""
    data: dict[str, Any] = frame["data"]
    interview = data["interview"]
    peer = {name: value for name, value in interview["peer"].items() if name != "reliability"}
    question = interview["question"]
    if question is not None and interview["role"] == "interviewer":
        question = {name: value for name, value in question.items() if name not in FOR_INTERVIEWERS}
    # Nobody has a socket where only the database says what happened.
    people = [{name: value for name, value in one.items() if name != "connected"} for one in data["participants"]]
    return {**data, "interview": {**interview, "peer": peer, "question": question}, "participants": people}


@pytest.fixture
def meet(app: Flask, settings: Settings, question_bank: None) -> Callable[[], Room]:
    """Let two people meet. No service runs beside them, so that nothing else happens."""
    numbers = count()
    return lambda: Room(settings, (register(app, f"p{next(numbers)}"), register(app, f"p{next(numbers)}")))


def heard(room: Room, steps: list[tuple[int, str]]) -> set[str]:
    """Let things happen, look after each, and return the types of events that were heard."""
    followers = [room.follower(0), room.follower(1)]
    for who, what in steps:
        room.do(who, what)
        for each in followers:
            each.hear_events()
            assert_same(each.shown, each.fresh())
    return followers[0].heard


@searching(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, live=st.booleans())
@example(steps=[(0, "start"), (0, "no_show")], live=False)
@example(steps=[(0, "time_up"), (1, "come")], live=True)
@example(steps=[(0, "choose"), *[(0, "swap"), (1, "choose"), (0, "choose_first"), (1, "choose_second")] * 2], live=True)
@example(steps=[(0, "choose_second"), (0, "start"), (0, "choose_second"), (1, "start"), (1, "choose")], live=False)
def test_a_snapshot_and_its_events_are_a_fresh_snapshot(
    meet: Callable[[], Room], steps: list[tuple[int, str]], live: bool
):
    heard(meet(), [*(LIVE if live else []), *steps])


def test_so_it_is_with_a_question_that_the_interviewers_frame_must_shorten(meet: Callable[[], Room]):
    room = meet()
    room.ask_the_longest()
    heard(room, [*LIVE, (1, "swap"), (0, "swap")])
    assert any(room.follower(who).fresh()["data"]["interview"]["question"]["truncated"] for who in (0, 1))


def test_two_who_speak_at_once_are_shown_in_the_order_in_which_they_were_told(meet: Callable[[], Room]):
    """Else a snapshot and the events behind it would have the same lines in another order."""
    room = meet()
    follower = room.follower(0)

    def talk(who: int) -> None:
        for _ in range(40):
            room.do(who, "chat")
            room.do(who, "run")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(talk, (0, 1, 0, 1)))
    follower.hear_events()
    assert_same(follower.shown, follower.fresh())


def test_so_it_is_for_every_event_that_a_room_is_told(meet: Callable[[], Room]):
    assert heard(meet(), EVERYTHING) == {event.type for event in types.ALL if "interview" in event.streams}


def test_what_a_socket_was_told_makes_what_a_new_one_is_shown(alice: Person, bob: Person, question_bank: None):
    alice.practise("easy")
    path = f"/ws/interview/live?interview_id={bob.practise('easy', status=200)['interview']['id']}"
    with alice.socket(path) as hers:
        shown = hers.expect("interview.snapshot")
        with bob.socket(path) as his:
            for wire in (hers, his):
                assert wire.command("interview.ready")["type"] == "ack"
            assert his.command("roles.swap")["type"] == "ack"
            assert hers.command("signal.send", {"candidate": {"candidate": "x"}})["type"] == "ack"
            assert his.command("chat.send", {"text": "Hello Alice!"})["type"] == "ack"
            hers.expect("chat.message")
            # A second tab of hers changes nothing in the room.
            with alice.socket(path) as again:
                fresh = again.expect("interview.snapshot")
        told = hers.seen[hers.seen.index(shown) + 1 :]
    assert_same(reduce(apply, told, shown), fresh)


def test_a_peer_who_was_cut_and_is_back_is_shown_as_a_new_snapshot_shows_them(alice: Person, bob: Person):
    alice.practise("easy")
    path = f"/ws/interview/live?interview_id={bob.practise('easy', status=200)['interview']['id']}"
    with alice.socket(path) as hers:
        shown = hers.expect("interview.snapshot")
        for arrival in ("peer.joined", "peer.reconnected"):
            with bob.socket(path) as his:
                his.expect("interview.snapshot")
                hers.expect(arrival)
            hers.expect("peer.reconnecting")
        # Whoever comes while the other one is cut is told so at once.
        with alice.socket(path) as again:
            one, other = again.expect("interview.snapshot")["data"]["participants"]
            assert {one["user_id"]: one["connected"], other["user_id"]: other["connected"]} == {
                alice.id: True,
                bob.id: False,
            }
        with bob.socket(path) as his:
            hers.expect("peer.reconnected")
            fresh = his.expect("interview.snapshot")
            told = hers.seen[hers.seen.index(shown) + 1 :]
    followed = reduce(apply, told, shown)["data"]["participants"]
    assert followed == fresh["data"]["participants"]
    assert [one["presence"] for one in followed] == ["here", "here"]
