"""Runs a program on Piston, by its API of version 2: one request, which it answers when the program has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, get_args

import httpx
import structlog

from mockmate_api.interview.runners.errors import Outdated
from mockmate_api.interview.runners.newest import Version, newest, numbers
from mockmate_api.interview.runners.results import Ended, Measured, Printed, result
from mockmate_api.interview.schemas import RunIn, RunOut, RunOutcome
from shared.core.completeness import require_whole
from shared.events.schemas import CodeLanguage

log = structlog.get_logger(__name__)

_PATIENCE_SECONDS = 40.0
"""How long a run may take, with compiling: 13 seconds unless an administrator of Piston allows more."""
_OUTCOMES: dict[str, RunOutcome] = {
    "TO": "time_limit",
    "OL": "output_limit",
    "EL": "output_limit",
    "XX": "internal_error",
}

# Piston's names for them.
_NAMES: dict[CodeLanguage, tuple[str, ...]] = {
    "python": ("python",),
    "javascript": ("javascript",),
    "typescript": ("typescript",),
    "java": ("java",),
    "kotlin": ("kotlin",),
    "c": ("c",),
    "cpp": ("c++",),
    "csharp": ("csharp", "csharp.net"),
    "go": ("go",),
    "rust": ("rust",),
    "ruby": ("ruby",),
    "php": ("php",),
    "swift": ("swift",),
    "lua": ("lua",),
    "sql": ("sqlite3",),
    "html": (),
    "plaintext": (),
}
require_whole("_NAMES", _NAMES, get_args(CodeLanguage.__value__))
# Both run JavaScript in their own way; programs are mostly written for Node.js.
_OTHER_RUNTIMES = ("deno", "bun")
# A name for what appears in Java's error messages. It appends .java by itself.
_FILE_NAMES: dict[CodeLanguage, str] = {"java": "Main"}


@dataclass(frozen=True)
class Piston:
    """What a Piston offers."""

    languages: Mapping[CodeLanguage, str]
    runtimes: Mapping[str, tuple[str, str]]

    @classmethod
    def read(cls, client: httpx.Client) -> Self:
        """Ask it for its languages."""
        listed = client.get("/runtimes").raise_for_status().json()
        found = {language: newest(_versions(listed, names)) for language, names in _NAMES.items()}
        languages = {language: f"{one[0]} {one[1]}" for language, one in found.items() if one}
        return cls(languages, {f"{one[0]} {one[1]}": one for one in found.values() if one})

    def run(self, client: httpx.Client, program: RunIn) -> RunOut:
        """Run a program. Raises Outdated."""
        runtime = self.languages[program.language]
        language, version = self.runtimes[runtime]
        name = _FILE_NAMES.get(program.language)
        body = {
            "language": language,
            "version": version,
            "files": [{"content": program.code} | ({"name": name} if name else {})],
            "stdin": program.stdin,
        }
        answer = client.post("/execute", json=body, timeout=_PATIENCE_SECONDS)
        if answer.status_code == 400:  # a version that was removed
            log.warning("runner.rejected", answer=answer.text[:300], language=runtime)
            raise Outdated("The server that runs code rejected this program.")
        return _shown(runtime, answer.raise_for_status().json(), program.max_output_bytes)


def _versions(listed: list[dict[str, str]], names: tuple[str, ...]) -> list[tuple[Version, tuple[str, str]]]:
    """Return the versions that are called by one of the names, which two runtimes may share."""
    return [
        (_version(one["version"], one.get("runtime")), (one["language"], one["version"]))
        for one in listed
        if one["language"] in names
    ]


def _version(text: str, runtime: str | None) -> Version:
    number, _, before = text.partition("-")  # 3.10.0-alpha.7
    return Version(runtime not in _OTHER_RUNTIMES, numbers(number), is_final=not before)


def _shown(runtime: str, found: Mapping[str, Any], most_bytes: int) -> RunOut:
    compiled = found.get("compile")
    warnings = compiled["stdout"] + compiled["stderr"] if compiled else ""
    if compiled and compiled["code"] != 0:  # nothing ran, and `run` repeats this
        last, printed = compiled, Printed("", warnings)
        exit_code, outcome = None, _OUTCOMES.get(compiled.get("status"), "compile_error")
        if outcome != "internal_error":
            outcome = "compile_error"
    else:
        last = found["run"]
        printed = Printed(last["stdout"], warnings + last["stderr"])
        exit_code, outcome = (
            last["code"],
            _OUTCOMES.get(last.get("status"), "finished" if last["code"] == 0 else "failed"),
        )
    if outcome == "internal_error":
        log.warning("runner.internal_error", message=str(last.get("message"))[:300])
    took = Measured(_scaled(last.get("cpu_time")), _scaled(last.get("memory")))
    return result(runtime, Ended(outcome, exit_code, last["signal"]), printed, took, most_bytes)


def _scaled(number: float | None) -> float | None:
    """Return seconds for milliseconds, and kilobytes for bytes."""
    return None if number is None else number / 1000
