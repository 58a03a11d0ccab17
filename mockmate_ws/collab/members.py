"""The sockets at one shared document: the share of the document's limits that each has used, and what they are sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mockmate_ws.collab import sync
from mockmate_ws.collab.replica import Full, Unusable
from mockmate_ws.protocol import Close, Error, ErrorData
from mockmate_ws.transport.connection import Connection
from shared.core.errors import InterviewOver

# A change that builds on a missing one waits for it in memory. Honest clients send few of those, so a socket that sends
# more than this is closed.
_IDLE_BYTES = 256 * 1024
# Each opened page writes as a client of its own, and a document accepts a limited number of clients.
_CLIENTS_PER_USER = 256


class Members:
    """The sockets of this process that have a document open."""

    def __init__(self) -> None:
        self._idle_bytes: dict[Connection, int] = {}
        self._clients_by_user: Counter[int] = Counter()

    def __iter__(self) -> Iterator[Connection]:
        return iter(tuple(self._idle_bytes))

    def __len__(self) -> int:
        return len(self._idle_bytes)

    def add(self, connection: Connection) -> None:
        """Add a socket, unless it is a member already."""
        self._idle_bytes.setdefault(connection, 0)

    def remove(self, connection: Connection) -> bool:
        """Remove a socket; False if it was not a member."""
        return self._idle_bytes.pop(connection, None) is not None

    def count_clients(self, connection: Connection, new: int) -> None:
        """Count clients that write to the document for the first time. Raises Full past the limit of one user."""
        if new and self._clients_by_user[connection.user_id] + new > _CLIENTS_PER_USER:
            raise Full("too many clients of yours would have written the document")
        self._clients_by_user[connection.user_id] += new

    def count_idle(self, connection: Connection, size: int) -> None:
        """Count the bytes of a change that waits for a missing one. Raises Unusable past the limit of one socket."""
        idle_bytes = self._idle_bytes.get(connection, 0) + size
        if connection in self._idle_bytes:
            self._idle_bytes[connection] = idle_bytes
        if idle_bytes > _IDLE_BYTES:
            raise Unusable("your changes build on what nobody has")

    def send_change(self, change: bytes, but: Connection | None = None) -> None:
        """Send a change to every member except `but`; an empty one is not sent."""
        if change:
            self.broadcast(sync.update(change), but)

    def broadcast(self, message: bytes, but: Connection | None = None) -> None:
        """Send a message to every member except `but`."""
        for connection in self:
            if connection is not but:
                connection.send_binary(message)


def refuse_over(connections: Iterable[Connection]) -> None:
    """Tell the senders of changes that the interview is over."""
    problem = InterviewOver()
    for connection in set(connections):
        connection.send_frame(Error(data=ErrorData(code=problem.code, detail=problem.detail)))


def refuse_full(connection: Connection, update: bytes, error: Full) -> None:
    """Tell the sender of a change that the document is full."""
    detail = f"Your change of {len(update):,} bytes was not applied: the document is full; {error}."
    connection.send_frame(Error(data=ErrorData(code="document_full", detail=detail)))


def refuse_unusable(connection: Connection, error: Unusable) -> None:
    """Close the socket that sent a change which cannot be applied."""
    data = ErrorData(code="bad_update", detail=f"This change can't be applied: {error}.")
    connection.send_frame(Error(data=data))
    connection.close(Close.BAD_MESSAGE, data.code)


def disconnect(connections: Iterable[Connection]) -> None:
    """Close the sockets whose changes may not be stored; their clients send those again on reconnecting."""
    for connection in set(connections):
        connection.cut(Close.UNAVAILABLE, "your changes could not be stored; reconnect, they are asked for again")
