"""The messages of a client: limited in rate, parsed, and carried out in order, one at a time, each answered."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, ClassVar, Protocol

import structlog
from sqlalchemy.exc import DBAPIError
from starlette.websockets import WebSocket

from mockmate_ws import protocol
from mockmate_ws.endpoints.admission import error_frame
from mockmate_ws.protocol import Ack, Auth, BadFrame, Close, Command, Error, ErrorData, Reauth, ResumePoint
from mockmate_ws.transport.connection import Connection
from shared.core import database_errors, errors, tracing
from shared.core.errors import Problem

log = structlog.get_logger(__name__)

_FLOODS_FORGIVEN = 50
_BAD_FRAMES_FORGIVEN = 100
# Queued commands and bytes past which nothing more is read from the client.
_MAX_QUEUED = 16
_MAX_AT_ONCE = 16
_MAX_QUEUED_BYTES = 256 * 1024


class Handler(Protocol):
    """Carries out the messages of a client."""

    path: ClassVar[str]
    accepts_binary: ClassVar[bool]
    websocket: WebSocket
    request_id: str

    def relay(self, command: Command) -> bool:
        """Carry out a command that needs no waiting; False for one that `handle` is for. May raise Problem."""

    async def handle(self, command: Command) -> None:
        """Carry out a command, which is acked when this returns. Raises Problem to refuse it."""

    async def reauthenticate(self, frame: Reauth) -> None:
        """Replace the credentials of the socket. Raises Problem to refuse the new ones."""

    async def resume(self, resume: Mapping[str, ResumePoint]) -> None:
        """Start streams again from further back."""

    def on_binary_at_once(self, message: bytes) -> bool:
        """Carry out a binary message that needs no waiting; False for one that `on_binary` is for."""

    async def on_binary(self, message: bytes) -> None:
        """Carry out a binary message."""


class CommandQueue:
    """The messages of one client after its greeting. With `may_resume` the first one may say where to resume.

    Text and binary messages each keep their order. They do not wait for each other: a command may take long while its
    sender types.
    """

    def __init__(self, connection: Connection, handler: Handler, *, may_resume: bool) -> None:
        self._connection = connection
        self._handler = handler
        self._may_resume = may_resume
        # A task for each kind of message, which ends once there is none.
        self._tasks: dict[Callable[[], Coroutine[Any, Any, None]], asyncio.Task[None]] = {}
        self._context = contextvars.copy_context()
        self._commands: list[tuple[Auth | Command, bool]] = []
        self._binaries: list[bytes] = []
        self._waiting_binaries = 0  # with the one that is being carried out
        self._waiting_bytes = 0
        self._done_in_turn = 0
        self._floods = 0
        self._bad_frames = 0

    def on_message(self, message: str | bytes) -> None:
        """Carry out a message that needs no waiting at once, and queue any other."""
        if isinstance(message, bytes) and self._handler.accepts_binary:
            if self._waiting_binaries or not (self._may_act_at_once() and self._handler.on_binary_at_once(message)):
                self._waiting_binaries += 1
                self._waiting_bytes += len(message)
                self._binaries.append(message)
                self._run(self._carry_out_binaries)
                self._pause_if_full()
            return
        wait = self._connection.bucket.take()
        if wait:
            self._refuse_flood(wait)
            return
        try:
            frame = self._parse(message)
            if isinstance(frame, Auth) or not self._relay(frame):
                self._commands.append((frame, self._may_resume))
                self._run(self._carry_out_commands)
                self._pause_if_full()
        except BadFrame as bad:
            self._refuse_frame(bad)
        self._may_resume = False

    def _may_act_at_once(self) -> bool:
        """Whether few were carried out in this turn of the loop: a client that sends many must not hold up others."""
        if self._done_in_turn == 0:
            asyncio.get_running_loop().call_soon(self._end_turn)
        self._done_in_turn += 1
        return self._done_in_turn <= _MAX_AT_ONCE

    def _end_turn(self) -> None:
        self._done_in_turn = 0

    def _pause_if_full(self) -> None:
        if max(len(self._commands), self._waiting_binaries) >= _MAX_QUEUED or self._waiting_bytes > _MAX_QUEUED_BYTES:
            self._connection.pause()

    def _resume_if_free(self) -> None:
        waiting = max(len(self._commands), self._waiting_binaries)
        if waiting < _MAX_QUEUED // 2 and self._waiting_bytes <= _MAX_QUEUED_BYTES // 2:
            self._connection.resume()

    def _parse(self, message: str | bytes) -> Auth | Command:
        if isinstance(message, bytes):
            raise BadFrame("binary_not_expected", "This socket takes text frames.")
        return protocol.parse(message, self._handler.path)

    def _relay(self, frame: Command) -> bool:
        try:
            if not self._is_repeated(frame) and not self._handler.relay(frame):
                return False
        except Problem as problem:
            self._refuse(frame, problem)
        else:
            self._ack(frame)
        return True

    def _refuse_flood(self, wait: float) -> None:
        self._floods += 1
        if self._floods > _FLOODS_FORGIVEN:
            self._connection.close(Close.FLOOD, "too many messages")
        milliseconds = max(1, int(wait * 1000))
        data = ErrorData(code="too_many_messages", detail="Slow down.", retry_after_ms=milliseconds)
        self._connection.send_frame(Error(data=data))

    def _refuse_frame(self, bad: BadFrame) -> None:
        self._bad_frames += 1
        data = ErrorData(code=bad.code, detail=bad.detail)
        self._connection.send_frame(Error(id=bad.id, request_id=self._handler.request_id, data=data))
        if self._bad_frames > _BAD_FRAMES_FORGIVEN:
            self._connection.close(Close.BAD_MESSAGE, "too many frames that can't be used")

    def _run(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if work not in self._tasks:
            # In the context of the socket, whose request id goes into logs and events.
            self._tasks[work] = asyncio.create_task(self._until_done(work), context=self._context)

    async def _until_done(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        except Exception as error:
            log.error("socket.failed", path=self._handler.path, user_id=self._connection.user_id, exc_info=error)
            self._connection.close(Close.UNAVAILABLE, "something went wrong here; reconnect and resume")
        finally:
            self._tasks.pop(work, None)

    async def stop(self) -> None:
        """Carry out nothing more."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry_out_commands(self) -> None:
        while self._commands:
            frame, may_resume = self._commands.pop(0)
            self._resume_if_free()
            if not self._connection.is_closing:
                with self._connection.answering():
                    await self._answer(frame, may_resume=may_resume)

    async def _carry_out_binaries(self) -> None:
        while self._binaries:
            message = self._binaries.pop(0)
            if not self._connection.is_closing:
                with self._connection.answering():
                    await self._handler.on_binary(message)
            self._waiting_binaries -= 1
            self._waiting_bytes -= len(message)
            self._resume_if_free()
            # Much may be queued, and none of it need wait for anything.
            await asyncio.sleep(0)

    async def _answer(self, frame: Auth | Command, *, may_resume: bool) -> None:
        try:
            if isinstance(frame, Auth):
                await self._resume(frame, may_resume=may_resume)
            elif not self._is_repeated(frame):
                await self._carry_out(frame)
            self._ack(frame)
        except Problem as problem:
            self._refuse(frame, problem)
        except DBAPIError as error:
            known = database_errors.from_database(error)
            if known is None:
                raise
            self._refuse(frame, known)

    async def _resume(self, frame: Auth, *, may_resume: bool) -> None:
        if not may_resume or frame.data.ticket is not None:
            raise errors.Conflict("This socket is authenticated already; only its first frame may say where to resume.")
        await self._handler.resume(frame.data.resume)

    async def _carry_out(self, frame: Command) -> None:
        with tracing.span(f"{self._handler.path} {frame.type}", self._handler.websocket.headers):
            if isinstance(frame, Reauth):
                await self._handler.reauthenticate(frame)
            else:
                await self._handler.handle(frame)

    def _ack(self, frame: Auth | Command) -> None:
        if frame.id is not None:
            self._connection.remember(frame.id, frame)
            self._connection.send_frame(Ack(id=frame.id, request_id=self._handler.request_id))

    def _refuse(self, frame: Auth | Command, problem: Problem) -> None:
        refusal = error_frame(problem, frame.id)
        self._connection.send_frame(refusal.model_copy(update={"request_id": self._handler.request_id}))

    def _is_repeated(self, frame: Command) -> bool:
        before = self._connection.acked(frame.id) if frame.id is not None else None
        if before is not None and before != frame:
            raise errors.CommandIdReused
        return before is not None
