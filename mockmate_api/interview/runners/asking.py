"""Asks the server that runs code, and turns its refusals and failures into ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import httpx
import structlog

from mockmate_api.interview.runners.errors import RunnerFailed, RunnerSlow
from shared.core.errors import Problem, Unavailable
from shared.core.settings import Settings

log = structlog.get_logger(__name__)

ANSWER_SECONDS = 5.0
"""How long one answer may take, unless the server runs the program meanwhile."""
_RETRY_SECONDS = 5
_RAPID_API = ".p.rapidapi.com"


class Server(NamedTuple):
    """Where the server is, and what it wants to see."""

    kind: str
    url: str
    token: str
    token_header: str

    @classmethod
    def of(cls, settings: Settings) -> Server | None:
        """Return the server of a deployment; None if it has none."""
        kind, url = settings.runner_kind, settings.runner_url or settings.judge0_url
        if not url:
            return None
        if kind == "piston" and httpx.URL(url).path in ("", "/"):
            url = str(httpx.URL(url).copy_with(path="/api/v2"))
        return cls(kind, url, settings.runner_token.get_secret_value(), settings.runner_header)

    def headers(self) -> dict[str, str]:
        """Return the headers that let us in: those of RapidAPI if the server is there."""
        host = httpx.URL(self.url).host
        if host.endswith(_RAPID_API):
            return {self.token_header or "X-RapidAPI-Key": self.token, "X-RapidAPI-Host": host}
        usual = "X-Auth-Token" if self.kind == "judge0" else "Authorization"
        return {self.token_header or usual: self.token} if self.token else {}


@contextmanager
def asking(server: Server) -> Iterator[httpx.Client]:
    """Connect to the server. Raises RunnerFailed, RunnerSlow or Unavailable for whatever goes wrong until it closes."""
    url = httpx.URL(server.url)
    try:
        with httpx.Client(
            base_url=url.copy_with(query=None), params=url.params, headers=server.headers(), timeout=ANSWER_SECONDS
        ) as client:
            yield client
    except httpx.HTTPStatusError as error:
        raise _refusal(error.response) from None
    except httpx.TimeoutException as error:
        log.warning("runner.slow", error=type(error).__name__)
        raise RunnerSlow from None
    # What isn't of the form that the server's kind has: another service answers at this address.
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError, AttributeError) as error:
        log.warning("runner.failed", error=type(error).__name__, detail=str(error))
        raise RunnerFailed("The server that runs code can't be reached.") from None


def _refusal(answer: httpx.Response) -> Problem:
    # Not the address: it may hold a token.
    told = {"status": answer.status_code, "path": answer.request.url.path, "answer": answer.text[:300]}
    if answer.status_code in (401, 403):
        log.error("runner.refused", **told, advice="Check RUNNER_TOKEN and RUNNER_HEADER.")
        return RunnerFailed("The server that runs code refused access; its administrator has to check RUNNER_TOKEN.")
    if answer.status_code in (429, 503):
        log.warning("runner.busy", **told)
        detail = "The server that runs code is busy or under maintenance; try again shortly."
        return Unavailable(detail, retry_after=_seconds(answer.headers.get("Retry-After", "")))
    log.warning("runner.failed", **told)
    if answer.status_code == 413:
        return RunnerFailed("The program is too long for the server that runs code.")
    return RunnerFailed("The server that runs code failed.")


def _seconds(retry_after: str) -> int:
    return int(retry_after) if retry_after.isascii() and retry_after.isdecimal() else _RETRY_SECONDS
