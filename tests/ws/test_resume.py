"""Resuming: what was missed arrives, in order, once; what can't be told whole says so."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.events import event_log
from shared.events.types import PeerReady
from tests.clients.person import Person
from tests.clients.wire import Wire


def _streams(wire: Wire) -> dict[str, Any]:
    positions: dict[str, Any] = wire.expect("hello")["data"]["streams"]
    return positions


def _say_nine_lines(alice: Person, path: str) -> None:
    with alice.socket(path) as hers:
        for number in range(9):
            assert hers.command("chat.send", {"text": str(number)}, id_=f"n{number}")["type"] == "ack"


def _meet(alice: Person, bob: Person) -> tuple[str, str]:
    alice.practise("medium")
    interview_id = bob.practise("medium", status=200)["interview"]["id"]
    return f"interview:{interview_id}", f"/ws/interview/live?interview_id={interview_id}"


def test_what_was_missed_arrives_in_order_without_gaps(alice: Person, bob: Person):
    stream, path = _meet(alice, bob)
    with bob.socket(path) as his:
        left_at = _streams(his)[stream]
    _say_nine_lines(alice, path)
    for reconnect in (bob.in_browser(path, resume={stream: left_at}), bob.socket(path, resume={stream: left_at})):
        with reconnect as his:
            while len([frame for frame in his.seen if frame["type"] == "chat.message"]) < 9:
                his.receive()
            offsets = [offset for offset, _ in his.durable(stream)]
            assert offsets == list(range(left_at["offset"] + 1, left_at["offset"] + 1 + len(offsets)))
            lines = [frame["data"]["text"] for frame in his.seen if frame["type"] == "chat.message"]
            assert lines == [str(number) for number in range(9)]


def test_without_a_resume_the_stream_begins_at_its_top(alice: Person, bob: Person):
    stream, path = _meet(alice, bob)
    _say_nine_lines(alice, path)
    with bob.socket(path) as his:
        top = _streams(his)[stream]["offset"]
        assert len(his.expect("interview.snapshot")["data"]["chat"]) == 9
        his.command("chat.send", {"text": "new"})
        assert his.expect("chat.message")["offset"] == top + 1


def test_a_position_that_cannot_be_resumed_is_answered_with_resync(alice: Person, bob: Person):
    stream, path = _meet(alice, bob)
    _say_nine_lines(alice, path)
    with bob.socket(path) as his:
        now = _streams(his)[stream]
    for point in (
        {"epoch": str(uuid.uuid4()), "offset": now["offset"]},
        {"epoch": now["epoch"], "offset": now["offset"] + 1000},
        {"epoch": now["epoch"], "offset": 2**63 - 1},
    ):
        with bob.in_browser(path, resume={stream: point}) as his:
            resync = his.expect("resync")
            assert (resync["stream"], resync["data"]["epoch"]) == (stream, now["epoch"])
            his.command("chat.send", {"text": "on"}, id_=str(uuid.uuid4()))
            assert his.expect("chat.message")["offset"] > resync["data"]["offset"]


def test_more_than_three_hundred_missed_events_are_a_resync(alice: Person, bob: Person):
    stream, path = _meet(alice, bob)
    with bob.socket(path) as his:
        left_at = _streams(his)[stream]

    def fill(session: Session) -> None:
        ready = PeerReady(interview_id=uuid.UUID(stream.removeprefix("interview:")), user_id=alice.id)
        for _ in range(301):
            event_log.append(session, stream, ready)

    alice.in_database(fill)
    with bob.in_browser(path, resume={stream: left_at}) as his:
        assert his.expect("resync")["data"]["offset"] >= left_at["offset"] + 301
        his.command("chat.send", {"text": "on"})
        his.expect("chat.message")
        assert not [frame for frame in his.seen if frame["type"] == "peer.ready"]


def test_what_happened_more_than_a_day_ago_is_a_resync(alice: Person, bob: Person):
    stream, path = _meet(alice, bob)
    with bob.socket(path) as his:
        left_at = _streams(his)[stream]
    _say_nine_lines(alice, path)

    def age(hours: int) -> None:
        change = text("UPDATE events SET at = clock_timestamp() - :age * interval '1 hour' WHERE stream = :stream")
        alice.in_database(lambda session: session.execute(change, {"age": hours, "stream": stream}))

    age(23)
    for opening in (bob.in_browser, bob.socket):
        with opening(path, resume={stream: left_at}) as his:
            assert his.expect("chat.message", "resync")["type"] == "chat.message"
    age(25)
    for opening in (bob.in_browser, bob.socket):
        with opening(path, resume={stream: left_at}) as his:
            assert his.expect("chat.message", "resync")["type"] == "resync"
            his.command("chat.send", {"text": "on"}, id_=str(uuid.uuid4()))
            assert his.expect("chat.message")["data"]["text"] == "on"


def test_events_that_are_kept_no_longer_are_a_resync(alice: Person, bob: Person):
    stream, path = _meet(alice, bob)
    with bob.socket(path) as his:
        left_at = _streams(his)[stream]
    _say_nine_lines(alice, path)
    first = {"stream": stream, "offset": left_at["offset"] + 1}
    delete = text('DELETE FROM events WHERE stream = :stream AND "offset" = :offset')
    alice.in_database(lambda session: session.execute(delete, first))
    with bob.in_browser(path, resume={stream: left_at}) as his:
        assert his.expect("chat.message", "resync")["type"] == "resync"


def test_impossible_positions_are_refused(alice: Person, bob: Person):
    stream, path = _meet(alice, bob)
    with bob.socket(path) as his:
        epoch = _streams(his)[stream]["epoch"]
    for offset in (-1, 2**63, 1.5, "1", True, None):
        with bob.in_browser(path, resume={stream: {"epoch": epoch, "offset": offset}}) as his:
            assert his.expect("error")["data"]["code"] == "unauthenticated"
            assert his.closed() == 4501
        with bob.socket(path, resume={stream: {"epoch": epoch, "offset": offset}}) as his:
            assert his.expect("error")["data"]["code"] == "invalid"
            assert his.command("chat.send", {"text": "on"}, id_=str(uuid.uuid4()))["type"] == "ack"


def test_somebody_elses_stream_is_not_told(alice: Person, bob: Person):
    alice.practise("medium")
    bob.practise("medium", status=200)
    with alice.socket("/ws/connect") as hers:
        position = _streams(hers)[f"user:{alice.id}"]
    theirs = {f"user:{alice.id}": {"epoch": position["epoch"], "offset": 0}}
    with bob.in_browser("/ws/connect", resume=theirs) as his:
        assert list(_streams(his)) == [f"user:{bob.id}"]
        assert his.expect("error")["data"]["code"] == "forbidden"
        assert not [frame for frame in his.seen if frame.get("stream") == f"user:{alice.id}"]
