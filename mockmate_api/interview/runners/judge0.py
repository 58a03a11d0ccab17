"""Runs a program on Judge0: submits it, and asks until it has ended."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, get_args

import httpx
import structlog

from mockmate_api.interview.runners.errors import Outdated, RunnerSlow
from mockmate_api.interview.runners.newest import Version, newest, numbers
from mockmate_api.interview.runners.results import STATUSES, Ended, Measured, Printed, result, signal_name
from mockmate_api.interview.schemas import RunIn, RunOut, RunOutcome
from shared.core.completeness import require_whole
from shared.core.errors import Unavailable
from shared.events.schemas import CodeLanguage

log = structlog.get_logger(__name__)

_LIMITS = {"cpu_time_limit": 5, "wall_time_limit": 10, "memory_limit": 256_000, "max_file_size": 1024}
"""Seconds, and kilobytes; less where an administrator of Judge0 allows less."""
_QUEUE_SECONDS = 5
"""How long a program may wait for its turn, and for the answers of Judge0."""
_SOONEST_SECONDS = 0.25
_FIELDS = "stdout,stderr,compile_output,message,status,time,memory,exit_code,exit_signal"
_QUEUED, _PROCESSING = 1, 2
_OUTCOMES: dict[int, RunOutcome] = {
    3: "finished",
    5: "time_limit",
    6: "compile_error",
    13: "internal_error",
    14: "internal_error",
}
"""By the number of a status; all others are errors of the program."""

# Judge0's names for them, as before the bracket in "Java (JDK 17.0.6)".
_NAMES: dict[CodeLanguage, str] = {
    "python": "Python",
    "javascript": "JavaScript",
    "typescript": "TypeScript",
    "java": "Java",
    "kotlin": "Kotlin",
    "c": "C",
    "cpp": "C++",
    "csharp": "C#",
    "go": "Go",
    "rust": "Rust",
    "ruby": "Ruby",
    "php": "PHP",
    "swift": "Swift",
    "lua": "Lua",
    "sql": "SQL",
    "html": "HTML",
    "plaintext": "Plain Text",
}
require_whole("_NAMES", _NAMES, get_args(CodeLanguage.__value__))
# Neither the variants in names with a comma, such as Java with JavaFX, nor what has no number: C3 (latest).
_NAME = re.compile(r"(?P<language>[^(]+?)( \((?P<product>[^,\d]*)(?P<version>\d[\d.]*)[^,]*\))?")
_OLDEST: dict[CodeLanguage, tuple[int, ...]] = {"python": (3,)}
# Numbers of two products can't be compared. Programs in these languages are mostly written for GCC.
_PREFERRED: dict[CodeLanguage, str] = {"c": "gcc", "cpp": "gcc"}
# Without them GCC 9 takes C++ as of 2014, and the mathematical functions of C are missing.
_OPTIONS: dict[CodeLanguage, str] = {"c": "-pthread -lm", "cpp": "-std=c++17 -pthread"}


@dataclass(frozen=True)
class Judge0:
    """What a Judge0 offers."""

    languages: Mapping[CodeLanguage, str]
    ids: Mapping[str, int]
    limits: Mapping[str, float]
    options: Mapping[CodeLanguage, str]
    ask_every_seconds: float
    patience_seconds: float

    @classmethod
    def read(cls, client: httpx.Client) -> Self:
        """Ask it for its languages and limits."""
        listed = client.get("/languages").raise_for_status().json()
        config = client.get("/config_info").raise_for_status().json()
        limits = {name: min(most, config.get(f"max_{name}", most)) for name, most in _LIMITS.items()}
        compile_seconds = config.get("max_wall_time_limit", 20)
        return cls(
            _newest([str(one["name"]) for one in listed]),
            {one["name"]: int(one["id"]) for one in listed},
            limits,
            _allowed_options(config),
            # Asked sooner, it repeats its last answer.
            max(_SOONEST_SECONDS, 1.1 * config.get("submission_cache_duration", 1)),
            _QUEUE_SECONDS + compile_seconds + limits["wall_time_limit"],
        )

    def run(self, client: httpx.Client, program: RunIn) -> RunOut:
        """Run a program. Raises Outdated, RunnerFailed, RunnerSlow, Unavailable."""
        runtime = self.languages[program.language]
        body = {
            "language_id": self.ids[runtime],
            "source_code": _encoded(program.code),
            "stdin": _encoded(program.stdin),
            **self.limits,
        }
        if options := self.options.get(program.language):
            body["compiler_options"] = options
        answer = client.post("/submissions", params={"base64_encoded": "true"}, json=body)
        if answer.status_code == 422:  # a language that an upgrade archived, or a limit that was lowered
            log.warning("runner.rejected", answer=answer.text[:300], language=runtime)
            raise Outdated("The server that runs code rejected this program.")
        if answer.status_code == 503 and "queue is full" in answer.text:
            raise Unavailable("The queue of the server that runs code is full; try again shortly.", retry_after=5)
        token = str(answer.raise_for_status().json()["token"])
        return _shown(runtime, self._finished(client, token), program.max_output_bytes)

    def _finished(self, client: httpx.Client, token: str) -> dict[str, Any]:
        deadline = time.monotonic() + self.patience_seconds
        time.sleep(_SOONEST_SECONDS)
        while True:
            answer = client.get(f"/submissions/{token}", params={"base64_encoded": "true", "fields": _FIELDS})
            found: dict[str, Any] = answer.raise_for_status().json()
            status = found["status"]["id"]
            if status not in (_QUEUED, _PROCESSING):
                return found
            if time.monotonic() > deadline:
                log.warning("runner.slow", in_queue=status == _QUEUED)
                if status == _QUEUED:
                    raise RunnerSlow("The program is still in the queue of the server that runs code; try again later.")
                raise RunnerSlow
            time.sleep(self.ask_every_seconds)


def _newest(names: list[str]) -> dict[CodeLanguage, str]:
    found: dict[CodeLanguage, str] = {}
    parsed = [(match, name) for name in names if (match := _NAME.fullmatch(name))]
    for language, wanted in _NAMES.items():
        versions = [
            (Version((match["product"] or "").lower().startswith(_PREFERRED.get(language, "")), number), name)
            for match, name in parsed
            if match["language"] == wanted and (number := numbers(match["version"] or "")) >= _OLDEST.get(language, ())
        ]
        if name := newest(versions):
            found[language] = name
    return found


def _allowed_options(config: Mapping[str, Any]) -> dict[CodeLanguage, str]:
    if not config.get("enable_compiler_options", True):
        return {}
    allowed = config.get("allowed_languages_for_compile_options") or _NAMES.values()
    return {language: options for language, options in _OPTIONS.items() if _NAMES[language] in allowed}


def _shown(runtime: str, found: Mapping[str, Any], most_bytes: int) -> RunOut:
    outcome = _OUTCOMES.get(found["status"]["id"], "failed")
    if outcome == "internal_error":
        log.warning("runner.internal_error", message=_decoded(found["message"])[:300])
    signal = signal_name(found.get("exit_signal"))
    # Of a program that was killed Judge0 says 0.
    exit_code = None if signal or outcome == "time_limit" else found.get("exit_code")
    # Nothing was expected of its output, so nobody has accepted it.
    status = STATUSES["finished"] if outcome == "finished" else str(found["status"]["description"])
    said = [_decoded(found.get(name)) for name in ("compile_output", "stderr")]
    seconds = found.get("time")
    return result(
        runtime,
        Ended(outcome, exit_code, signal, status),
        Printed(_decoded(found.get("stdout")), "\n".join(text for text in said if text)),
        Measured(None if seconds is None else float(seconds), found.get("memory")),
        most_bytes,
    )


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _decoded(text: str | None) -> str:
    return base64.b64decode(text or "").decode(errors="replace")
