"""Who is where in a shared document: the newest awareness state of each client, and whose socket it came by."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable

from mockmate_ws.connection import Connection
from mockmate_ws.protocol.sync import GONE, MAX_CLIENTS, Presence
from mockmate_ws.protocol.varints import Malformed

_OUTDATED_SECONDS = 30.0
"""Yjs renews a state every 15 seconds and takes whoever doesn't for gone after 30."""


class Cursors:
    """Awareness states; nothing of it is stored."""

    def __init__(self) -> None:
        self._known: dict[int, Presence] = {}
        self._heard_at: dict[int, float] = {}
        self._by: dict[Connection, set[int]] = defaultdict(set)

    def take(self, presences: Iterable[Presence], by: Connection | None = None) -> list[Presence]:
        """Take note of states and return the newer ones. Raises Malformed when there are too many clients."""
        newer = []
        self._forget_outdated()
        for one in presences:
            known = self._known.get(one.client)
            if known is not None and (one.clock, one.state == GONE) <= (known.clock, known.state == GONE):
                continue
            if known is None and len(self._known) >= MAX_CLIENTS:
                raise Malformed("awareness of too many clients")
            self._known[one.client] = one
            self._heard_at[one.client] = time.monotonic()
            if by is not None:
                self._by[by].add(one.client)
            newer.append(one)
        return newer

    def _forget_outdated(self) -> None:
        now = time.monotonic()
        for client in [one for one, at in self._heard_at.items() if now - at > _OUTDATED_SECONDS]:
            del self._known[client], self._heard_at[client]

    def all(self) -> list[Presence]:
        """Return who is there."""
        self._forget_outdated()
        return [one for one in self._known.values() if one.state != GONE]

    def of(self, connections: Iterable[Connection]) -> list[Presence]:
        """Return those who are there by these sockets."""
        here = {client for one in connections for client in self._by.get(one, ())}
        return [one for one in self.all() if one.client in here]

    def leave(self, connection: Connection) -> list[Presence]:
        """Say that the clients of a socket are gone, as they would have said themselves."""
        left = [self._known[client] for client in self._by.pop(connection, ()) if client in self._known]
        return self.take(Presence(one.client, one.clock + 1, GONE) for one in left if one.state != GONE)
