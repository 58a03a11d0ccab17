"""Every command sent again under its id, over another process: it is acked and has no second effect, or is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mockmate_ws.protocol import COMMANDS, Leave, Reauth, SayCaption, SetMedia, SetRecording, Signal, Typing, type_of
from shared.core.settings import Settings
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.sockets import InThread

RUN = {"language": "python", "stdout": "42\n", "status": "ok", "ms": 5}
# Each command with other content than its first one, if it has any. Those that concern one socket only, or leave the
# room, are left out; a new command fails the first test until it is here.
NOWHERE = "00000000-0000-4000-8000-000000000000"
TWICE: dict[str, tuple[dict[str, Any], dict[str, Any] | None]] = {
    "notifications.read": ({"up_to": 1}, {"up_to": 2}),
    "match.decline": ({"interview_id": NOWHERE}, {"interview_id": NOWHERE, "reason": "somebody_else"}),
    "reunion.answer": ({"offer_id": 1, "again": True}, {"offer_id": 1, "again": False}),
    "chat.send": ({"text": "one"}, {"text": "two"}),
    "roles.swap": ({}, {"interviewer_seat": 1}),
    "editor.language": ({"language": "python"}, {"language": "javascript"}),
    "notes.save": ({"text": "one"}, {"text": "two"}),
    "run.share": (RUN, {**RUN, "ms": 6}),
    "interview.extend": ({}, None),
    "cameras.agree": ({"agreed": True}, {"agreed": False}),
    "interview.ready": ({}, None),
    "interview.end": ({"requeue": False}, {"requeue": True}),
}
ROOM = [
    type_of(one) for one in COMMANDS["/ws/interview/live"] if type_of(one) in TWICE and type_of(one) != "interview.end"
]


@pytest.fixture
def other(settings: Settings, sockets: InThread) -> Iterator[InThread]:
    """Another process, as a client may come to after a reconnect."""
    running = InThread(settings)
    yield running
    running.stop()


def at(person: Person, server: InThread, path: str) -> Wire:
    return Person(person.app, person.session, server.url).socket(path)


def test_every_command_is_tried_here() -> None:
    left_out = (Reauth, Leave, Signal, SetMedia, SayCaption, SetRecording, Typing)
    kinds = {kind for kinds in COMMANDS.values() for kind in kinds if kind not in left_out}
    assert {type_of(kind) for kind in kinds} == set(TWICE)


def test_an_id_is_that_of_one_command_over_all_sockets(
    alice: Person, bob: Person, room: str, sockets: InThread, other: InThread
) -> None:
    """Send every command of the room, then each id again with the same, with other content, and with another type."""
    with at(alice, sockets, room) as hers:
        for name in ROOM:
            assert hers.command(name, TWICE[name][0], id_=f"id-{name}")["type"] == "ack", name
    before = state(bob, room, other)
    with at(alice, other, room) as hers:
        for name in ROOM:
            assert hers.command(name, TWICE[name][0], id_=f"id-{name}")["type"] == "ack", name
    # A new socket each: one that has acked an id remembers it itself.
    with at(alice, other, room) as hers:
        for name in ROOM:
            if (different := TWICE[name][1]) is not None:
                assert hers.command(name, different, id_=f"id-{name}")["data"]["code"] == "command_id_reused", name
    with at(alice, other, room) as hers:
        others = dict(zip(ROOM, ROOM[1:] + ROOM[:1], strict=True)) | {"interview.end": "chat.send"}
        for name, used in [
            *others.items(),
            *((one, "chat.send") for one in ROOM),
            *(("chat.send", one) for one in ROOM),
        ]:
            if name != used:
                answer = hers.command(name, TWICE[name][0], id_=f"id-{used}")
                assert answer["data"]["code"] == "command_id_reused", (name, used)
        # A refused command has taken nothing: its id is free.
        assert hers.command("roles.swap", {"interviewer_seat": 9}, id_="fresh")["data"]["code"] == "invalid"
        assert hers.command("notes.save", {"text": "last"}, id_="fresh")["type"] == "ack"
    assert state(bob, room, sockets) == before
    with at(bob, other, room) as his:
        # The ids are those of one person.
        assert his.command("chat.send", {"text": "mine"}, id_="id-roles.swap")["type"] == "ack"


def state(person: Person, room: str, server: InThread) -> Any:
    """Return what a newcomer sees of the room."""
    with at(person, server, room) as wire:
        seen = wire.expect("interview.snapshot")["data"]
    return {name: seen[name] for name in ("interview", "chat", "runs", "language")}


def test_a_notification_is_read_once_under_an_id(alice: Person, sockets: InThread, other: InThread) -> None:
    for server in (sockets, other):
        with at(alice, server, "/ws/connect") as wire:
            assert wire.command("notifications.read", {"up_to": 1}, id_="read")["type"] == "ack"
    with at(alice, sockets, "/ws/connect") as wire:
        for name, other_content in (("notifications.read", {"up_to": 2}), ("match.decline", TWICE["match.decline"][0])):
            answer = wire.command(name, other_content, id_="read")
            assert answer["data"]["code"] == "command_id_reused", name


def test_two_sockets_that_send_the_same_at_once_swap_once(
    alice: Person, bob: Person, room: str, sockets: InThread, other: InThread
) -> None:
    with at(alice, sockets, room) as one, at(alice, other, room) as two, at(bob, sockets, room) as his:
        his.expect("interview.snapshot")
        for wire in (one, two):
            wire.send("roles.swap", {}, id_="swap")
        for wire in (one, two):
            assert wire.expect("ack", "error", id="swap")["type"] == "ack"
        assert one.command("chat.send", {"text": "done"})["type"] == "ack"
        his.expect("chat.message")
        assert [frame["type"] for frame in his.seen].count("roles.swapped") == 1
