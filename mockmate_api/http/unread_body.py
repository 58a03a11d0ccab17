"""Reads the rest of a refused request's body, so that the response can tell the truth about the connection.

gunicorn decides on `Connection: keep-alive` before it knows whether it can skip the rest. If it then can't, it closes a
connection on which the client, or a proxy's pool, has begun the next request.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_BYTES = 1024 * 1024
"""Many times more than any body that is accepted; past it the connection is closed."""
SECONDS = 2.0
_PIECE = 16 * 1024


def install(app: Flask) -> None:
    """Let every response wait for the rest of its request. Call it last, so that it wraps everything else."""
    app.wsgi_app = _reading_to_the_end(app.wsgi_app)  # type: ignore[assignment, method-assign]


def _reading_to_the_end(inner: WSGIApplication) -> WSGIApplication:
    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = inner(environ, start_response)
        # gunicorn's response, whose headers are not sent yet. WSGI itself has no way to close a connection.
        response: Any = getattr(start_response, "__self__", None)
        if hasattr(response, "force_close") and not _skip_rest(environ):
            response.force_close()
        return answer

    return outer


def _skip_rest(environ: WSGIEnvironment) -> bool:
    """Read what is left of the body; False if that is too much, takes too long, or is no body."""
    if not environ.get("CONTENT_LENGTH") and "HTTP_TRANSFER_ENCODING" not in environ:
        return True  # there is none, as with nearly every GET
    body, connection = environ["wsgi.input"], environ["gunicorn.socket"]
    until, left, before = time.monotonic() + SECONDS, MAX_BYTES, connection.gettimeout()
    try:
        if int(environ.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
            return False
        while (wait := until - time.monotonic()) > 0 and left > 0:
            connection.settimeout(wait)
            piece = body.read(_PIECE)
            if not piece:
                return True
            left -= len(piece)
    except Exception:  # noqa: BLE001 - the connection is gone or silent, or this is no body: gunicorn has many errors
        return False
    finally:
        connection.settimeout(before)
    return False
