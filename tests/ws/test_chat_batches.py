"""Lines of chat that come together are stored together: in order, acked after the commit, each with its own fate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.orm import Session

from mockmate_ws.presence import participants
from mockmate_ws.protocol import Close
from mockmate_ws.rooms import chat
from mockmate_ws.rooms.chat import Line
from shared.core import broker
from shared.core.errors import CommandIdReused, InterviewOver, NotFound
from shared.core.settings import Settings
from shared.events import event_log, redis_messages
from shared.events.redis_messages import StoredFrame
from shared.matching import interviews
from shared.models import ChatMessage
from shared.rooms import room_log
from tests.clients import PATIENCE
from tests.clients.person import Person, wait_for_a_lock
from tests.clients.wire import Wire

# At the end of a transaction with a line of chat it waits as long as a test holds the lock, or fails.
_AT_COMMIT = """
    CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql SET lock_timeout TO '60s' AS $$
    BEGIN
        IF NEW.text = 'poison' THEN RAISE EXCEPTION 'poison'; END IF;
        PERFORM pg_advisory_xact_lock(1);
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON chat_messages
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION at_commit();
"""


class Room(NamedTuple):
    """Two people who have met."""

    id: UUID
    left: Person
    right: Person

    @property
    def path(self) -> str:
        return f"/ws/interview/live?interview_id={self.id}"

    def history(self) -> list[str]:
        stored = room_log.chat_of(self.id).order_by(ChatMessage.id)
        return self.left.in_database(lambda session: [line.text for line in session.scalars(stored)])

    def told(self) -> list[str]:
        """Return the lines in the order of their events."""
        found = text(
            "SELECT data->>'text' FROM events WHERE stream = :stream AND type = 'chat.message' ORDER BY \"offset\""
        )
        given = {"stream": event_log.interview(self.id)}
        return self.left.in_database(lambda session: list(session.scalars(found, given)))

    def end(self, settings: Settings) -> None:
        self.left.in_database(lambda session: interviews.end(session, settings, self.id, self.left.id))


@pytest.fixture
def rooms(newcomer: Callable[[str], Person]) -> list[Room]:
    """Three rooms."""
    made = []
    for names in (("alice", "bob"), ("carol", "dave"), ("erin", "frank")):
        left, right = map(newcomer, names)
        left.practise("easy")
        made.append(Room(UUID(right.practise("easy", status=200)["interview"]["id"]), left, right))
    return made


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    made = create_engine(settings.sqlalchemy_url)
    yield made
    made.dispose()


@pytest.fixture
def slow_commits(engine: Engine) -> Iterator[None]:
    """Let commits of chat do what `_AT_COMMIT` says; databases outlive a test."""
    with engine.begin() as connection:
        connection.execute(text(_AT_COMMIT))
    yield
    with engine.begin() as connection:
        connection.execute(text("DROP FUNCTION at_commit CASCADE"))


@contextmanager
def holding(engine: Engine, statement: str, **given: object) -> Iterator[Connection]:
    """Hold what a statement locks."""
    with engine.connect() as connection:
        connection.execute(text(statement), given)
        yield connection
        connection.rollback()


@contextmanager
def in_rooms(rooms: list[Room]) -> Iterator[list[tuple[Wire, Wire]]]:
    with ExitStack() as stack:
        wires = [
            tuple(stack.enter_context(person.socket(room.path)) for person in (room.left, room.right)) for room in rooms
        ]
        for wire in (one for pair in wires for one in pair):
            wire.expect("interview.snapshot")
        yield [(left, right) for left, right in wires]


def has_arrived(wire: Wire) -> None:
    """Wait until the service has taken everything up to now: what it can't read is answered at once, twice."""
    for _ in range(2):
        wire.say("?")
        wire.expect("error", id=None)


def acks(wire: Wire) -> list[str]:
    return [frame["id"] for frame in wire.seen if frame["type"] == "ack"]


