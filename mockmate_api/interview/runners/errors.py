"""Why a program was not run."""

from __future__ import annotations

from shared.core.errors import Problem


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


class Outdated(RunnerFailed):
    """The server that runs code no longer takes what it offered; try again."""
