"""The parts that are checked, each beside the others and within its time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from deployment.check import database, keys, mail, providers, public, redis_server, runner, turn
from deployment.check.findings import Finding, without_secrets, wrong
from shared.core.settings import Settings

Check = Callable[[Settings], Iterable[Finding]]

NEEDED = frozenset({"settings", "database", "redis"})
"""What a release can't do without. The others may be mended while it runs, or start only with it."""


class Part(NamedTuple):
    """Something that is checked."""

    name: str
    check: Check


class Found(NamedTuple):
    """A finding, and the part it is about."""

    part: str
    finding: Finding


def parts(*, before_rollout: bool = False) -> list[Part]:
    """Return all parts."""
    return [
        Part("settings", partial(keys.environment, given=dict(os.environ))),
        Part("secrets", keys.check),
        Part("database", partial(database.check, before_rollout=before_rollout)),
        Part("redis", redis_server.check),
        Part("mail", mail.check),
        Part("turn", turn.check),
        Part("runner", runner.check),
        Part("providers", providers.check),
        Part("public", partial(public.check, before_rollout=before_rollout)),
    ]


def look(settings: Settings, chosen: Sequence[Part], seconds: float) -> Iterator[Found]:
    """Check all at once; yields what they find in their order. What takes longer than `seconds` is a finding, too."""
    begun = [_Run(part, settings) for part in chosen]
    deadline = time.monotonic() + seconds
    for run in begun:
        for finding in run.findings(deadline, seconds):
            yield Found(run.part.name, Finding(finding.weight, without_secrets(finding.text, settings)))


class _Run:
    def __init__(self, part: Part, settings: Settings) -> None:
        self.part = part
        self._found: list[Finding] = []
        # One that hangs must not keep the process from ending.
        self._thread = threading.Thread(target=self._check, args=(settings,), name=part.name, daemon=True)
        self._thread.start()

    def _check(self, settings: Settings) -> None:
        try:
            for finding in self.part.check(settings):
                self._found.append(finding)
        except Exception as error:  # noqa: BLE001 - a check that fails must not hide what the others find
            reason = " ".join(str(error).split())
            self._found.append(wrong(f"This could not be checked: {type(error).__name__} {reason}".strip() + "."))

    def findings(self, deadline: float, seconds: float) -> list[Finding]:
        self._thread.join(max(0.0, deadline - time.monotonic()))
        found = list(self._found)
        if self._thread.is_alive():
            found.append(wrong(f"No answer within {seconds:.0f} seconds. Usually a firewall drops the connection."))
        return found