def test_a_batch_keeps_the_order_and_the_request_of_each_line_and_a_bad_line_spoils_no_other(
    rooms: list[Room], settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    one, two, over = rooms
    alice, bob, carol = one.left.id, one.right.id, two.left.id
    streams = [event_log.interview(room.id) for room in (one, two)]
    one.left.in_database(lambda session: event_log.cursors(session, streams))
    one.left.in_database(lambda session: chat.send(session, Line(one.id, alice, "old", "before")))
    over.end(settings)
    lines: list[tuple[Line, bool | type[Exception]]] = [
        (Line(one.id, alice, "z", "first", "request-1"), True),
        (Line(two.id, carol, "z", "elsewhere", "request-2"), True),
        (Line(over.id, over.left.id, "late", "too late", "request-3"), InterviewOver),
        (Line(one.id, bob, "z", "second", "request-4"), True),
        (Line(two.id, alice, "strange", "let me in", "request-5"), False),
        (Line(one.id, alice, "old", "after", "request-6"), CommandIdReused),
        (Line(one.id, alice, "old", "before", "request-7"), True),
        (Line(one.id, alice, "z", "first", "request-8"), True),
        (Line(one.id, alice, "z", "other", "request-9"), CommandIdReused),
        (Line(one.id, alice, "a", "third", "request-10"), True),
        (Line(two.id, carol, "a", "Schön — 你好 {\"',\\", "request-11"), True),
    ]
    published: list[tuple[str, StoredFrame]] = []

    def publish(_session: Session, name: str, payload: bytes) -> None:
        message = redis_messages.read_stream_message(payload)
        assert isinstance(message, StoredFrame)
        published.append((name, message))

    monkeypatch.setattr(broker, "publish_after_commit", publish)
    results = one.left.in_database(lambda session: chat.send_many(session, [line for line, _ in lines]))
    assert [one if isinstance(one, bool) else type(one) for one in results] == [wanted for _, wanted in lines]
    assert one.told() == one.history() == ["before", "first", "second", "third"]
    assert two.told() == two.history() == ["elsewhere", "Schön — 你好 {\"',\\"]
    assert over.told() == []
    causes = {room: [told.request_id for name, told in published if name.endswith(str(room.id))] for room in (one, two)}
    assert causes == {one: ["request-1", "request-4", "request-10"], two: ["request-2", "request-11"]}
    offsets = [told.offset for name, told in published if name.endswith(str(one.id))]
    assert offsets == list(range(offsets[0], offsets[0] + 3))


def test_a_line_that_was_left_out_of_a_batch_is_sent_alone(rooms: list[Room], settings: Settings):
    room, other = rooms[:2]
    room.left.in_database(lambda session: chat.send(session, Line(room.id, room.left.id, "1", "Hello!")))
    assert room.history() == ["Hello!"]
    with pytest.raises(CommandIdReused):
        room.left.in_database(lambda session: chat.send(session, Line(room.id, room.left.id, "1", "Bye!")))
    with pytest.raises(NotFound):
        room.left.in_database(lambda session: chat.send(session, Line(room.id, other.left.id, "1", "Hello!")))
    room.end(settings)
    with pytest.raises(InterviewOver):
        room.left.in_database(lambda session: chat.send(session, Line(room.id, room.left.id, "2", "Hello?")))


@pytest.mark.usefixtures("slow_commits")
def test_acks_and_events_follow_the_commit_and_what_waited_for_it_is_one_transaction(rooms: list[Room], engine: Engine):
    with in_rooms(rooms) as wires:
        everyone = [wire for pair in wires for wire in pair]
        with holding(engine, "SELECT pg_advisory_xact_lock(1)"):
            everyone[0].send("chat.send", {"text": "first"}, "line")
            wait_for_a_lock(rooms[0].left)
            for wire in everyone[1:]:
                wire.send("chat.send", {"text": "second"}, "line")
            for wire in everyone:
                has_arrived(wire)
                assert acks(wire) == []
                assert not [frame for frame in wire.seen if frame["type"] == "chat.message"]
        for wire in everyone:
            assert wire.expect("ack", "error", id="line")["type"] == "ack"
    per_transaction = text("SELECT count(*) FROM chat_messages GROUP BY xmin::text ORDER BY 1")
    assert rooms[0].left.in_database(lambda session: list(session.scalars(per_transaction))) == [1, 5]


@pytest.mark.usefixtures("slow_commits")
def test_a_line_that_the_database_refuses_fails_alone(rooms: list[Room], engine: Engine):
    with in_rooms(rooms) as wires:
        everyone = [wire for pair in wires for wire in pair]
        with holding(engine, "SELECT pg_advisory_xact_lock(1)"):
            everyone[0].send("chat.send", {"text": "first"}, "line")
            wait_for_a_lock(rooms[0].left)
            everyone[2].send("chat.send", {"text": "poison"}, "line")
            for wire in (everyone[1], *everyone[3:]):
                wire.send("chat.send", {"text": "second"}, "line")
            for wire in everyone:
                has_arrived(wire)
        assert everyone[2].closed() == Close.UNAVAILABLE
        for wire in (*everyone[:2], *everyone[3:]):
            assert wire.expect("ack", "error", id="line")["type"] == "ack"
    assert [room.history() for room in rooms] == [["first", "second"], ["second"], ["second", "second"]]


def test_everyone_is_told_the_same_in_the_same_order_however_many_talk_at_once(rooms: list[Room]):
    count = 20
    with in_rooms(rooms) as wires:
        for number in range(count):
            for room, pair in zip(rooms, wires, strict=True):
                for person, wire in zip((room.left, room.right), pair, strict=True):
                    wire.send("chat.send", {"text": f"{person.id} {number}"}, f"line-{number}")
        for room, pair in zip(rooms, wires, strict=True):
            told = [[wire.expect("chat.message") for _ in range(2 * count)] for wire in pair]
            assert told[0] == told[1]
            lines = [frame["data"]["text"] for frame in told[0]]
            assert room.told() == room.history() == lines
            for person, wire in zip((room.left, room.right), pair, strict=True):
                mine = [line for line in lines if line.startswith(f"{person.id} ")]
                assert mine == [f"{person.id} {number}" for number in range(count)]
                wire.expect("ack", id=f"line-{count - 1}")
                assert acks(wire) == [f"line-{number}" for number in range(count)]


@pytest.mark.parametrize(
    "held", ["SELECT FROM interviews WHERE id = :id FOR UPDATE", "SELECT FROM streams WHERE name = :stream FOR UPDATE"]
)
def test_a_room_that_is_being_changed_holds_up_no_other(rooms: list[Room], engine: Engine, held: str):
    one, two = rooms[:2]
    with in_rooms([one, two]) as ((hers, _), (others, _)):
        with holding(engine, held, id=one.id, stream=event_log.interview(one.id)):
            hers.send("chat.send", {"text": "waiting"}, "line")
            wait_for_a_lock(one.left)
            assert others.command("chat.send", {"text": "talking"})["type"] == "ack"
            assert acks(hers) == []
        assert hers.expect("ack", "error", id="line")["type"] == "ack"


def test_a_line_and_the_end_of_the_interview_cannot_deadlock(rooms: list[Room], engine: Engine):
    room = rooms[0]

    def send_once() -> None:
        # `database.run` would hide a deadlock by running it again.
        with Session(engine) as session:
            chat.send(session, Line(room.id, room.left.id, "1", "Hello!"))
            session.commit()

    # As whoever ends an interview: first the interview, then its participants.
    with ThreadPoolExecutor(1) as threads:
        with holding(engine, "SELECT FROM interviews WHERE id = :id FOR UPDATE", id=room.id) as connection:
            sending = threads.submit(send_once)
            wait_for_a_lock(room.left)
            participants.lock(Session(connection), room.id)
        sending.result(PATIENCE)
    assert room.history() == ["Hello!"]
