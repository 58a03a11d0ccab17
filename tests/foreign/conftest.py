"""What the tests of the sockets and of the browser may ask for, for those here that need a room."""

from __future__ import annotations

from tests.web.conftest import arrive, browser, judge0, site
from tests.ws.conftest import alice, app, bob, newcomer, room, socket_grace_seconds, sockets, talkative_room

__all__ = [
    "alice",
    "app",
    "arrive",
    "bob",
    "browser",
    "judge0",
    "newcomer",
    "room",
    "site",
    "socket_grace_seconds",
    "sockets",
    "talkative_room",
]
