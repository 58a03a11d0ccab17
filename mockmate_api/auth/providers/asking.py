"""Asks providers over HTTP. A dead or slow one holds up nobody: few requests wait for it, and not for long."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Semaphore
from typing import Any

import httpx
import structlog

from shared.core.errors import ProviderAway

log = structlog.get_logger(__name__)

ANSWER_SECONDS = 5.0
"""How long one answer may take in all."""
TURN_SECONDS = 1.0
"""How long a request waits until fewer than AT_ONCE ask the same provider."""
AT_ONCE = 3
_BREAK_SECONDS = 10.0
_LONGEST = 512 * 1024

_turns: Mapping[str, Semaphore] = defaultdict(lambda: Semaphore(AT_ONCE))
_away_until: dict[str, float] = {}


def forget() -> None:
    """Ask providers again that failed a moment ago; for tests."""
    _away_until.clear()


class Refused(Exception):
    """The provider answered, and said no."""


@contextmanager
def turn(provider: str) -> Iterator[None]:
    """Ask one provider something. Raises ProviderAway if it can't be asked, or failed a moment ago."""
    if time.monotonic() < _away_until.get(provider, 0) or not _turns[provider].acquire(timeout=TURN_SECONDS):
        raise ProviderAway(retry_after=int(_BREAK_SECONDS))
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError) as error:
        if isinstance(error, httpx.TransportError):  # what a code that somebody made up can't bring about
            _away_until[provider] = time.monotonic() + _BREAK_SECONDS
        log.warning("provider.failed", provider=provider, error=type(error).__name__)
        raise ProviderAway(retry_after=int(_BREAK_SECONDS)) from None
    finally:
        _turns[provider].release()


def ask(method: str, url: str, **options: Any) -> Any:
    """Return the JSON of an answer. Raises Refused for a status of 400 to 499, httpx.HTTPError and ValueError."""
    until = time.monotonic() + ANSWER_SECONDS
    headers = {"Accept": "application/json", **options.pop("headers", {})}
    with (
        httpx.Client(timeout=ANSWER_SECONDS, follow_redirects=False) as client,
        client.stream(method, url, headers=headers, **options) as answer,
    ):
        text = b""
        for piece in answer.iter_bytes():
            text += piece
            # A timeout of httpx is one between two pieces: whoever sends a byte now and then would never end.
            if time.monotonic() > until:
                raise httpx.ReadTimeout("too slow", request=answer.request)
            if len(text) > _LONGEST:
                raise ValueError("too long")
    if 400 <= answer.status_code < 500:
        log.warning("provider.refused", host=answer.url.host, path=answer.url.path, status=answer.status_code)
        raise Refused
    if answer.status_code != httpx.codes.OK:
        raise ValueError(answer.status_code)
    return json.loads(text)
