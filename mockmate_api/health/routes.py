"""GET /health/live and /health/ready, and /metrics."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import cast

import redis
from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from mockmate_api.accounts import pepper
from mockmate_api.health.schemas import Checks, Live, Ready
from mockmate_api.http import rate_limits
from mockmate_api.http.authentication import Credential, needs
from mockmate_api.http.extensions import broker, db, settings
from mockmate_api.http.operation import operation
from shared.core import client_addresses, clock, database, database_outages, health, metrics, setting_advice
from shared.core.client_addresses import UNKNOWN
from shared.core.errors import NotFound, Unauthenticated
from shared.core.health import Check, SchemaCheck

blueprint = Blueprint("health", __name__)


@operation(blueprint, "GET", "/health/live", returns={200: Live, 503: Live}, credential=Credential.NONE)
def read_liveness() -> tuple[Live, int]:
    """Check whether this process responds, and needs no other in its place.

    The answer is 503 once PostgreSQL has refused its password for a minute: only a new process is given the one that
    replaced it.
    """
    is_locked_out = database_outages.is_locked_out(db.engine)
    return Live(status="down" if is_locked_out else "up"), 503 if is_locked_out else 200


@operation(blueprint, "GET", "/health/ready", returns={200: Ready, 503: Ready}, credential=Credential.NONE)
def read_readiness() -> tuple[Ready, int]:
    """Check the database, which must accept writes, its schema, the broker and the password pepper.

    Without the broker the status is `degraded`, with 200: requests are served, and sockets get events seconds later.
    """
    checks = Checks(
        database=_check(_database),
        broker=_check(lambda: broker().ping()),
        migrations=_migrations(),
        pepper=_pepper(),
    )
    is_serving = checks.database.status == checks.migrations.status == checks.pepper.status == "up"
    status = health.overall(needed=is_serving, wanted=checks.broker.status == "up")
    proxies = client_addresses.remark(settings().trusted_proxies, request.headers.get("X-Forwarded-For"))
    advice = [*setting_advice.advice(settings()), *rate_limits.advice(), *([proxies] if proxies else [])]
    ready = Ready(status=status, build=health.build(settings()), checks=checks, advice=advice)
    return ready, 200 if is_serving else 503


def _database() -> None:
    session = db.session()
    database.require_writable(session)
    clock.skew(session)


def _check(ask: Callable[[], object]) -> Check:
    began = time.monotonic()
    try:
        ask()
    except SQLAlchemyError:
        db.session.rollback()
        return Check(status="down")
    except redis.RedisError:
        return Check(status="down")
    return Check(status="up", milliseconds=round((time.monotonic() - began) * 1000, 1))


def _pepper() -> Check:
    try:
        return Check(status="up" if pepper.fits(db.engine, settings()) else "down")
    except SQLAlchemyError:
        return Check(status="down")


def _migrations() -> SchemaCheck:
    try:
        return health.schema_check(db.session())
    except SQLAlchemyError:
        db.session.rollback()
        return SchemaCheck(status="down", head=health.head())


@blueprint.get("/metrics")
@needs(Credential.NONE)
def show_metrics() -> Response:
    """Show the metrics to callers with METRICS_TOKEN or, if that is not set, to this machine only."""
    match metrics.refusal(settings(), request.remote_addr or UNKNOWN, cast(Mapping[str, str], request.headers)):
        case 404:
            raise NotFound
        case 401:
            raise Unauthenticated
    shelf: metrics.CachedGauges = current_app.extensions["mockmate.shelf"]
    stock = shelf.fresh()
    if stock is None:
        with suppress(SQLAlchemyError):
            stock = metrics.read_gauges(db.session())
        db.session.rollback()  # nothing was written
        shelf.put(stock)
    return Response(metrics.write(metrics.GaugeCollector(stock)), content_type=metrics.CONTENT_TYPE)
