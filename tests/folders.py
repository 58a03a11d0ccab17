"""Prints at the end of a run how long the tests of each folder took, so that what grows is seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import PurePosixPath

import pytest


class Folders:
    """Adds up what each test took, its fixtures included. Workers (pytest-xdist) hand theirs to the controller."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.tests: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        folder = str(PurePosixPath(report.nodeid.partition("::")[0]).parent)
        self.seconds[folder] += report.duration
        self.tests[folder] += report.when == "call"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if len(self.seconds) < 2:
            return
        terminalreporter.section("time by folder")
        for folder, seconds in sorted(self.seconds.items(), key=lambda one: -one[1]):
            terminalreporter.write_line(f"{seconds:7.0f} s  {self.tests[folder]:5}  {folder}")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Folders(), "time by folder")
