"""Who may take part in writing only sends no signals and gets none, in whichever order things happen."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients import wait_until
from tests.clients.person import Person
from tests.clients.wire import Wire

ICE = {"candidate": {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0}}


def restrict(person: Person, kind: str | None) -> None:
    def write(session: Session) -> None:
        session.execute(text("UPDATE users SET restriction = :kind WHERE id = :id"), {"kind": kind, "id": person.id})

    person.in_database(write)


def sent(wire: Wire, data: dict[str, Any] = ICE) -> str:
    answer = wire.command("signal.send", data)
    return str(answer["data"]["code"] if answer["type"] == "error" else answer["type"])


def signals(wire: Wire) -> int:
    """Return how many signals arrived before a line of chat that is sent after them."""
    return [frame["type"] for frame in wire.seen].count("signal")


def test_no_signal_passes_in_either_direction_and_writing_does(alice: Person, bob: Person, room: str):
    restrict(bob, "text_only")
    with alice.socket(room) as hers, bob.socket(room) as his:
        for wire in (hers, his):
            video = wire.expect("interview.snapshot")["data"]["interview"]["video"]
            assert (video["allowed"], video["ice_servers"]) == (False, [])
        assert sent(hers) == sent(his) == "text_only"
        assert hers.command("chat.send", {"text": "hello"})["type"] == "ack"
        his.expect("chat.message")
        assert his.command("chat.send", {"text": "hello"})["type"] == "ack"
        hers.expect("chat.message")
        assert signals(hers) == signals(his) == 0


def test_a_restriction_reaches_open_sockets(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        hers.expect("interview.snapshot")
        his.expect("interview.snapshot")
        assert sent(hers) == "ack"
        his.expect("signal")
        restrict(bob, "text_only")
        wait_until(lambda: sent(his) == "text_only", "the service has heard of it")
        assert sent(hers) == "text_only"
        # What was sent before it arrives before this line; nothing does between the two.
        for line in ("before", "after"):
            assert his.command("chat.send", {"text": line})["type"] == "ack"
            hers.expect("chat.message")
            if line == "before":
                arrived = signals(hers)
                assert sent(his) == "text_only"
        assert signals(hers) == arrived


def test_others_are_not_concerned(alice: Person, bob: Person, newcomer: Any, room: str):
    restrict(newcomer("charlie"), "text_only")
    with alice.socket(room) as hers, bob.socket(room) as his:
        his.expect("interview.snapshot")
        assert sent(hers) == "ack"
        his.expect("signal")
