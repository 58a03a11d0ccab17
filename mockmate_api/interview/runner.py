"""Runs a program on Judge0: submits it, polls until it is done, and never waits long."""

from __future__ import annotations

import base64
import re
import time
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any, NamedTuple, get_args

import httpx
import structlog

from mockmate_api.interview.schemas import RunIn, RunOut
from shared.core.completeness import require_whole
from shared.core.errors import Problem, Unavailable
from shared.events.schemas import CodeLanguage

log = structlog.get_logger(__name__)

MAX_OUTPUT_BYTES = 16 * 1024
PATIENCE_SECONDS = 20.0
"""How long a run may take with all its waiting in Judge0's queue."""
_ASK_EVERY_SECONDS = 0.25
_LIMITS = {"cpu_time_limit": 5, "wall_time_limit": 10, "memory_limit": 256_000, "max_file_size": 1024}
_STILL_RUNNING = {1, 2}  # in queue, processing
# Each run occupies a thread of this process; most threads must stay free for other requests.
_places = BoundedSemaphore(4)


class RunnerMissing(Problem):
    """This deployment has no server that runs code; run it in the browser."""

    status = 501
    code = "runner_missing"


class RunnerFailed(Problem):
    """The server that runs code can't be reached, or doesn't support this language."""

    status = 502
    code = "runner_failed"


class RunnerSlow(Problem):
    """The server that runs code didn't respond in time."""

    status = 504
    code = "runner_slow"


# Judge0's names for them; of several versions, the last one listed is the newest.
_NAMES: dict[CodeLanguage, str] = {
    "python": r"Python \(3",
    "javascript": r"JavaScript \(",
    "typescript": r"TypeScript \(",
    "java": r"Java \(",
    "kotlin": r"Kotlin \(",
    "c": r"C \(",
    "cpp": r"C\+\+ \(",
    "csharp": r"C# \(",
    "go": r"Go \(",
    "rust": r"Rust \(",
    "ruby": r"Ruby \(",
    "php": r"PHP \(",
    "swift": r"Swift \(",
    "sql": r"SQL \(",
    "plaintext": r"Plain Text$",
}
require_whole("_NAMES", _NAMES, get_args(CodeLanguage.__value__))


def run(url: str, program: RunIn) -> RunOut:
    """Run a program. Raises RunnerMissing, RunnerFailed, RunnerSlow, Unavailable if too many are running."""
    if not url:
        raise RunnerMissing
    if not _places.acquire(blocking=False):
        raise Unavailable("Too many programs are running; try again shortly.", retry_after=2)
    try:
        with httpx.Client(base_url=url, timeout=5.0) as client:
            return _shown(_finished(client, _submitted(client, url, program)))
    except httpx.TimeoutException:
        raise RunnerSlow from None
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        log.warning("runner.failed", error=type(error).__name__, detail=str(error))
        raise RunnerFailed from None
    finally:
        _places.release()


def _submitted(client: httpx.Client, url: str, program: RunIn) -> str:
    body = {
        "language_id": _language_id(url, program.language),
        "source_code": _encoded(program.code),
        "stdin": _encoded(program.stdin),
        **_LIMITS,
    }
    answer = client.post("/submissions", params={"base64_encoded": "true"}, json=body)
    answer.raise_for_status()
    return str(answer.json()["token"])


@lru_cache(maxsize=64)
def _language_id(url: str, language: CodeLanguage) -> int:
    answer = httpx.get(f"{url}/languages", timeout=5.0)
    answer.raise_for_status()
    ids = [int(one["id"]) for one in answer.json() if re.match(_NAMES[language], one["name"])]
    if not ids:
        raise RunnerFailed(f"The server that runs code doesn't support {language}.")
    return ids[-1]


def _finished(client: httpx.Client, token: str) -> dict[str, Any]:
    fields = "stdout,stderr,compile_output,message,status,time,memory,exit_code"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        answer = client.get(f"/submissions/{token}", params={"base64_encoded": "true", "fields": fields})
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        if found["status"]["id"] not in _STILL_RUNNING:
            return found
        if time.monotonic() > deadline:
            raise RunnerSlow
        time.sleep(_ASK_EVERY_SECONDS)


def _shown(found: dict[str, Any]) -> RunOut:
    said = [_decoded(found.get(name)) for name in ("compile_output", "stderr", "message")]
    stdout = _cut(_decoded(found.get("stdout")))
    stderr = _cut("\n".join(text for text in said if text))
    seconds, memory = found.get("time"), found.get("memory")
    return RunOut(
        status=str(found["status"]["description"]),
        stdout=stdout.text,
        stderr=stderr.text,
        exit_code=found.get("exit_code"),
        ms=None if seconds is None else round(float(seconds) * 1000),
        kilobytes=None if memory is None else round(memory),
        truncated=stdout.was_cut or stderr.was_cut,
    )


class _Output(NamedTuple):
    text: str
    was_cut: bool


def _cut(text: str) -> _Output:
    written = text.encode()
    if len(written) <= MAX_OUTPUT_BYTES:
        return _Output(text, was_cut=False)
    return _Output(written[:MAX_OUTPUT_BYTES].decode(errors="ignore"), was_cut=True)


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _decoded(text: str | None) -> str:
    return base64.b64decode(text or "").decode(errors="replace")
