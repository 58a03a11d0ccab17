"""One span per request, if tracing is on."""

from __future__ import annotations

import structlog
from flask import Flask, Response, g, request

from shared.core import request_ids, tracing


def install(app: Flask) -> None:
    """Add the hooks, right after `hooks`; does nothing if tracing is off."""
    if tracing.is_on():
        app.before_request(_begin)
        app.after_request(_describe)
        app.teardown_request(_end)


def _begin() -> None:
    # Name the rule, never the path, which may contain a secret.
    g.span = tracing.begin(f"{request.method} {request.url_rule or 'unknown'}", dict(request.headers))
    structlog.contextvars.bind_contextvars(trace_id=f"{g.span.get_span_context().trace_id:032x}")


def _describe(response: Response) -> Response:
    if span := g.get("span"):
        span.set_attribute("http.request.method", request.method)
        span.set_attribute("http.route", str(request.url_rule or "unknown"))
        span.set_attribute("http.response.status_code", response.status_code)
        span.set_attribute(request_ids.HEADER.lower(), g.request_id)
    return response


def _end(_error: BaseException | None) -> None:
    structlog.contextvars.unbind_contextvars("trace_id")
    if span := g.get("span"):
        span.end()
