"""The baseline for relaying: the same server with the same settings, without any Mock Mate code.

`python -m benchmarks.baseline_server PORT`. Two sockets that ask for the same path form a pair; each gets what the
other sends.
"""

from __future__ import annotations

import sys
from typing import Any

import uvicorn

from mockmate_ws.__main__ import PONG_SECONDS
from mockmate_ws.endpoints.base import PING_SECONDS
from mockmate_ws.protocol import MAX_MESSAGE_BYTES

_rooms: dict[str, list[Any]] = {}


async def relay(scope: Any, receive: Any, send: Any) -> None:
    """Serve one socket, or say that we are ready."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b'{"status":"up"}'})
        return
    room = _rooms.setdefault(scope["path"], [])
    await receive()
    await send({"type": "websocket.accept"})
    room.append(send)
    await send({"type": "websocket.send", "text": '{"type":"hello"}'})
    while (message := await receive())["type"] == "websocket.receive":
        for other in room:
            if other is not send:
                await other({**message, "type": "websocket.send"})
    room.remove(send)


def main() -> None:
    """Serve until told to stop."""
    uvicorn.run(
        relay,
        port=int(sys.argv[1]),
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PONG_SECONDS,
        timeout_graceful_shutdown=2,
        access_log=False,
        log_config=None,
        lifespan="off",
    )


if __name__ == "__main__":
    main()
