"""The cursors in a shared document: the newest awareness state of each client, and the socket that sent it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable

from mockmate_ws.collab.awareness_state import GONE
from mockmate_ws.collab.sync import MAX_CLIENTS, ClientState
from mockmate_ws.transport.connection import Connection

_OUTDATED_SECONDS = 30.0
"""Yjs renews a state every 15 seconds and considers a client gone after 30 without renewal."""
_CLIENTS_PER_USER = MAX_CLIENTS // 2


class AwarenessStates:
    """Awareness states, in memory only. A client belongs to the user whose socket sent its first state."""

    def __init__(self) -> None:
        self._known: dict[int, ClientState] = {}
        self._received_at: dict[int, float] = {}
        self._owners: dict[int, int] = {}
        self._by_connection: dict[Connection, set[int]] = defaultdict(set)

    def apply(self, states: Iterable[ClientState], user_id: int, by: Connection | None = None) -> list[ClientState]:
        """Apply states that a user sent and return the newer ones; those of other users' clients are left out."""
        newer = []
        self._forget_outdated()
        for one in states:
            known = self._known.get(one.client)
            if known is None:
                self._make_room(user_id)
            elif self._owners[one.client] != user_id or not _is_newer(one, known):
                continue
            self._known[one.client] = one
            self._owners[one.client] = user_id
            self._received_at[one.client] = time.monotonic()
            if by is not None:
                self._by_connection[by].add(one.client)
            newer.append(one)
        return newer

    def _make_room(self, user_id: int) -> None:
        theirs = [client for client, owner in self._owners.items() if owner == user_id]
        if len(theirs) >= _CLIENTS_PER_USER:
            self._forget(min(theirs, key=self._received_at.__getitem__))

    def _forget_outdated(self) -> None:
        now = time.monotonic()
        for client in [one for one, at in self._received_at.items() if now - at > _OUTDATED_SECONDS]:
            self._forget(client)

    def _forget(self, client: int) -> None:
        del self._known[client], self._received_at[client], self._owners[client]

    def all(self) -> list[ClientState]:
        """Return the states of all clients that are present."""
        self._forget_outdated()
        return [one for one in self._known.values() if one.state != GONE]

    def of(self, connection: Connection) -> list[ClientState]:
        """Return the states of the present clients that use this socket."""
        here = self._by_connection.get(connection, ())
        return [one for one in self.all() if one.client in here]

    def remove(self, connection: Connection) -> list[ClientState]:
        """Mark the clients of a socket as gone, at their present clock: a state with the next clock brings one back."""
        left = [self._known[client] for client in self._by_connection.pop(connection, ()) if client in self._known]
        gone = [ClientState(one.client, one.clock, GONE) for one in left if one.state != GONE]
        return self.apply(gone, connection.user_id)


def _is_newer(one: ClientState, known: ClientState) -> bool:
    return (one.clock, one.state == GONE) > (known.clock, known.state == GONE)
