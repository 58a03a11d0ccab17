"""GET /metrics of the socket service: its counters and gauges."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from mockmate_ws import asyncapi
from mockmate_ws.service import Service
from mockmate_ws.transport.client_address import address_of
from shared.core import metrics

_QUERY_SECONDS = 3.0


async def serve(request: Request) -> Response:
    """Answer requests with METRICS_TOKEN; if that is not set, only requests from this machine."""
    service: Service = request.app.state.service
    refusal = metrics.refusal(service.settings, address_of(request), request.headers)
    if refusal:
        return Response(status_code=refusal, headers={"WWW-Authenticate": "Bearer"} if refusal == 401 else None)
    stored = metrics.GaugeCollector(await _database_gauges(service))
    return Response(metrics.write(stored, ProcessGauges(service)), headers={"Content-Type": metrics.CONTENT_TYPE})


async def _database_gauges(service: Service) -> metrics.GaugeValues | None:
    values = service.gauges.fresh()
    if values is None:
        try:
            async with asyncio.timeout(_QUERY_SECONDS):
                values = await service.database.run(metrics.read_gauges)
        except (SQLAlchemyError, TimeoutError):
            values = None
        service.gauges.put(values)
    return values


class ProcessGauges(Collector):
    """The gauges of this process."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the metric families."""
        service = self._service
        sockets = GaugeMetricFamily("mockmate_sockets", "Sockets open here, by path.", labels=["path"])
        by_path = Counter(connection.path for connection in service.hub.connections)
        for kind in asyncapi.SOCKETS:
            sockets.add_metric([kind.path], by_path[kind.path])
        yield sockets
        yield GaugeMetricFamily("mockmate_streams", "Streams followed here.", len(service.hub.streams))
        yield GaugeMetricFamily(
            "mockmate_bridge_connected", "Whether news is heard from Redis.", float(service.bridge.connected)
        )
        yield GaugeMetricFamily(
            "mockmate_dead_tasks", "Background work that died and hasn't been steady since.", len(service.tasks.failing)
        )
        yield GaugeMetricFamily(
            "mockmate_failing_jobs",
            "Jobs and repeated work that fail or are behind.",
            len(service.jobs.failing) + len(service.tasks.behind),
        )
        yield GaugeMetricFamily("mockmate_draining", "Whether this process is going down.", float(service.draining))
