"""`python -m mockmate_ws`: uvicorn with our limits, which closes every socket properly before it stops."""

from __future__ import annotations

import gc
import signal
import socket
import sys

import structlog
import uvicorn
from starlette.applications import Starlette

from mockmate_ws import create_app
from mockmate_ws.endpoints.base import PING_SECONDS
from mockmate_ws.protocol import MAX_MESSAGE_BYTES
from mockmate_ws.service import Service
from mockmate_ws.transport.http_protocol import HttpProtocol
from mockmate_ws.transport.uvicorn_protocol import UvicornProtocol
from shared.core import logging, setting_remarks, tracing
from shared.core.settings import Settings, SettingsError

PONG_SECONDS = 8
# The event loop releases the interpreter at every system call. By default, a thread that works on rows would then keep
# it for 5 ms, and every message would wait that long.
_SWITCH_SECONDS = 0.0002
_YOUNG_OBJECTS = 50_000


class Server(uvicorn.Server):
    """Drains before uvicorn's own shutdown, which would abort the sockets."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self.service = service

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the sockets first."""
        await self.service.drain()
        await super().shutdown(sockets)


def server(settings: Settings) -> Server:
    """Return the server; tests run the same one."""
    app = create_app(settings)
    return Server(configuration(app, settings), app.state.service)


def configuration(app: Starlette, settings: Settings) -> uvicorn.Config:
    """Return how uvicorn runs an app, with the limits of docs/protocol.md."""
    return uvicorn.Config(
        app,
        host=settings.ws_host,
        port=settings.ws_port,
        http=HttpProtocol,
        ws=UvicornProtocol,
        # Our frames are small, and compressing costs a client's worth of memory for each.
        ws_per_message_deflate=False,
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PONG_SECONDS,
        timeout_graceful_shutdown=5,
        server_header=False,
        # uvicorn would trust X-Forwarded-For from this machine; TRUSTED_PROXIES says how many proxies we trust.
        proxy_headers=False,
        access_log=False,
        log_config=None,
    )


def main() -> int:
    """Run until a signal to stop. Returns the exit code."""
    try:
        settings = Settings.from_environment()
        tracing.configure(settings, "mockmate_ws")
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - before there is a log
        return 2
    logging.configure(settings)
    for remark in setting_remarks.remarks(settings):
        structlog.get_logger(__name__).warning("settings.remark", remark=remark)
    # After its shutdown uvicorn raises the signal again for the previous handler. A requested stop is no failure.
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, lambda *_: None)
    sys.setswitchinterval(_SWITCH_SECONDS)
    serving = server(settings)
    _freeze_imported_objects()
    serving.run()
    return 0


def _freeze_imported_objects() -> None:
    """Keep the garbage collector from scanning everything again and again, which would delay all messages.

    Imported objects stay for good; objects made in one turn of the event loop, for a thousand sockets, are freed after
    it; and closed sockets do not need the collector (see `UvicornProtocol.connection_lost`).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 2, 2)


if __name__ == "__main__":
    sys.exit(main())
