"""What every socket does: let in, greet, answer until either side closes, clean up."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import structlog
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.websockets import WebSocket

from mockmate_ws import auth
from mockmate_ws.delivery.hub import Subscription
from mockmate_ws.endpoints.admission import CLOSE_CODES, Admitted, admit, error_frame
from mockmate_ws.endpoints.command_queue import CommandQueue
from mockmate_ws.endpoints.expiry import Expiry
from mockmate_ws.endpoints.resuming import look_back, starting_points
from mockmate_ws.presence import socket_registry
from mockmate_ws.presence.socket_registry import SocketEntry
from mockmate_ws.protocol import (
    MAX_MESSAGE_BYTES,
    Auth,
    Close,
    Command,
    Hello,
    HelloData,
    Reauth,
    ResumePoint,
    StreamPosition,
)
from mockmate_ws.service import Service
from mockmate_ws.transport.client_address import address_of
from mockmate_ws.transport.connection import Bucket, Connection
from mockmate_ws.transport.uvicorn_protocol import protocol_of
from shared.core import audit, errors, request_ids, tracing
from shared.core.errors import Problem
from shared.core.view import View
from shared.events.event_log import Cursor

log = structlog.get_logger(__name__)

PING_SECONDS = 20


class Endpoint(ABC):
    """One visit of one client. Subclasses say what is followed, what the snapshot is and what commands do."""

    path: ClassVar[str]
    rate: ClassVar[float] = 10
    burst: ClassVar[float] = 20
    takes_binary: ClassVar[bool] = False
    largest_binary: ClassVar[int] = MAX_MESSAGE_BYTES

    def __init__(self, websocket: WebSocket, service: Service) -> None:
        self.websocket = websocket
        self.service = service
        self.request_id = request_ids.accept(websocket.headers.get(request_ids.HEADER))
        self.connection: Connection
        self._subscriptions: dict[str, Subscription] = {}
        self._expiry: Expiry
        self._place: SocketEntry | None = None
        self.is_here_still = False
        """Once this socket is closing: whether its person has another one for the same stream, on any process."""

    @property
    def user_id(self) -> int:
        """Who is visiting."""
        return self.connection.user_id

    # What subclasses say.

    @abstractmethod
    def followed(self) -> list[str]:
        """Return the streams this socket follows."""

    async def arrive(self) -> Mapping[str, Cursor]:
        """Take the place in the room; a Problem raised here is told and closes the socket.

        Where arriving itself may cause events, return where the streams stood before, so that these are told too.
        """
        return {}

    def snapshot(self, session: Session, positions: Mapping[str, Cursor]) -> View | None:
        """Return the snapshot frame, read in the same transaction as the positions; None when there is none."""

    async def settled(self) -> None:
        """Do what follows the greeting."""

    def relay(self, command: Command) -> bool:  # noqa: ARG002 - for subclasses
        """Carry out, and have acked, what needs no waiting; False for what `handle` is there for. May raise Problem."""
        return False

    async def handle(self, command: Command) -> None:
        """Carry a command out; it is acked when this returns. Raises Problem to refuse it."""
        raise AssertionError(f"{self.path} takes no {command.type}")

    async def on_binary(self, message: bytes) -> None:
        """Carry a binary message out, where `takes_binary` says so."""
        raise AssertionError(f"{self.path} takes no binary messages: {message[:10]!r}")

    async def depart(self) -> None:
        """Give up the place in the room."""

    # What is common.

    @classmethod
    async def serve(cls, websocket: WebSocket) -> None:
        """Run one visit, from the handshake until the socket is closed."""
        service: Service = websocket.app.state.service
        visit = cls(websocket, service)
        # This task is the visit's own, so all that it logs, tells and notes carries its id.
        structlog.contextvars.bind_contextvars(request_id=visit.request_id)
        audit.origin.set(audit.Origin(address_of(websocket) or None, visit.request_id))
        admitted = await admit(websocket, service, cls.path)
        if admitted is not None:
            await visit.run(admitted)

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
                self.connection.close(Close.RESTART, "restarting; reconnect and resume")
            elif await self._greet(admitted.resume):
                await self._answer_until_the_end(CommandQueue(self.connection, self, may_resume=admitted.may_resume))
        finally:
            self._expiry.stop()
            await self._leave()

    async def _answer_until_the_end(self, inbox: CommandQueue) -> None:
        self.connection.start_reading(inbox.heard, self.largest_binary)
        reader = asyncio.create_task(inbox.answer_all())
        end = asyncio.create_task(self.connection.ended.wait())
        await asyncio.wait((reader, end), return_when=asyncio.FIRST_COMPLETED)
        end.cancel()
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)
        if not reader.cancelled() and (error := reader.exception()) is not None:
            log.error("socket.failed", path=self.path, user_id=self.user_id, exc_info=error)
            self.connection.close(Close.UNAVAILABLE, "something went wrong here; reconnect and resume")

    async def _leave(self) -> None:
        self.connection.close(Close.NORMAL, "")
        for stream in self.service.hub.remove(self.connection):
            self.service.bridge.unfollow(stream)
        try:
            await self._give_up_place()
        except SQLAlchemyError as error:
            log.warning("socket.place_kept", path=self.path, error=type(error).__name__)
        try:
            await self.depart()
        except SQLAlchemyError as error:
            log.warning("socket.depart_failed", path=self.path, error=type(error).__name__)
        await self.connection.ended.wait()

    async def _take_place(self) -> None:
        place = SocketEntry(self.connection.id, self.user_id, self.followed()[0])
        self._place = place
        await self.service.database.run(socket_registry.add, self.service.node, place)
        # Not before: a renewal in between would take its missing row for one that gave way.
        self.service.leases.places[place.id] = (place, self.connection)

    async def _give_up_place(self) -> None:
        if self._place is None:
            return
        places = self.service.leases.places
        places.pop(self._place.id, None)
        mine = (self.user_id, self._place.stream)
        self.is_here_still = any((one.user_id, one.stream) == mine for one, _ in places.values())
        self.is_here_still |= await self.service.database.run(socket_registry.remove, self._place)

    async def has_come_back(self) -> bool:
        """Say whether the person of this socket, which is closed, has another one for the same stream by now."""
        return self._place is not None and await self.service.database.run(socket_registry.has_another, self._place)

    async def _greet(self, resume: Mapping[str, ResumePoint]) -> bool:
        try:
            before = await self.arrive()
            await self._take_place()
            # Follow first, read then: what happens in between is in the snapshot, or waits behind it.
            for stream in self.followed():
                self._subscriptions[stream] = self.service.hub.subscribe(self.connection, stream)
                await self.service.bridge.follow(stream)
            positions, snapshot, whole = await self.service.database.read(self._look, resume)
        except Problem as problem:
            self.connection.send_frame(error_frame(problem))
            self.connection.close(CLOSE_CODES.get(type(problem), Close.FORBIDDEN), problem.code)
            return False
        except DBAPIError as error:
            known = errors.from_database(error) or errors.Unavailable()
            self.connection.send_frame(error_frame(known))
            self.connection.close(CLOSE_CODES.get(type(known), Close.FORBIDDEN), known.code)
            return False
        positions = {**positions, **before}
        shown = {name: StreamPosition(epoch=one.epoch, offset=one.offset) for name, one in positions.items()}
        self.connection.send_frame(
            Hello(data=HelloData(user_id=self.user_id, streams=shown, heartbeat_seconds=PING_SECONDS))
        )
        if snapshot is not None:
            self.connection.send_frame(snapshot)
        for name, offset in starting_points(self.connection, positions, resume, whole).items():
            self._subscriptions[name].begin(offset)
        await self.settled()
        return True

    async def flush(self) -> None:
        """Wait until everything up to now has been queued for the client."""
        for subscription in self._subscriptions.values():
            await subscription.caught_up()

    def _look(
        self, session: Session, resume: Mapping[str, ResumePoint]
    ) -> tuple[dict[str, Cursor], View | None, set[str]]:
        positions, whole = look_back(session, self.followed(), resume)
        return positions, self.snapshot(session, positions), whole

    async def dispatch(self, frame: Auth | Command, *, may_resume: bool) -> None:
        """Carry out what every socket takes, and leave the rest to `handle`."""
        if isinstance(frame, Auth):
            await self._resume(frame, may_resume=may_resume)
            return
        with tracing.span(f"{self.path} {frame.type}", self.websocket.headers):
            await (self._stay_on(frame) if isinstance(frame, Reauth) else self.handle(frame))

    async def _stay_on(self, frame: Reauth) -> None:
        """Take fresh credentials in place of those the socket was opened with."""
        principal = await self.service.database.run(auth.again, self.service.settings, frame.data)
        if principal.user_id != self.user_id:
            raise errors.Forbidden("This socket is somebody else's; open one of your own.")
        self._expiry.renew(principal)

    async def _resume(self, frame: Auth, *, may_resume: bool) -> None:
        """Start again from further back, for clients that authenticated at the handshake."""
        if not may_resume or frame.data.ticket is not None:
            raise errors.Conflict("This socket is authenticated already; only its first frame may say where to resume.")
        resume = frame.data.resume
        positions, whole = await self.service.database.read(look_back, self.followed(), resume)
        for name, offset in starting_points(self.connection, positions, resume, whole).items():
            if name in resume:
                self._subscriptions[name].begin(offset)


def endpoint(kind: type[Endpoint]) -> Callable[[WebSocket], Any]:
    """Return the function that Starlette calls for each socket of a kind."""

    async def serve(websocket: WebSocket) -> None:
        await kind.serve(websocket)

    return serve
