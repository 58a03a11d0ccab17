"""How many requests a process works on at once; one that waits for a hash or for others' work lends its place.

gunicorn has a thread for each request that may wait as well. Without this bound, so many could work at once
that they would wait for connections to the database, and for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Semaphore
from typing import TYPE_CHECKING

from flask import Flask

from shared.core.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_held: ContextVar[Semaphore | None] = ContextVar("place", default=None)


def install(app: Flask) -> None:
    """Let the app work on WEB_THREADS requests at once; further ones wait."""
    settings: Settings = app.extensions["mockmate.settings"]
    app.wsgi_app = _in_a_place(app.wsgi_app, Semaphore(settings.web_threads))  # type: ignore[assignment, method-assign]


def _in_a_place(inner: WSGIApplication, free: Semaphore) -> WSGIApplication:
    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with free:
            token = _held.set(free)
            try:
                return inner(environ, start_response)
            finally:
                _held.reset(token)

    return outer


@contextmanager
def lent() -> Iterator[None]:
    """Let another request work while this one waits for something other than the database."""
    place = _held.get()
    if place is None:  # no request
        yield
        return
    place.release()
    try:
        yield
    finally:
        place.acquire()
