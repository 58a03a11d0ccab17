"""What every socket does: let in, greet, resume, answer commands, clean up."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

import structlog
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.websockets import WebSocket

from mockmate_ws import protocol
from mockmate_ws.connection import Bucket, Connection
from mockmate_ws.endpoints.admission import CLOSE_CODES, Admitted, admit, error_frame
from mockmate_ws.hub import Subscription
from mockmate_ws.protocol import (
    Ack,
    Auth,
    BadFrame,
    Close,
    Command,
    Error,
    ErrorData,
    Hello,
    HelloData,
    ResumePoint,
    Resync,
    StreamPosition,
)
from mockmate_ws.service import Service
from shared import errors, streams
from shared.errors import Problem
from shared.streams import Position
from shared.views import View

log = structlog.get_logger(__name__)

SOCKETS_PER_USER = 5
RESUMABLE_EVENTS = 300
PING_SECONDS = 20
_FLOODS_FORGIVEN = 50


class Endpoint(ABC):
    """One visit of one client. Subclasses say what is followed, what the snapshot is and what commands do."""

    path: ClassVar[str]
    rate: ClassVar[float] = 10
    burst: ClassVar[float] = 20

    def __init__(self, websocket: WebSocket, service: Service) -> None:
        self.websocket = websocket
        self.service = service
        self.connection: Connection
        self._subscriptions: dict[str, Subscription] = {}
        self._floods = 0
        self._may_resume = False

    @property
    def user_id(self) -> int:
        """Who is visiting."""
        return self.connection.user_id

    # What subclasses say.

    @abstractmethod
    def followed(self) -> list[str]:
        """Return the streams this socket follows."""

    async def arrive(self) -> Mapping[str, Position]:
        """Take the place in the room; a Problem raised here is told and closes the socket.

        Where arriving itself may cause events, return where the streams stood before, so that these are told too.
        """
        return {}

    def snapshot(self, session: Session, positions: Mapping[str, Position]) -> View | None:
        """Return the snapshot frame, read in the same transaction as the positions; None when there is none."""

    async def settled(self) -> None:
        """Do what follows the greeting."""

    async def handle(self, command: Command) -> None:
        """Carry a command out; it is acked when this returns. Raises Problem to refuse it."""
        raise AssertionError(f"{self.path} takes no {command.type}")

    async def take(self, message: bytes) -> None:  # noqa: ARG002 - for the socket that takes some
        """Carry out a binary message; most sockets take none."""
        if wait := self.connection.bucket.wait_seconds():
            self._refuse_flood(wait)
        else:
            self._refuse_frame(BadFrame("binary_not_expected", "This socket takes text frames."))

    async def depart(self) -> None:
        """Give up the place in the room."""

    # What is common.

    @classmethod
    async def serve(cls, websocket: WebSocket) -> None:
        """Run one visit, from the handshake until the socket is closed."""
        service: Service = websocket.app.state.service
        admitted = await admit(websocket, service, cls.path)
        if admitted is not None:
            await cls(websocket, service).stay(admitted)

    async def stay(self, admitted: Admitted) -> None:
        """Greet, then answer until either side closes."""
        hub, principal = self.service.hub, admitted.principal
        self._may_resume = admitted.may_resume
        self.connection = Connection(self.websocket, principal, self.path, Bucket(self.rate, self.burst))
        writer = asyncio.create_task(self.connection.write())
        if len(hub.of_user(principal.user_id)) >= SOCKETS_PER_USER:
            self.connection.close(Close.TOO_MANY_SOCKETS, f"more than {SOCKETS_PER_USER} sockets")
            await writer
            return
        hub.add(self.connection)
        lifetime = max(0.0, (principal.expires_at - datetime.now(UTC)).total_seconds())
        expiry = asyncio.get_running_loop().call_later(
            lifetime, self.connection.close, Close.TOKEN_EXPIRED, "the token has expired; reconnect with a fresh one"
        )
        try:
            if await self._greet(admitted.resume):
                reader = asyncio.create_task(self._answer_all())
                await asyncio.wait((reader, writer), return_when=asyncio.FIRST_COMPLETED)
                reader.cancel()
                await asyncio.gather(reader, return_exceptions=True)
                self._report(reader)
        finally:
            expiry.cancel()
            await self._leave(writer)

    def _report(self, reader: asyncio.Task[None]) -> None:
        if not reader.cancelled() and (error := reader.exception()) is not None:
            log.error("socket.failed", path=self.path, user_id=self.user_id, exc_info=error)
            self.connection.close(Close.UNAVAILABLE, "something went wrong here; reconnect and resume")

    async def _leave(self, writer: asyncio.Task[None]) -> None:
        self.connection.close(Close.NORMAL, "")
        for stream in self.service.hub.remove(self.connection):
            await self.service.bridge.unfollow(stream)
        try:
            await self.depart()
        except SQLAlchemyError as error:
            log.warning("socket.depart_failed", path=self.path, error=type(error).__name__)
        await writer

    async def _greet(self, resume: Mapping[str, ResumePoint]) -> bool:
        try:
            before = await self.arrive()
            # Follow first, read then: what happens in between is in the snapshot, or waits behind it.
            for stream in self.followed():
                self._subscriptions[stream] = self.service.hub.subscribe(self.connection, stream)
                await self.service.bridge.follow(stream)
            positions, snapshot = await self.service.database.read(self._look)
        except Problem as problem:
            self.connection.tell(error_frame(problem))
            self.connection.close(CLOSE_CODES.get(type(problem), Close.FORBIDDEN), problem.code)
            return False
        except DBAPIError as error:
            known = errors.from_database(error) or errors.Unavailable()
            self.connection.tell(error_frame(known))
            self.connection.close(CLOSE_CODES.get(type(known), Close.FORBIDDEN), known.code)
            return False
        positions = {**positions, **before}
        shown = {name: StreamPosition(epoch=one.epoch, offset=one.offset) for name, one in positions.items()}
        self.connection.tell(Hello(data=HelloData(user_id=self.user_id, streams=shown, heartbeat_seconds=PING_SECONDS)))
        if snapshot is not None:
            self.connection.tell(snapshot)
        for name, offset in self._starting_points(positions, resume).items():
            self._subscriptions[name].begin(offset)
        await self.settled()
        return True

    async def told_all(self) -> None:
        """Wait until everything up to now has been queued for the client."""
        for subscription in self._subscriptions.values():
            await subscription.caught_up()

    def _look(self, session: Session) -> tuple[dict[str, Position], View | None]:
        positions = streams.positions(session, self.followed())
        return positions, self.snapshot(session, positions)

    def _starting_points(self, positions: Mapping[str, Position], resume: Mapping[str, ResumePoint]) -> dict[str, int]:
        """Return the offset behind which each stream begins: where the client left off, or its top."""
        for name in resume.keys() - positions.keys():
            problem = errors.Forbidden(f"This socket doesn't follow {name!r}.")
            self.connection.tell(error_frame(problem))
        points = {}
        for name, position in positions.items():
            point = resume.get(name)
            points[name] = position.offset
            if point is None:
                continue
            if point.epoch == position.epoch and 0 <= position.offset - point.offset <= RESUMABLE_EVENTS:
                points[name] = point.offset
            else:
                shown = StreamPosition(epoch=position.epoch, offset=position.offset)
                self.connection.tell(Resync(stream=name, data=shown))
        return points

    async def _answer_all(self) -> None:
        while (message := await self.connection.receive()) is not None:
            if isinstance(message, bytes):
                await self.take(message)
            elif wait := self.connection.bucket.wait_seconds():
                self._refuse_flood(wait)
            else:
                await self._answer(message)

    def _refuse_flood(self, wait: float) -> None:
        self._floods += 1
        if self._floods > _FLOODS_FORGIVEN:
            self.connection.close(Close.FLOOD, "too many messages")
        milliseconds = max(1, int(wait * 1000))
        data = ErrorData(code="too_many_messages", detail="Slow down.", retry_after_ms=milliseconds)
        self.connection.tell(Error(data=data))

    def _refuse_frame(self, bad: BadFrame) -> None:
        self.connection.tell(Error(id=bad.id, data=ErrorData(code=bad.code, detail=bad.detail)))

    async def _answer(self, text: str) -> None:
        id_: str | None = None
        try:
            frame = protocol.parse(text, self.path)
            id_ = frame.id
            if isinstance(frame, Auth):
                await self._resume(frame)
            elif not self._is_repeated(frame):
                await self.handle(frame)
            if id_ is not None:
                self.connection.remember(id_, frame)
                self.connection.tell(Ack(id=id_))
        except BadFrame as bad:
            self._refuse_frame(bad)
        except Problem as problem:
            self.connection.tell(error_frame(problem, id_))
        except DBAPIError as error:
            known = errors.from_database(error)
            if known is None:
                raise
            self.connection.tell(error_frame(known, id_))
        finally:
            self._may_resume = False

    def _is_repeated(self, frame: Command) -> bool:
        before = self.connection.acked(frame.id) if frame.id is not None else None
        if before is not None and before != frame:
            raise errors.CommandIdReused
        return before is not None

    async def _resume(self, frame: Auth) -> None:
        """Start again from further back, for clients that authenticated at the handshake."""
        if not self._may_resume or frame.data.ticket is not None:
            raise errors.Conflict("This socket is authenticated already; only its first frame may say where to resume.")
        positions = await self.service.database.run(streams.positions, self.followed())
        for name, offset in self._starting_points(positions, frame.data.resume).items():
            if name in frame.data.resume:
                self._subscriptions[name].begin(offset)


def endpoint(kind: type[Endpoint]) -> Callable[[WebSocket], Any]:
    """Return the function that Starlette calls for each socket of a kind."""

    async def serve(websocket: WebSocket) -> None:
        await kind.serve(websocket)

    return serve
