"""The result of a run, from what either kind of server says."""

from __future__ import annotations

from signal import Signals
from typing import NamedTuple

from mockmate_api.interview.schemas import RunOut, RunOutcome

STATUSES: dict[RunOutcome, str] = {
    "finished": "Finished",
    "failed": "Runtime Error",
    "compile_error": "Compilation Error",
    "time_limit": "Time Limit Exceeded",
    "output_limit": "Output Limit Exceeded",
    "internal_error": "Internal Error",
}
_OF_SHELLS = 128


class Printed(NamedTuple):
    """What a program and its compiler printed."""

    stdout: str
    stderr: str


class Measured(NamedTuple):
    """What a run took; None where the server doesn't say."""

    seconds: float | None
    kilobytes: float | None


class Ended(NamedTuple):
    """How a run ended."""

    outcome: RunOutcome
    exit_code: int | None
    signal: str | None
    status: str = ""


def result(runtime: str, ended: Ended, printed: Printed, took: Measured, most_bytes: int) -> RunOut:
    """Put a result together. Output is cut after so many bytes of each stream."""
    stdout, stderr = (_cut(text, most_bytes) for text in printed)
    return RunOut(
        status=ended.status or STATUSES[ended.outcome],
        outcome=ended.outcome,
        stdout=stdout,
        stderr=stderr,
        exit_code=ended.exit_code,
        signal=ended.signal or _signal_of(ended.exit_code),
        ms=None if took.seconds is None else round(took.seconds * 1000),
        kilobytes=None if took.kilobytes is None else round(took.kilobytes),
        truncated=(stdout, stderr) != printed,
        runtime=runtime,
    )


def signal_name(number: int | None) -> str | None:
    """Return the name of a signal, such as SIGSEGV; None if there was none."""
    return Signals(number).name if number in set(Signals) else None


def _signal_of(exit_code: int | None) -> str | None:
    """Both kinds of server start programs from a shell, which exits with 128 more than what killed its child."""
    return signal_name((exit_code or 0) - _OF_SHELLS)


def _cut(text: str, most_bytes: int) -> str:
    return text.encode(errors="replace")[:most_bytes].decode(errors="ignore")
