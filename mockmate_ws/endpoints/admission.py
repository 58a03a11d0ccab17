"""Admission to every socket: authenticates the client, and refuses those who may not connect."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocket, WebSocketDisconnect

from mockmate_ws import auth, protocol
from mockmate_ws.auth import Credentials
from mockmate_ws.endpoints.denial import deny
from mockmate_ws.protocol import Auth, BadFrame, Close, Error, ErrorData, ResumePoint
from mockmate_ws.service import Service
from mockmate_ws.transport.client_address import address_of
from mockmate_ws.transport.connection import Principal
from shared.core import client_addresses, errors
from shared.core.errors import Problem

log = structlog.get_logger(__name__)

UNAUTHENTICATED_PER_ADDRESS = 100

CLOSE_CODES: dict[type[Problem], Close] = {
    errors.InterviewOver: Close.ROOM_OVER,
    errors.Unavailable: Close.UNAVAILABLE,
    errors.LoginRevoked: Close.LOGIN_REVOKED,
    errors.TokenExpired: Close.TOKEN_EXPIRED,
    errors.Unauthenticated: Close.BAD_CREDENTIALS,
}


def error_frame(problem: Problem, id_: str | None = None) -> Error:
    """Return a problem as an error frame."""
    retry = None if problem.retry_after is None else problem.retry_after * 1000
    return Error(id=id_, data=ErrorData(code=problem.code, detail=problem.detail, retry_after_ms=retry))


@dataclass(frozen=True)
class Admitted:
    """An authenticated client, and the events it has seen before."""

    principal: Principal
    resume: Mapping[str, ResumePoint] = field(default_factory=dict)
    may_resume: bool = False
    """Whether the first frame may still say where to resume, as after authentication at the handshake."""


async def admit(websocket: WebSocket, service: Service, path: str) -> Admitted | None:
    """Authenticate the client. Returns None if the socket was refused and closed, or the client has hung up."""
    try:
        return await _admit(websocket, service, path)
    except WebSocketDisconnect:
        return None


async def _admit(websocket: WebSocket, service: Service, path: str) -> Admitted | None:
    if not auth.origin_is_allowed(websocket, service.settings):
        log.info("socket.foreign_origin", path=path)
        # Before accept, so that a page of a foreign origin sees nothing, not even a close code.
        await deny(websocket, errors.Forbidden("This origin is not in ALLOWED_ORIGINS."))
        return None
    if auth.bearer(websocket) is None and service.unauthenticated[_network(websocket)] >= UNAUTHENTICATED_PER_ADDRESS:
        log.warning("socket.too_many_strangers", path=path, address=address_of(websocket))
        detail = "Too many sockets of this address have not authenticated yet."
        await deny(websocket, errors.TooManyRequests(detail, retry_after=5))
        return None
    await websocket.accept()
    try:
        return await _identify(websocket, service, path)
    except Problem as problem:
        await _refuse(websocket, CLOSE_CODES.get(type(problem), Close.BAD_CREDENTIALS), problem)
    except SQLAlchemyError:
        await _refuse(websocket, Close.UNAVAILABLE, errors.Unavailable())
    return None


async def _identify(websocket: WebSocket, service: Service, path: str) -> Admitted:
    token = auth.bearer(websocket)
    if token is not None:
        return Admitted(await service.identify(Credentials(token=token)), may_resume=True)
    with _counted(service.unauthenticated, _network(websocket)):
        frame = await _first_frame(websocket, path)
    if frame.data.ticket is None:
        raise errors.TokenInvalid("The auth frame needs a ticket; get one from POST /auth/ws-ticket.")
    return Admitted(await service.identify(Credentials(ticket=frame.data.ticket)), frame.data.resume)


def _network(websocket: WebSocket) -> str:
    return client_addresses.network(address_of(websocket))


@contextmanager
def _counted(unauthenticated: Counter[str], network: str) -> Iterator[None]:
    unauthenticated[network] += 1
    try:
        yield
    finally:
        unauthenticated[network] -= 1
        if not unauthenticated[network]:
            del unauthenticated[network]


async def _first_frame(websocket: WebSocket, path: str) -> Auth:
    try:
        async with asyncio.timeout(auth.FIRST_FRAME_SECONDS):
            message = await websocket.receive()
    except TimeoutError:
        raise errors.Unauthenticated("No auth frame came in time.") from None
    text = message.get("text")
    if text is None:
        raise errors.Unauthenticated("The first frame must be an auth frame.")
    try:
        frame = protocol.parse(text, path)
    except BadFrame as bad:
        raise errors.Unauthenticated(f"The first frame must be an auth frame: {bad.detail}") from None
    if not isinstance(frame, Auth):
        raise errors.Unauthenticated("The first frame must be an auth frame.")
    return frame


async def _refuse(websocket: WebSocket, code: Close, problem: Problem) -> None:
    try:
        await websocket.send_text(protocol.encode(error_frame(problem)))
        await websocket.close(code, problem.code)
    except RuntimeError:
        # The client has disconnected already.
        pass
