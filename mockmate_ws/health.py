"""Whether this process is alive, and whether it is ready for clients."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable

from starlette.requests import Request
from starlette.responses import JSONResponse

from mockmate_ws.service import Service
from mockmate_ws.tasks import Failing
from shared.core import health, parking, setting_advice
from shared.core.clock import rfc3339
from shared.core.health import Check, SchemaCheck

_CHECK_SECONDS = 3.0


async def live(request: Request) -> JSONResponse:
    """Answer 200 while the event loop runs; 503 once PostgreSQL has refused our password for a minute.

    Only a new process is given the password that replaced it.
    """
    service: Service = request.app.state.service
    is_locked_out = service.database.is_locked_out()
    return JSONResponse({"status": "down" if is_locked_out else "up"}, 503 if is_locked_out else 200)


async def ready(request: Request) -> JSONResponse:
    """Answer 200 while PostgreSQL accepts writes and this process is not draining, else 503.

    Without Redis the process is degraded but ready: pairing and delivery continue from PostgreSQL. The same is true
    while background work fails, since it is retried and the sockets work without it.
    """
    service: Service = request.app.state.service
    database, broker, migrations, parked = await asyncio.gather(
        _check(service.database.ping()), _check(service.bridge.ping()), _schema(service), _parked(service)
    )
    dead, jobs = service.tasks.failing, [*service.jobs.failing, *service.tasks.behind, *parked]
    checks: dict[str, Check | SchemaCheck] = {
        "database": database,
        "broker": broker,
        "bridge": Check(status="up" if service.bridge.connected else "down"),
        "migrations": migrations,
        "tasks": Check(status="down" if dead else "up"),
        "jobs": Check(status="down" if jobs else "up"),
        "draining": Check(status="down" if service.draining else "up"),
    }
    wanted = {"broker", "bridge", "tasks", "jobs"}
    is_serving = all(check.status == "up" for name, check in checks.items() if name not in wanted)
    status = health.overall(needed=is_serving, wanted=all(checks[name].status == "up" for name in wanted))
    shown = {name: check.model_dump(exclude_none=True) for name, check in checks.items()}
    body = {
        "status": status,
        "build": health.build(service.settings),
        "checks": shown,
        "dead_tasks": [task.name for task in dead],
        "failing": [_show(work) for work in (*dead, *jobs)],
        "advice": setting_advice.advice(service.settings),
    }
    return JSONResponse(body, 200 if is_serving else 503)


def _show(work: Failing) -> dict[str, str | int]:
    return {"name": work.name, "since": rfc3339(work.since), "parked": work.parked}


async def _parked(service: Service) -> list[Failing]:
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            return [Failing(one.job, one.since, one.items) for one in await service.database.run(parking.parked)]
    except Exception:  # noqa: BLE001 - the check of the database says so
        return []


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
