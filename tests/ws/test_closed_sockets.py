"""What is left of a socket that is closed: nothing that would wait for the garbage collector."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator

import pytest

from mockmate_ws.endpoints.base import Endpoint
from mockmate_ws.transport.connection import Connection
from mockmate_ws.transport.uvicorn_protocol import UvicornProtocol
from tests.clients import wait_until
from tests.clients.person import Person


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def left() -> Counter[str]:
    """Return how many parts of sockets are still in memory."""
    kinds = (Connection, Endpoint, UvicornProtocol)
    return Counter(type(one).__name__ for one in gc.get_objects() if issubclass(type(one), kinds))


@pytest.mark.usefixtures("no_collector")
def test_a_closed_socket_is_gone_at_once(alice: Person, bob: Person):
    """At a thousand sockets the collector holds up every message for a tenth of a second when it looks for them."""
    alice.practise("easy")
    room = f"/ws/interview/live?interview_id={bob.practise('easy', status=200)['interview']['id']}"
    for path in ("/ws/connect", room):
        for number in range(3):
            with alice.socket(path) as wire:
                wire.expect("hello")
                if path == room:
                    wire.command("chat.send", {"text": "hello"}, id_=f"line-{number}")
    wait_until(lambda: not left(), "everything of the sockets is gone")
