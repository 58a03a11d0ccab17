"""The socket service: runs the matcher and background jobs, and sends events to clients live."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute

from mockmate_ws import asyncapi, health, metrics
from mockmate_ws.endpoints.base import endpoint
from mockmate_ws.endpoints.denial import no_such_socket
from mockmate_ws.service import Service
from mockmate_ws.transport.client_address import ClientAddressMiddleware
from shared.core.settings import Settings


def create_app(settings: Settings | None = None) -> Starlette:
    """Return the ASGI application. It starts even without Redis or PostgreSQL, and /health/ready says so."""
    settings = settings or Settings.from_environment()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.service.start()
        yield
        await app.state.service.stop()

    app = Starlette(
        routes=[
            Route("/health/live", health.live),
            Route("/health/ready", health.ready),
            Route("/metrics", metrics.serve),
            Route("/asyncapi.json", asyncapi.serve),
            *(WebSocketRoute(kind.path, endpoint(kind)) for kind in asyncapi.SOCKETS),
            WebSocketRoute("/{path:path}", no_such_socket),
        ],
        lifespan=lifespan,
        middleware=[Middleware(ClientAddressMiddleware, settings.trusted_proxies)],
    )
    app.state.service = Service(settings)
    return app
