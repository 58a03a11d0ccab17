"""What the tests of the sockets may ask for, for those here that need a room."""

from __future__ import annotations

from tests.ws.conftest import alice, app, bob, newcomer, room, socket_grace_seconds, sockets, talkative_room

__all__ = ["alice", "app", "bob", "newcomer", "room", "socket_grace_seconds", "sockets", "talkative_room"]
