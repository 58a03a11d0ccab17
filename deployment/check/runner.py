"""The server that runs code in more languages, if there is one: it lets us in and lists what it runs."""

from __future__ import annotations

from collections.abc import Iterator

from deployment.check.findings import Finding, wrong
from mockmate_api.interview import runners
from mockmate_api.interview.runners.asking import Server
from shared.core.errors import Problem
from shared.core.settings import Settings


def check(settings: Settings) -> Iterator[Finding]:
    """Ask for its languages; no program is run."""
    kind = {"judge0": "Judge0", "piston": "Piston"}[settings.runner_kind]
    if Server.of(settings) is None:
        return
    try:
        if not runners.languages(settings):
            yield wrong(f"RUNNER_URL leads to a {kind} that runs none of our languages. Install some there.")
    except Problem as problem:
        yield wrong(f"RUNNER_URL: {problem.detail} Check that a {kind} answers there (RUNNER_KIND), and RUNNER_TOKEN.")
