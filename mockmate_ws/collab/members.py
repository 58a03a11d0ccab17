"""The sockets at one shared document, and what they are sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mockmate_ws.collab import sync
from mockmate_ws.collab.form import Incomplete
from mockmate_ws.collab.replica import Full
from mockmate_ws.protocol import Close, Error, ErrorData
from mockmate_ws.transport.connection import Connection
from mockmate_ws.transport.frames import encode_frame
from shared.core.errors import InterviewOver
from shared.core.view import View

# Each opened page writes as a client of its own, and a document accepts a limited number of clients.
_CLIENTS_PER_USER = 256


class Members:
    """The sockets of this process that have a document open."""

    def __init__(self) -> None:
        # Each with whether a step 1 of ours is unanswered: the answer will bring what its changes build on.
        self._members: dict[Connection, bool] = {}
        self._clients_by_user: Counter[int] = Counter()

    def __iter__(self) -> Iterator[Connection]:
        return iter(tuple(self._members))

    def __len__(self) -> int:
        return len(self._members)

    def __contains__(self, connection: Connection) -> bool:
        return connection in self._members

    def add(self, connection: Connection) -> None:
        """Add a socket, unless it is a member already."""
        self._members.setdefault(connection, False)

    def remove(self, connection: Connection) -> bool:
        """Remove a socket; False if it was not a member."""
        return self._members.pop(connection, None) is not None

    def may_add_clients(self, connection: Connection) -> int:
        """Return how many clients a user may still write with for the first time."""
        return _CLIENTS_PER_USER - self._clients_by_user[connection.user_id]

    def add_clients(self, connection: Connection, new: int) -> None:
        """Count clients that wrote for the first time."""
        self._clients_by_user[connection.user_id] += new

    def send_change(self, change: bytes, but: Connection | None = None) -> None:
        """Send a change to every member except `but`."""
        self.broadcast(sync.update(change), but)

    def broadcast(self, message: bytes, but: Connection | None = None) -> None:
        """Send a binary message to every member except `but`."""
        frame = encode_frame(message, binary=True)
        for connection in self._members:
            if connection is not but:
                connection.send(frame)

    def send_frame(self, frame: View) -> None:
        """Send one of our own frames to every member."""
        for connection in self._members:
            connection.send_frame(frame)

    def refuse(self, connection: Connection, update: bytes, error: Exception, state: bytes) -> None:
        """Tell the sender of a change why it was not applied to a document that has this state."""
        if isinstance(error, Full):
            detail = f"Your change of {len(update):,} bytes was not applied: the document is full; {error}."
            connection.send_frame(Error(data=ErrorData(code="document_full", detail=detail)))
        elif isinstance(error, Incomplete):
            # The sender has what it builds on, if anyone has: the answer brings that, and this change again.
            self.ask(state, [connection])
        else:
            refuse_unusable(connection, error)

    def ask(self, state: bytes, connections: Iterable[Connection]) -> None:
        """Ask members for everything that a state lacks, unless they were asked already and did not answer yet."""
        for connection in connections:
            if self._members.get(connection) is False:
                self._members[connection] = True
                connection.send_binary(sync.step1(state))

    def ask_anew(self, state: bytes) -> None:
        """Ask every member for what a state lacks, since they may show what is no longer stored.

        The answer to an earlier question, which may be under way, lacks that.
        """
        for connection in self._members:
            self._members[connection] = True
            connection.send_binary(sync.step1(state))

    def note_answer(self, connection: Connection) -> None:
        """Note that a member has answered."""
        self._members[connection] = False


def refuse_over(connections: Iterable[Connection]) -> None:
    """Tell the senders of changes that the interview is over."""
    problem = InterviewOver()
    for connection in set(connections):
        connection.send_frame(Error(data=ErrorData(code=problem.code, detail=problem.detail)))


def refuse_unsaved(connection: Connection) -> None:
    """Tell the sender of a change that too many changes can't be stored at the moment."""
    detail = "Changes can't be stored at the moment, and too many wait. You are asked for yours again once they can."
    connection.send_frame(Error(data=ErrorData(code="document_unsaved", detail=detail)))


def refuse_awareness(connection: Connection, problem: str) -> None:
    """Tell the sender of an awareness state why nobody is shown it."""
    detail = f"An awareness state was not passed on: {problem}."
    connection.send_frame(Error(data=ErrorData(code="invalid", detail=detail)))


def refuse_unusable(connection: Connection, error: Exception) -> None:
    """Close the socket that sent a change which cannot be applied."""
    data = ErrorData(code="bad_update", detail=f"This message is broken: {error}.")
    connection.send_frame(Error(data=data))
    connection.close(Close.BAD_MESSAGE, data.code)
