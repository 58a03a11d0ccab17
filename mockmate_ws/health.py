"""Whether this process is alive, and whether it may be given clients."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from starlette.requests import Request
from starlette.responses import JSONResponse

from mockmate_ws.service import Service

_CHECK_SECONDS = 3.0


async def live(request: Request) -> JSONResponse:
    """Answer 200 while the event loop turns."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> JSONResponse:
    """Answer 200 when PostgreSQL and Redis are there and nothing here has died, else 503."""
    service: Service = request.app.state.service
    database, broker = await asyncio.gather(_check(service.database.ping()), _check(service.bridge.ping()))
    checks = {
        "database": database,
        "broker": broker,
        "bridge": "ok" if service.bridge.connected else "down",
        "tasks": "ok" if not service.dead_tasks else f"died: {', '.join(service.dead_tasks)}",
        "draining": "draining" if service.draining else "ok",
    }
    healthy = all(state == "ok" for state in checks.values())
    status = "ok" if healthy else "unavailable"
    return JSONResponse({"status": status, "checks": checks}, 200 if healthy else 503)


async def _check(ping: Awaitable[None]) -> str:
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            await ping
    except Exception:  # noqa: BLE001 - whatever is wrong, the answer is the same
        return "down"
    return "ok"
