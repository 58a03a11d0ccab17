"""Whether this process is alive, and whether it may be given clients."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable

from starlette.requests import Request
from starlette.responses import JSONResponse

from mockmate_ws.service import Service
from shared import health
from shared.health import Check, SchemaCheck

_CHECK_SECONDS = 3.0


async def live(request: Request) -> JSONResponse:
    """Answer 200 while the event loop turns."""
    return JSONResponse({"status": "up"})


async def ready(request: Request) -> JSONResponse:
    """Answer 200 while PostgreSQL is there and nothing here has died or drains, else 503.

    Without Redis it is degraded: pairing and filling gaps go on from PostgreSQL, so clients may be sent here.
    """
    service: Service = request.app.state.service
    database, broker, migrations = await asyncio.gather(
        _check(service.database.ping()), _check(service.bridge.ping()), _schema(service)
    )
    checks: dict[str, Check | SchemaCheck] = {
        "database": database,
        "broker": broker,
        "bridge": Check(status="up" if service.bridge.connected else "down"),
        "migrations": migrations,
        "tasks": Check(status="down" if service.dead_tasks else "up"),
        "draining": Check(status="down" if service.draining else "up"),
    }
    wanted = {"broker", "bridge"}
    is_serving = all(check.status == "up" for name, check in checks.items() if name not in wanted)
    status = health.overall(needed=is_serving, wanted=all(checks[name].status == "up" for name in wanted))
    shown = {name: check.model_dump(exclude_none=True) for name, check in checks.items()}
    body = {"status": status, "build": health.build(service.settings), "checks": shown}
    return JSONResponse({**body, "dead_tasks": service.dead_tasks}, 200 if is_serving else 503)


async def _check(ping: Awaitable[None]) -> Check:
    began = time.monotonic()
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            await ping
    except Exception:  # noqa: BLE001 - whatever is wrong, the answer is the same
        return Check(status="down")
    return Check(status="up", milliseconds=round((time.monotonic() - began) * 1000, 1))


async def _schema(service: Service) -> SchemaCheck:
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            return await service.database.run(health.schema_check)
    except Exception:  # noqa: BLE001 - the same
        return SchemaCheck(status="down", head=health.head())
