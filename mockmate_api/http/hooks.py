"""What every request and response has: a trustworthy address, a request id, safe headers, and one log line.

Browsers of other origins may call the API if ALLOWED_ORIGINS lists them. Tokens travel in a header that the page must
set itself, never in a cookie, so no response allows credentials.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask, Response, current_app, g, request

from mockmate_api.http import deprecation
from mockmate_api.http.extensions import settings
from mockmate_api.http.idempotency import HEADER, REPLAYED
from mockmate_api.http.operation import Operation
from mockmate_api.http.problems import loggable_path
from shared.core import audit, request_ids
from shared.core.client_addresses import ClientAddresses
from shared.core.settings import Settings
from shared.identity import devices

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger(__name__)

HEADERS = {
    # Responses are personal and soon out of date.
    "Cache-Control": "no-store",
    # JSON must never be executed, framed or sniffed. /docs sets its own policy.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    # Other origins may read responses only as CORS allows, and may not embed them.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_OVER_TLS = {"Strict-Transport-Security": "max-age=31536000"}

_METHODS = "GET, POST, PUT, PATCH, DELETE"
_PREFLIGHT = {
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": f"Authorization, Content-Type, {HEADER}, {request_ids.HEADER}, {devices.HEADER}",
    "Access-Control-Max-Age": "600",
}
_EXPOSED = f"Retry-After, {REPLAYED}, {request_ids.HEADER}, WWW-Authenticate, {', '.join(deprecation.HEADERS)}"


def install(app: Flask) -> None:
    """Add the hooks. They must come first, so that refusals have a request id too."""
    chosen: Settings = app.extensions["mockmate.settings"]
    app.wsgi_app = _at_the_edge(app.wsgi_app, chosen)  # type: ignore[assignment, method-assign]
    app.before_request(_begin)
    app.before_request(_answer_preflight)
    app.after_request(_finish)
    app.teardown_request(_forget)


def _at_the_edge(inner: WSGIApplication, chosen: Settings) -> WSGIApplication:
    """Replace our last proxy's address with the client's, and add the headers that a response doesn't set itself."""
    known = ClientAddresses(chosen.trusted_proxies)
    over_tls = chosen.public_url.startswith("https://")
    standard = [
        (name, name.lower(), value)
        for name, value in ({"Vary": "Origin"} | HEADERS | (_OVER_TLS if over_tls else {})).items()
    ]

    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["REMOTE_ADDR"] = known.find(environ.get("REMOTE_ADDR"), environ.get("HTTP_X_FORWARDED_FOR"))

        # To the plain list: Werkzeug's Headers would search it once for each of them.
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            own = {name.lower() for name, _ in headers}
            headers += [(name, value) for name, lower, value in standard if lower not in own]
            return start_response(status, headers, *error)

        return inner(environ, start)

    return outer


def _begin() -> None:
    g.request_id = request_ids.accept(request.headers.get(request_ids.HEADER))
    g.began = time.monotonic()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    audit.origin.set(audit.Origin(request.remote_addr or None, g.request_id))


def _allowed_origin() -> str | None:
    origin = request.headers.get("Origin")
    return origin if origin is not None and origin in settings().allowed_origins else None


def _answer_preflight() -> Response | None:
    """Answer a CORS preflight; the request that follows is checked like any other."""
    asks = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
    return Response(status=204, headers=_PREFLIGHT) if asks and _allowed_origin() else None


def _finish(response: Response) -> Response:
    if "Vary" in response.headers:
        response.vary.add("Origin")
    if origin := _allowed_origin():
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    operation = getattr(current_app.view_functions.get(request.endpoint or ""), "__operation__", None)
    if isinstance(operation, Operation) and operation.deprecated:
        response.headers.update(operation.deprecated.headers())
    response.headers[request_ids.HEADER] = g.request_id
    log.info(
        "request.done",
        method=request.method,
        path=loggable_path(),
        status=response.status_code,
        milliseconds=round((time.monotonic() - g.began) * 1000, 1),
    )
    return response


def _forget(_error: BaseException | None) -> None:
    structlog.contextvars.unbind_contextvars("request_id")
    audit.origin.set(audit.NOWHERE)
