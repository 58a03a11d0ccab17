"""What every request and answer carries: a request id, safe headers, and one log line."""

from __future__ import annotations

import re
import time
from urllib.parse import quote
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger(__name__)

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")

HEADERS = {
    # Answers are one person's, and true for a moment only.
    "Cache-Control": "no-store",
    # JSON is never to be run, framed or guessed at. /docs brings a policy of its own.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


def install(app: Flask) -> None:
    """Add the hooks; they must be the first ones, so that refusals have an id too."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_forget)


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    # Only ids that can't break a log line or a header are passed on.
    g.request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
    g.began = time.monotonic()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-ID"] = g.request_id
    log.info(
        "request.done",
        method=request.method,
        path=_logged_path(),
        status=response.status_code,
        milliseconds=round((time.monotonic() - g.began) * 1000, 1),
    )
    return response


def _logged_path() -> str:
    """Return the path to log: not a token that stands in one, and quoted, since a decoded path may hold line breaks."""
    if request.url_rule is not None and "token" in request.url_rule.arguments:
        return str(request.url_rule.rule)
    return quote(request.path)


def _forget(_error: BaseException | None) -> None:
    structlog.contextvars.unbind_contextvars("request_id")
