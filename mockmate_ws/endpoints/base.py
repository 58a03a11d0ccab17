"""What every socket does: let in, greet, resume, answer commands, clean up."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Container, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import structlog
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.websockets import WebSocket

from mockmate_ws import auth, counters, protocol, socket_places
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
    Reauth,
    ResumePoint,
    Resync,
    StreamPosition,
)
from mockmate_ws.service import Service
from mockmate_ws.socket_places import Place
from mockmate_ws.wire import wire_of
from shared import audit, errors, request_ids, streams, tracing
from shared.errors import Problem
from shared.streams import Position
from shared.views import View

log = structlog.get_logger(__name__)

RESUMABLE_EVENTS = 300
RESUMABLE_TIME = timedelta(hours=24)
PING_SECONDS = 20
_FLOODS_FORGIVEN = 50
_BAD_FRAMES_FORGIVEN = 100
# Commands that wait for the one at hand; whoever says more waits with it.
_INBOX_FRAMES = 16


class Endpoint(ABC):
    """One visit of one client. Subclasses say what is followed, what the snapshot is and what commands do."""

    path: ClassVar[str]
    rate: ClassVar[float] = 10
    burst: ClassVar[float] = 20
    takes_binary: ClassVar[bool] = False

    def __init__(self, websocket: WebSocket, service: Service) -> None:
        self.websocket = websocket
        self.service = service
        self.request_id = request_ids.accept(websocket.headers.get(request_ids.HEADER))
        self.connection: Connection
        self._subscriptions: dict[str, Subscription] = {}
        self._inbox: deque[tuple[Auth | Command, bool] | bytes] = deque()
        self._news = asyncio.Event()
        self._floods = 0
        self._bad_frames = 0
        self._may_resume = False
        self._expiry: asyncio.TimerHandle | None = None
        self._place: Place | None = None
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

    async def arrive(self) -> Mapping[str, Position]:
        """Take the place in the room; a Problem raised here is told and closes the socket.

        Where arriving itself may cause events, return where the streams stood before, so that these are told too.
        """
        return {}

    def snapshot(self, session: Session, positions: Mapping[str, Position]) -> View | None:
        """Return the snapshot frame, read in the same transaction as the positions; None when there is none."""

    async def settled(self) -> None:
        """Do what follows the greeting."""

    def relay(self, command: Command) -> bool:  # noqa: ARG002 - for subclasses
        """Carry out, and have acked, what needs no waiting; False for what `handle` is there for. May raise Problem."""
        return False

    async def handle(self, command: Command) -> None:
        """Carry a command out; it is acked when this returns. Raises Problem to refuse it."""
        raise AssertionError(f"{self.path} takes no {command.type}")

    async def take(self, message: bytes) -> None:
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
        audit.origin.set(audit.Origin(websocket.client.host if websocket.client else None, visit.request_id))
        admitted = await admit(websocket, service, cls.path)
        if admitted is not None:
            await visit.stay(admitted)

    async def stay(self, admitted: Admitted) -> None:
        """Greet, then answer until either side closes."""
        service, principal = self.service, admitted.principal
        self._may_resume = admitted.may_resume
        bucket = Bucket(self.rate, self.burst)
        self.connection = Connection(wire_of(self.websocket), principal, self.path, bucket)
        service.hub.add(self.connection)
        self._close_when_expired()
        try:
            if service.draining:
                self.connection.close(Close.RESTART, "restarting; reconnect and resume")
            elif await self._greet(admitted.resume):
                await self._answer_until_the_end()
        finally:
            self._forget_expiry()
            await self._leave()

    def _close_when_expired(self) -> None:
        """Set the clock that closes this socket by its credentials; the ones before don't count any more."""
        self._forget_expiry()
        left = (self.connection.principal.expires_at - datetime.now(UTC)).total_seconds()
        self._expiry = asyncio.get_running_loop().call_later(
            max(0.0, left),
            self.connection.close,
            Close.TOKEN_EXPIRED,
            "the token has expired; reconnect with a fresh one",
        )

    def _forget_expiry(self) -> None:
        if self._expiry is not None:
            self._expiry.cancel()

    async def _answer_until_the_end(self) -> None:
        self.connection.hear(self._heard)
        reader = asyncio.create_task(self._answer_all())
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
        place = Place(self.connection.id, self.user_id, self.followed()[0])
        self._place = place
        await self.service.database.run(socket_places.take, self.service.node, place)
        # Not before: a renewal in between would take its missing row for one that gave way.
        self.service.leases.places[place.id] = (place, self.connection)

    async def _give_up_place(self) -> None:
        if self._place is None:
            return
        places = self.service.leases.places
        places.pop(self._place.id, None)
        mine = (self.user_id, self._place.stream)
        self.is_here_still = any((one.user_id, one.stream) == mine for one, _ in places.values())
        self.is_here_still |= await self.service.database.run(socket_places.give_up, self._place)

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
        for name, offset in self._starting_points(positions, resume, whole).items():
            self._subscriptions[name].begin(offset)
        await self.settled()
        return True

    async def told_all(self) -> None:
        """Wait until everything up to now has been queued for the client."""
        for subscription in self._subscriptions.values():
            await subscription.caught_up()

    def _look(
        self, session: Session, resume: Mapping[str, ResumePoint]
    ) -> tuple[dict[str, Position], View | None, set[str]]:
        positions, whole = self._look_back(session, resume)
        return positions, self.snapshot(session, positions), whole

    def _look_back(self, session: Session, resume: Mapping[str, ResumePoint]) -> tuple[dict[str, Position], set[str]]:
        """Return where the streams stand, and which of them can be told whole from where the client left off."""
        positions = streams.positions(session, self.followed())
        whole = {
            name
            for name, position in positions.items()
            if (point := resume.get(name)) is not None and _can_be_told(session, name, position, point)
        }
        return positions, whole

    def _starting_points(
        self, positions: Mapping[str, Position], resume: Mapping[str, ResumePoint], whole: Container[str]
    ) -> dict[str, int]:
        """Return the offset behind which each stream begins: where the client left off, or its top."""
        for name in resume.keys() - positions.keys():
            problem = errors.Forbidden(f"This socket doesn't follow {name!r}.")
            self.connection.tell(error_frame(problem))
        points = {}
        for name, position in positions.items():
            points[name] = position.offset
            if name in whole:
                points[name] = resume[name].offset
                counters.RESUMES.labels("whole").inc()
            elif name in resume:
                counters.RESUMES.labels("resync").inc()
                shown = StreamPosition(epoch=position.epoch, offset=position.offset)
                self.connection.tell(Resync(stream=name, data=shown))
        return points

    def _heard(self, message: str | bytes) -> None:
        """Take a message: what needs no waiting is done at once, the rest waits for its turn in the inbox."""
        if isinstance(message, bytes) and self.takes_binary:
            self._put_by(message)
            return
        wait = self.connection.bucket.wait_seconds()
        if wait:
            self._refuse_flood(wait)
            return
        try:
            frame = self._read(message)
            if isinstance(frame, Auth) or not self._relay(frame):
                self._put_by((frame, self._may_resume))
        except BadFrame as bad:
            self._refuse_frame(bad)
        self._may_resume = False

    def _put_by(self, item: tuple[Auth | Command, bool] | bytes) -> None:
        self._inbox.append(item)
        self._news.set()
        if len(self._inbox) >= _INBOX_FRAMES:
            self.connection.hold()

    def _read(self, message: str | bytes) -> Auth | Command:
        if isinstance(message, bytes):
            raise BadFrame("binary_not_expected", "This socket takes text frames.")
        return protocol.parse(message, self.path)

    def _relay(self, frame: Command) -> bool:
        try:
            if not self._is_repeated(frame) and not self.relay(frame):
                return False
        except Problem as problem:
            self._refuse(frame, problem)
        else:
            self._ack(frame)
        return True

    def _refuse_flood(self, wait: float) -> None:
        self._floods += 1
        if self._floods > _FLOODS_FORGIVEN:
            self.connection.close(Close.FLOOD, "too many messages")
        milliseconds = max(1, int(wait * 1000))
        data = ErrorData(code="too_many_messages", detail="Slow down.", retry_after_ms=milliseconds)
        self.connection.tell(Error(data=data))

    def _refuse_frame(self, bad: BadFrame) -> None:
        self._bad_frames += 1
        data = ErrorData(code=bad.code, detail=bad.detail)
        self.connection.tell(Error(id=bad.id, request_id=self.request_id, data=data))
        if self._bad_frames > _BAD_FRAMES_FORGIVEN:
            self.connection.close(Close.BAD_MESSAGE, "too many frames that can't be used")

    async def _answer_all(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            while self._inbox and not self.connection.is_closing:
                item = self._inbox.popleft()
                if len(self._inbox) < _INBOX_FRAMES // 2:
                    self.connection.read_on()
                with self.connection.answering():
                    if isinstance(item, bytes):
                        await self.take(item)
                    else:
                        await self._answer(item[0], may_resume=item[1])

    async def _answer(self, frame: Auth | Command, *, may_resume: bool) -> None:
        try:
            if isinstance(frame, Auth):
                await self._resume(frame, may_resume=may_resume)
            elif not self._is_repeated(frame):
                with tracing.span(f"{self.path} {frame.type}", self.websocket.headers):
                    await (self._stay_on(frame) if isinstance(frame, Reauth) else self.handle(frame))
            self._ack(frame)
        except Problem as problem:
            self._refuse(frame, problem)
        except DBAPIError as error:
            known = errors.from_database(error)
            if known is None:
                raise
            self._refuse(frame, known)

    def _ack(self, frame: Auth | Command) -> None:
        if frame.id is not None:
            self.connection.remember(frame.id, frame)
            self.connection.tell(Ack(id=frame.id, request_id=self.request_id))

    def _refuse(self, frame: Auth | Command, problem: Problem) -> None:
        refusal = error_frame(problem, frame.id)
        self.connection.tell(refusal.model_copy(update={"request_id": self.request_id}))

    def _is_repeated(self, frame: Command) -> bool:
        before = self.connection.acked(frame.id) if frame.id is not None else None
        if before is not None and before != frame:
            raise errors.CommandIdReused
        return before is not None

    async def _stay_on(self, frame: Reauth) -> None:
        """Take fresh credentials in place of those the socket was opened with."""
        principal = await self.service.database.run(auth.again, self.service.settings, frame.data)
        if principal.user_id != self.user_id:
            raise errors.Forbidden("This socket is somebody else's; open one of your own.")
        self.connection.principal = principal
        self._close_when_expired()

    async def _resume(self, frame: Auth, *, may_resume: bool) -> None:
        """Start again from further back, for clients that authenticated at the handshake."""
        if not may_resume or frame.data.ticket is not None:
            raise errors.Conflict("This socket is authenticated already; only its first frame may say where to resume.")
        positions, whole = await self.service.database.read(self._look_back, frame.data.resume)
        for name, offset in self._starting_points(positions, frame.data.resume, whole).items():
            if name in frame.data.resume:
                self._subscriptions[name].begin(offset)


def _can_be_told(session: Session, stream: str, position: Position, point: ResumePoint) -> bool:
    missed = position.offset - point.offset
    if point.epoch != position.epoch or not 0 <= missed <= RESUMABLE_EVENTS:
        return False
    return missed == 0 or streams.is_recent(session, stream, point.offset + 1, RESUMABLE_TIME)


def endpoint(kind: type[Endpoint]) -> Callable[[WebSocket], Any]:
    """Return the function that Starlette calls for each socket of a kind."""

    async def serve(websocket: WebSocket) -> None:
        await kind.serve(websocket)

    return serve
