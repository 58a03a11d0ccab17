"""What every socket does: admit the client, greet it, answer until either side closes, clean up."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

import structlog
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.websockets import WebSocket

from mockmate_ws.auth import Credentials
from mockmate_ws.delivery.hub import Subscription
from mockmate_ws.endpoints.admission import CLOSE_CODES, Admitted, admit, error_frame
from mockmate_ws.endpoints.command_queue import CommandQueue
from mockmate_ws.endpoints.expiry import Expiry
from mockmate_ws.endpoints.resuming import Opening, Start, read_starts, starting_points
from mockmate_ws.presence import socket_registry
from mockmate_ws.presence.socket_registry import SocketEntry
from mockmate_ws.protocol import (
    MAX_MESSAGE_BYTES,
    Close,
    Command,
    Decline,
    Hello,
    HelloData,
    Reauth,
    ResumePoint,
    StreamPosition,
)
from mockmate_ws.rooms import command_dedup
from mockmate_ws.service import Service
from mockmate_ws.transport.client_address import address_of
from mockmate_ws.transport.connection import Bucket, Connection
from mockmate_ws.transport.uvicorn_protocol import protocol_of
from shared.core import audit, database_errors, errors, request_ids
from shared.core.errors import Problem
from shared.core.settings import Settings
from shared.core.view import View
from shared.events.event_log import Cursor
from shared.matching import interviews

log = structlog.get_logger(__name__)

PING_SECONDS = 20


class Endpoint(ABC):
    """One connection of one client. Subclasses define the streams, the snapshot and the commands."""

    path: ClassVar[str]
    rate: ClassVar[float] = 10
    burst: ClassVar[float] = 20
    accepts_binary: ClassVar[bool] = False
    largest_binary: ClassVar[int] = MAX_MESSAGE_BYTES

    def __init__(self, websocket: WebSocket, service: Service) -> None:
        self.websocket = websocket
        self.service = service
        self.request_id = request_ids.accept(websocket.headers.get(request_ids.HEADER))
        self.connection: Connection
        self._subscriptions: dict[str, Subscription] = {}
        self._expiry: Expiry
        self._entry: SocketEntry | None = None
        self.has_other_socket = False
        """Whether, once this socket is closing, its user has another one for the same stream, in any process."""

    @property
    def user_id(self) -> int:
        """The user who is connected."""
        return self.connection.user_id

    # For subclasses.

    @abstractmethod
    def followed(self) -> list[str]:
        """Return the streams this socket follows. May raise Problem, like `enter`, which comes next."""

    async def enter(self) -> Mapping[str, Cursor]:
        """Enter the room. A Problem raised here is sent and closes the socket.

        If entering may cause events, this returns the positions of the streams before, so that these events are sent.
        """
        return {}

    def snapshot(self, session: Session, positions: Mapping[str, Cursor]) -> View | None:
        """Return the snapshot frame, read in the same transaction as the positions; None if this socket has none."""

    async def after_greeting(self) -> None:
        """Do what has to follow the greeting."""

    def relay(self, command: Command) -> bool:  # noqa: ARG002 - for subclasses
        """Carry out a command that needs no waiting; False for one that `handle` is for. May raise Problem."""
        return False

    async def handle(self, command: Command) -> None:
        """Carry out a command, which is acked when this returns. Raises Problem to refuse it."""
        raise AssertionError(f"{self.path} takes no {command.type}")

    async def decline(self, command: Decline) -> None:
        """Decline a match, on the sockets that take this command. It may be repeated: a match is declined once."""
        await self.service.database.run(_decline, self.service.settings, self.user_id, command)

    def on_binary_at_once(self, message: bytes) -> bool:  # noqa: ARG002 - for subclasses
        """Carry out a binary message that needs no waiting; False for one that `on_binary` is for."""
        return False

    async def on_binary(self, message: bytes) -> None:
        """Carry out a binary message, if `accepts_binary`."""
        raise AssertionError(f"{self.path} takes no binary messages: {message[:10]!r}")

    async def leave(self) -> None:
        """Leave the room."""

    # For all sockets.

    @classmethod
    async def serve(cls, websocket: WebSocket) -> None:
        """Serve one connection, from the handshake until the socket is closed."""
        service: Service = websocket.app.state.service
        connected = cls(websocket, service)
        # This task serves one connection, so its logs, events and audit entries all carry its request id.
        structlog.contextvars.bind_contextvars(request_id=connected.request_id)
        audit.origin.set(audit.Origin(address_of(websocket) or None, connected.request_id))
        admitted = await admit(websocket, service, cls.path)
        if admitted is not None:
            await connected.run(admitted)

    async def run(self, admitted: Admitted) -> None:
        """Greet, then answer until either side closes."""
        service, principal = self.service, admitted.principal
        bucket = Bucket(self.rate, self.burst)
        self.connection = Connection(protocol_of(self.websocket), principal, self.path, bucket)
        service.hub.add(self.connection)
        self._expiry = Expiry(self.connection)
        self._expiry.start()
        try:
            if service.draining:
                self.connection.close(Close.RESTART, service.restart_reason)
            elif await self._greet(admitted.resume):
                await self._answer_until_the_end(CommandQueue(self.connection, self, may_resume=admitted.may_resume))
        finally:
            self._expiry.stop()
            await self._clean_up()

    async def _answer_until_the_end(self, queue: CommandQueue) -> None:
        self.connection.start_reading(queue.on_message, self.largest_binary)
        await self.connection.ended.wait()
        await queue.stop()

    async def _clean_up(self) -> None:
        self.connection.close(Close.NORMAL, "")
        for stream in self.service.hub.remove(self.connection):
            self.service.bridge.unfollow(stream)
        # They know this endpoint, and a cycle would wait for the garbage collector.
        self._subscriptions.clear()
        try:
            await self._unregister_socket()
        except SQLAlchemyError as error:
            log.warning("socket.place_kept", path=self.path, error=type(error).__name__)
        try:
            await self.leave()
        except SQLAlchemyError as error:
            log.warning("socket.depart_failed", path=self.path, error=type(error).__name__)
        await self.connection.ended.wait()

    async def _register_socket(self) -> None:
        entry = SocketEntry(self.connection.id, self.user_id, self.followed()[0])
        self._entry = entry
        await self.service.register(entry)
        # Not before: a renewal in between would not find the row, and consider the socket displaced.
        self.service.leases.sockets[entry.id] = (entry, self.connection)

    async def _unregister_socket(self) -> None:
        if self._entry is None:
            return
        sockets = self.service.leases.sockets
        sockets.pop(self._entry.id, None)
        mine = (self.user_id, self._entry.stream)
        self.has_other_socket = any((one.user_id, one.stream) == mine for one, _ in sockets.values())
        self.has_other_socket |= await self.service.database.batch(socket_registry.remove, self._entry)

    async def has_come_back(self) -> bool:
        """Return whether the user of this socket, which is closed, has another one for the same stream by now."""
        return self._entry is not None and await self.service.database.batch(socket_registry.have_another, self._entry)

    async def _greet(self, resume: Mapping[str, ResumePoint]) -> bool:
        try:
            # Follow before reading: an event in between is in the snapshot, or is sent after it. And before entering:
            # what others send to whoever they see here arrives.
            for stream in self.followed():
                self._subscriptions[stream] = self.service.hub.subscribe(
                    self.connection, stream, partial(self._start_over, stream)
                )
                await self.service.bridge.follow(stream)
            before = await self.enter()
            await self._register_socket()
            start = await self._read_start(resume)
        except Problem as problem:
            self.connection.send_frame(error_frame(problem))
            self.connection.close(CLOSE_CODES.get(type(problem), Close.FORBIDDEN), problem.code)
            return False
        except DBAPIError as error:
            known = database_errors.from_database(error) or errors.Unavailable()
            self.connection.send_frame(error_frame(known))
            self.connection.close(CLOSE_CODES.get(type(known), Close.FORBIDDEN), known.code)
            return False
        positions = {**start.positions, **before}
        shown = {name: StreamPosition(epoch=one.epoch, offset=one.offset) for name, one in positions.items()}
        self.connection.send_frame(
            Hello(data=HelloData(user_id=self.user_id, streams=shown, heartbeat_seconds=PING_SECONDS))
        )
        if start.snapshot is not None:
            self.connection.send_frame(start.snapshot)
        for name, point in starting_points(self.connection, positions, resume, start.whole).items():
            self._subscriptions[name].begin(point, start.positions[name].offset)
        await self.after_greeting()
        return True

    async def flush(self) -> None:
        """Wait until every event up to now is queued for the client."""
        for subscription in self._subscriptions.values():
            await subscription.caught_up()

    async def _read_start(self, resume: Mapping[str, ResumePoint]) -> Start:
        opening = Opening(self.followed(), resume, self.snapshot)
        return await self.service.database.batch(read_starts, opening, snapshot=True)

    async def _start_over(self, stream: str) -> tuple[Cursor, View | None]:
        start = await self._read_start({})
        return start.positions[stream], start.snapshot

    async def reauthenticate(self, frame: Reauth) -> None:
        """Replace the credentials of the socket by fresh ones."""
        principal = await self.service.identify(Credentials(frame.data.token, frame.data.ticket))
        if principal.user_id != self.user_id:
            raise errors.Forbidden("This socket is somebody else's; open one of your own.")
        self._expiry.renew(principal)

    async def resume(self, resume: Mapping[str, ResumePoint]) -> None:
        """Start again from further back."""
        start = await self.service.database.batch(read_starts, Opening(self.followed(), resume), snapshot=True)
        for name, point in starting_points(self.connection, start.positions, resume, start.whole).items():
            if name in resume:
                self._subscriptions[name].begin(point, start.positions[name].offset)


def endpoint(kind: type[Endpoint]) -> Callable[[WebSocket], Any]:
    """Return the function that Starlette calls for each connection to a socket."""

    async def serve(websocket: WebSocket) -> None:
        await kind.serve(websocket)

    return serve


def _decline(session: Session, settings: Settings, user_id: int, command: Decline) -> None:
    if command_dedup.claim(session, user_id, command):
        interviews.decline(session, settings, command.data.interview_id, user_id, command.data.reason)
