"""Handshakes that are refused: an HTTP answer with a problem document (RFC 9457) instead of a socket."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import JSONResponse
from starlette.websockets import WebSocket

from mockmate_ws.transport.uvicorn_protocol import protocol_of
from shared.core.errors import NotFound, Problem


async def deny(websocket: WebSocket, problem: Problem) -> None:
    """Refuse a handshake."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "instance": websocket.url.path,
        "code": problem.code,
    }
    retry = {} if problem.retry_after is None else {"Retry-After": str(problem.retry_after)}
    response = JSONResponse(document, problem.status, retry, media_type="application/problem+json")
    await websocket.send_denial_response(response)
    protocol_of(websocket).note_denial()


async def no_such_socket(websocket: WebSocket) -> None:
    """Refuse a handshake at a path that no socket has."""
    await deny(websocket, NotFound("There is no socket at this path."))
