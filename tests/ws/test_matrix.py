"""Who may what on sockets: every socket and command, and everybody who has no business there.

A command that is missing in `DATA` fails the first test.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session
from websockets.exceptions import ConnectionClosed

from mockmate_ws.protocol import COMMANDS, Close, type_of
from shared.models import User
from tests.clients import PASSWORD
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.sockets import InThread

DATA: dict[tuple[str, str], dict[str, Any]] = {
    ("/ws/connect", "reauth"): {"ticket": "x"},
    ("/ws/connect", "notifications.read"): {"up_to": 1},
    ("/ws/connect", "match.decline"): {"interview_id": "00000000-0000-4000-8000-000000000000"},
    ("/ws/match", "reauth"): {"ticket": "x"},
    ("/ws/match", "waiting_room.leave"): {},
    ("/ws/match", "match.decline"): {"interview_id": "00000000-0000-4000-8000-000000000000"},
    ("/ws/match", "reunion.answer"): {"offer_id": 1, "again": True},
    ("/ws/interview/live", "reauth"): {"ticket": "x"},
    ("/ws/interview/live", "interview.ready"): {},
    ("/ws/interview/live", "chat.send"): {"text": "may I?"},
    ("/ws/interview/live", "roles.swap"): {},
    ("/ws/interview/live", "editor.language"): {"language": "python"},
    ("/ws/interview/live", "run.share"): {"language": "python", "stdout": "1", "stderr": "", "status": "ok", "ms": 5},
    ("/ws/interview/live", "notes.save"): {"text": "mine"},
    ("/ws/interview/live", "interview.extend"): {},
    ("/ws/interview/live", "cameras.agree"): {"agreed": True},
    ("/ws/interview/live", "media.set"): {"microphone": True, "camera": False},
    ("/ws/interview/live", "caption.say"): {"line": "l1", "text": "Hello"},
    ("/ws/interview/live", "recording.set"): {"recording": "r1", "step": "ask"},
    ("/ws/interview/live", "chat.typing"): {},
    ("/ws/interview/live", "signal.send"): {"candidate": {"candidate": "x"}},
    ("/ws/interview/live", "interview.end"): {},
}
ACTORS = ("nobody", "stranger", "former peer", "admin", "moderator", "suspended", "deleted")

# (code of the error frame, close code) that somebody is met with at the door of what is Alice's.
REFUSED: dict[str, dict[str, tuple[str, Close]]] = {
    "/ws/match": {
        "stranger": ("not_booked", Close.FORBIDDEN),
        "former peer": ("booking_closed", Close.FORBIDDEN),  # a booking of their own there, which is over
        "admin": ("not_booked", Close.FORBIDDEN),
        "moderator": ("not_booked", Close.FORBIDDEN),
    },
    "/ws/interview/live": dict.fromkeys(
        ("stranger", "former peer", "admin", "moderator"), ("not_found", Close.FORBIDDEN)
    ),
}
AT_EVERY_DOOR = {
    "nobody": ("unauthenticated", Close.BAD_CREDENTIALS),
    "suspended": ("login_revoked", Close.LOGIN_REVOKED),
    "deleted": ("login_revoked", Close.LOGIN_REVOKED),
}


class World:
    """Alice in a live interview with Bob, having met somebody before, and people who have nothing to do with it."""

    def __init__(self, app: Flask, sockets: InThread, newcomer: Callable[[str], Person]) -> None:
        self.sockets = sockets
        names = ("alice", "bob", "former", "stranger", "admin", "moderator", "suspended", "deleted")
        people = [newcomer(name) for name in names]
        self.alice, self.bob, former, stranger, admin, moderator, suspended, deleted = people
        self.people = {"former peer": former, "stranger": stranger, "admin": admin, "moderator": moderator}
        self.people |= {"suspended": suspended, "deleted": deleted}
        before = self._meet(self.alice, former)
        self.alice.post(f"/interview/{before}/end", status=200)
        self.interview = self._meet(self.alice, self.bob)
        self.slot = self.alice.get(f"/interview/{self.interview}", status=200).get_json()["slot_id"]

        def promote(session: Session) -> None:
            session.get_one(User, admin.id).is_admin = True

        admin.in_database(promote)
        admin.post(f"/admin/users/{moderator.id}/appoint", status=204)
        admin.post(f"/admin/users/{suspended.id}/suspend", {"reason": "spam"}, status=204)
        answer = app.test_client().delete("/users/me", json={"password": PASSWORD}, headers=deleted.headers)
        assert answer.status_code == 204

    def _meet(self, one: Person, other: Person) -> str:
        one.practise("easy")
        interview = str(other.practise("easy", status=200)["interview"]["id"])
        for person in (one, other):
            person.post("/interview/start", {"interview_id": interview}, status=200)
        return interview

    def path(self, path: str) -> str:
        """Return the address of what is Alice's."""
        return (
            path
            + {
                "/ws/connect": "",
                "/ws/match": f"?slot_id={self.slot}",
                "/ws/interview/live": f"?interview_id={self.interview}",
            }[path]
        )

    @contextmanager
    def knock(self, actor: str, path: str) -> Iterator[Wire]:
        """Come to a door: with a token, or without one and a first frame that is none."""
        if actor != "nobody":
            with self.people[actor].socket(self.path(path)) as wire:
                yield wire
            return
        with Wire(self.sockets.url + self.path(path)) as wire:
            wire.say(json.dumps({"type": "auth", "data": {"resume": {}}}).replace('"auth"', '"chat.send"'))
            yield wire

    def state(self) -> list[Any]:
        """Return what a command could have changed."""

        def look(session: Session) -> list[Any]:
            return [
                session.execute(text(f"SELECT t::text FROM {table} t WHERE {where} ORDER BY 1"), ids).scalars().all()
                for table, where in (
                    ("interviews", "id = :interview"),
                    ("chat_messages", "true"),
                    ("events", "stream = 'interview:' || CAST(:interview AS text)"),
                    ("bookings", "user_id = :user"),
                )
            ]

        ids = {"interview": self.interview, "user": self.alice.id}
        return self.alice.in_database(look)


