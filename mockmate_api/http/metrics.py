"""The API's request metrics, counted when the response is final."""

from __future__ import annotations

import time
from functools import cache

from flask import Flask, Response, g, request
from prometheus_client import Counter, Histogram

from mockmate_api.http.extensions import db
from mockmate_api.http.idempotency import REPLAYED
from shared.core import metrics
from shared.core.settings import Settings

REQUESTS = Counter("mockmate_http_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("mockmate_http_request_seconds", "How long they took.", ["method", "route"])
LOGINS = Counter("mockmate_logins", "Logins that were tried, by outcome.", ["outcome"])
BOOKINGS = Counter("mockmate_bookings", "Seats taken in slots.")

_LOGIN_OUTCOMES = {200: "accepted", 401: "refused", 403: "suspended", 429: "limited", 503: "busy"}
metrics.begin(LOGINS, *_LOGIN_OUTCOMES.values(), "invalid")


def install(app: Flask) -> None:
    """Count every request; install it right after `hooks`, so that refusals are counted too."""
    app.extensions["mockmate.shelf"] = metrics.CachedGauges()
    chosen: Settings = app.extensions["mockmate.settings"]
    with app.app_context():
        metrics.watch_pool(db.engine, chosen.db_pool_size)
    app.after_request(_count)


@cache
def _counters(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(method, route, status), SECONDS.labels(method, route)


def _count(response: Response) -> Response:
    # Label by rule, never by path, and by known methods only: every new label value is kept permanently.
    method, route = (request.method, request.url_rule.rule) if request.url_rule else ("any", "unknown")
    requests, seconds = _counters(method, route, response.status_code)
    requests.inc()
    seconds.observe(time.monotonic() - g.began)
    if route == "/auth/login":
        LOGINS.labels(_LOGIN_OUTCOMES.get(response.status_code, "invalid")).inc()
    if (route, response.status_code) == ("/slots/book", 201) and REPLAYED not in response.headers:
        BOOKINGS.inc()
    return response
