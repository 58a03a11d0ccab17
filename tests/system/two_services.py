"""Two people in a room, each at a socket service of their own, which share nothing but PostgreSQL and Redis."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from flask import Flask

from mockmate_api import create_app
from shared.core.settings import Settings
from tests.apps import close
from tests.clients.person import Person, register
from tests.clients.wire import Wire
from tests.sockets import InThread
from tests.system.test_healing import heard, meet, say


@dataclass
class Two:
    """Alice and Bob, who have both come; her wire is at `one`, his at `other`."""

    app: Flask
    one: InThread
    other: InThread
    alice: Person
    bob: Person
    path: str
    hers: Wire
    his: Wire

    @property
    def interview(self) -> str:
        return self.path.partition("=")[2]


@contextmanager
def two_services(settings: Settings) -> Iterator[Two]:
    """Let two people meet, start their interview, and open its room."""
    with ExitStack() as stack:
        app = create_app(settings)
        stack.callback(close, app)
        one, other = (InThread(settings), InThread(settings))
        for running in (one, other):
            stack.callback(running.stop)
        alice, bob = register(app, "alice", one.url), register(app, "bob", other.url)
        path = meet(alice, bob)
        for person in (alice, bob):
            person.post("/interview/start", {"interview_id": path.partition("=")[2]}, status=200)
        hers, his = stack.enter_context(alice.socket(path)), stack.enter_context(bob.socket(path))
        for wire in (hers, his):
            wire.expect("interview.snapshot")
        yield Two(app, one, other, alice, bob, path, hers, his)


def meet_and_talk(settings: Settings, count: int) -> None:
    """Let two people meet, say so many lines, and swap roles: all comes to the other side, and is there afterwards."""
    with two_services(settings) as two:
        lines = say(two.hers, "line", count)
        assert heard(two.his, count) == lines
        two.alice.post(f"/interview/{two.interview}/swap-roles", status=200)
        two.his.expect("roles.swapped")
        with two.bob.socket(two.path) as again:
            assert [line["text"] for line in again.expect("interview.snapshot")["data"]["chat"]] == lines
