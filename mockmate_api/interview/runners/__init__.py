"""Runs programs on the server that this deployment has for it: a Judge0 or a Piston, or none."""

from __future__ import annotations

import time
from collections.abc import Mapping
from threading import BoundedSemaphore

import httpx

from mockmate_api.http import places
from mockmate_api.interview.runners.asking import Server, asking
from mockmate_api.interview.runners.errors import Outdated, RunnerMissing
from mockmate_api.interview.runners.judge0 import Judge0
from mockmate_api.interview.runners.piston import Piston
from mockmate_api.interview.schemas import RunIn, RunOut
from shared.core.errors import Unavailable
from shared.core.settings import Settings
from shared.events.schemas import CodeLanguage

_KINDS: dict[str, type[Judge0 | Piston]] = {"judge0": Judge0, "piston": Piston}
_FRESH_SECONDS = 600.0
# What each server offers, and when it said so.
_offers: dict[Server, tuple[float, Judge0 | Piston]] = {}
# Each run occupies a thread of this process; most threads must stay free for other requests.
_places = BoundedSemaphore(4)
_BUSY_SECONDS = 2


def run(settings: Settings, program: RunIn) -> RunOut:
    """Run a program. Raises RunnerMissing, RunnerFailed, RunnerSlow, or Unavailable if too many are running."""
    server = Server.of(settings)
    if server is None:
        raise RunnerMissing
    if not _places.acquire(blocking=False):
        raise Unavailable("Too many programs are running; try again shortly.", retry_after=_BUSY_SECONDS)
    try:
        with places.lent(), asking(server) as client:
            try:
                return _run(_offer(server, client), client, program)
            except Outdated:
                return _run(_asked_anew(server, client), client, program)
    finally:
        _places.release()


def languages(settings: Settings) -> Mapping[CodeLanguage, str]:
    """Return what runs programs in each language, such as `Java (JDK 17.0.6)`. Raises what `run` raises."""
    server = Server.of(settings)
    if server is None:
        return {}
    with places.lent(), asking(server) as client:
        found = _offer(server, client).languages
    return {language: runtime for language, runtime in found.items() if language != "plaintext"}


def _run(offer: Judge0 | Piston, client: httpx.Client, program: RunIn) -> RunOut:
    if program.language not in offer.languages:
        raise Outdated(f"The server that runs code doesn't support {program.language}.")
    return offer.run(client, program)


def _offer(server: Server, client: httpx.Client) -> Judge0 | Piston:
    at, offer = _offers.get(server, (0.0, None))
    if offer is None or time.monotonic() - at > _FRESH_SECONDS:
        return _asked_anew(server, client)
    return offer


def _asked_anew(server: Server, client: httpx.Client) -> Judge0 | Piston:
    offer = _KINDS[server.kind].read(client)
    _offers[server] = time.monotonic(), offer
    return offer