@pytest.fixture
def world(app: Flask, sockets: InThread, newcomer: Callable[[str], Person]) -> World:
    return World(app, sockets, newcomer)


def test_every_command_is_in_the_table():
    assert {(path, type_of(command)) for path, commands in COMMANDS.items() for command in commands} == set(DATA)
    assert set(COMMANDS) == {"/ws/connect", *REFUSED}


@pytest.mark.parametrize("path", REFUSED)
def test_nobody_else_gets_in_and_no_command_has_an_effect(world: World, path: str):
    before = world.state()
    for actor, command in product(ACTORS, [command for at, command in DATA if at == path]):
        code, close = {**AT_EVERY_DOOR, **REFUSED[path]}[actor]
        with world.knock(actor, path) as wire:
            with suppress(ConnectionClosed):
                wire.send(command, DATA[path, command])
            assert wire.closed() == close, (actor, command)
            assert [frame["data"]["code"] for frame in wire.seen] == [code], (actor, command)
    assert world.state() == before


def test_who_is_in_the_interview_may(world: World):
    """Else a socket that refuses everybody would pass as safe."""
    with world.alice.socket(world.path("/ws/interview/live")) as hers:
        hers.expect("interview.snapshot")
        for (path, command), data in DATA.items():
            if path == "/ws/interview/live" and command != "reauth":
                assert hers.command(command, data)["type"] == "ack", command


@pytest.mark.parametrize("actor", ["stranger", "former peer", "admin", "moderator"])
def test_nobody_else_declines_a_match(world: World, actor: str):
    before = world.state()
    with world.people[actor].socket("/ws/connect") as wire:
        answer = wire.command("match.decline", {"interview_id": world.interview})
        assert answer["data"]["code"] == "not_found"
    assert world.state() == before


@pytest.mark.parametrize("actor", ["stranger", "former peer", "admin", "moderator"])
def test_everybody_follows_only_their_own_stream(world: World, actor: str):
    person = world.people[actor]
    resume = {name: {"epoch": "0", "offset": 0} for name in (f"user:{world.alice.id}", f"interview:{world.interview}")}
    with person.socket("/ws/connect", resume) as wire:
        hello = wire.expect("hello")
        assert list(hello["data"]["streams"]) == [f"user:{person.id}"]
        for _ in resume:
            assert wire.expect("error")["data"]["code"] == "forbidden"
        world.alice.post(f"/interview/{world.interview}/swap-roles", status=200)
        world.alice.post(f"/interview/{world.interview}/end", status=200)
        wire.say("anything")
        wire.expect("error")
        assert wire.durable(f"user:{world.alice.id}") == []
        assert wire.durable(f"interview:{world.interview}") == []


@pytest.mark.parametrize("actor", sorted(AT_EVERY_DOOR))
def test_who_has_no_login_that_counts_follows_nothing(world: World, actor: str):
    with world.knock(actor, "/ws/connect") as wire:
        assert wire.closed() == AT_EVERY_DOOR[actor][1]
        assert [frame["type"] for frame in wire.seen] == ["error"]
