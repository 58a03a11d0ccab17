"""Programs that tests start and no Python package brings. A test marked `needs("nginx")` is skipped without it.

What is missing is printed before the first test runs, one line per program: a run takes minutes, and a summary at its
end comes too late to install something. Where everything has to be tested (CI is set), such a test fails instead.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.databases import RUN

# Debian has servers where only root looks.
FOLDERS = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin"))


@dataclass(frozen=True)
class Program:
    """A program, the names it goes by, and where it comes from."""

    names: tuple[str, ...]
    install: str
    required: bool = True
    """Whether its tests fail where everything has to be tested."""

    def path(self) -> str:
        """Return where it is, or nothing."""
        return next((found for name in self.names if (found := shutil.which(name, path=FOLDERS))), "")


PROGRAMS = {
    "nginx": Program(
        ("nginx",),
        "Debian, Ubuntu: apt install nginx-light; Fedora: dnf install nginx; macOS: brew install nginx",
    ),
    "chromium": Program(
        (
            "chromium",
            "chromium-browser",
            "google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ),
        "Debian: apt install chromium; Ubuntu: google-chrome from google.com/chrome; Fedora: dnf install chromium;"
        " macOS: brew install --cask google-chrome",
    ),
    "chromium-headless-shell": Program(
        ("chromium-headless-shell",), "Debian: apt install chromium-headless-shell", required=False
    ),
    "pgbouncer": Program(
        ("pgbouncer",),
        "Debian, Ubuntu: apt install pgbouncer; Fedora: dnf install pgbouncer; macOS: brew install pgbouncer",
    ),
    "shellcheck": Program(
        ("shellcheck",),
        "Debian, Ubuntu: apt install shellcheck; Fedora: dnf install ShellCheck; macOS: brew install shellcheck",
    ),
    "promtool": Program(
        ("promtool",),
        "Debian, Ubuntu: apt install prometheus; Fedora: dnf install golang-github-prometheus; macOS: brew install"
        " prometheus",
    ),
    "prometheus": Program(("prometheus",), "the same packages as for promtool"),
    "systemd-analyze": Program(("systemd-analyze",), "Debian, Ubuntu: apt install systemd; macOS: has none"),
    "postgresql-15": Program(
        ("/usr/lib/postgresql/15/bin/postgres",), "Debian 12: apt install postgresql-15", required=False
    ),
    "debootstrap": Program(("debootstrap",), "Debian, Ubuntu: apt install debootstrap", required=False),
    "turnserver": Program(("turnserver",), "Debian, Ubuntu: apt install coturn", required=False),
    "cc": Program(("cc",), "Debian, Ubuntu: apt install gcc libc6-dev", required=False),
    "apt-get": Program(("apt-get",), "Debian and Ubuntu only: their packages have the mail servers", required=False),
    "firefox": Program(("firefox-esr", "firefox"), "Debian: apt install firefox-esr", required=False),
    "chromedriver": Program(("chromedriver",), "Debian: apt install chromium-driver", required=False),
    "WebKitWebDriver": Program(("WebKitWebDriver",), "Debian: apt install webkit2gtk-driver", required=False),
    "xvfb-run": Program(("xvfb-run",), "Debian, Ubuntu: apt install xvfb xauth", required=False),
    "cargo": Program(("cargo",), "see rustup.rs; Debian, Ubuntu: apt install cargo", required=False),
    "go": Program(("go",), "see go.dev/doc/install; Debian, Ubuntu: apt install golang", required=False),
    "javac": Program(("javac",), "Debian, Ubuntu: apt install default-jdk-headless (Java 11 or newer)", required=False),
    "mvn": Program(
        ("mvn",), "Debian, Ubuntu: apt install maven default-jdk-headless (Java 17 or newer)", required=False
    ),
    "terraform": Program(
        ("terraform",),
        "see developer.hashicorp.com/terraform/install; macOS: brew install hashicorp/tap/terraform",
        required=False,
    ),
}


def missing(item: pytest.Item) -> str | None:
    """Return the first program that a test needs and this machine has not got."""
    needed = (name for mark in item.iter_markers("needs") for name in mark.args)
    return next((name for name in needed if not PROGRAMS[name].path()), None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if (name := missing(item)) is not None:
        reason = f"{name} is not installed"
        if PROGRAMS[name].required:
            skip_or_fail(reason)
        pytest.skip(reason)


def skip_or_fail(reason: str) -> None:
    """Skip a test, which the summary shows with its reason; where everything has to be tested, fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def lines(counts: dict[str, int]) -> list[str]:
    """Say what will be skipped, one line per program."""
    return [
        f"{name} is not installed: {count} test{'s' * (count > 1)} will be skipped. {PROGRAMS[name].install}"
        for name, count in counts.items()
    ]


def count(items: list[pytest.Item]) -> dict[str, int]:
    """Return how many tests lack a program, by its name."""
    return Counter(name for item in items if (name := missing(item)) is not None)


def pytest_report_collectionfinish(items: list[pytest.Item]) -> list[str]:
    """Print it between collecting and running. Under pytest-xdist the hooks below do that."""
    return lines(count(items))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker (pytest-xdist) where to leave what it counts: the controller collects no tests itself."""
    node.workerinput["skips"] = str(_left_by(node))


@pytest.hookimpl(tryfirst=True)  # before the controller hears that this worker has collected
def pytest_collection_finish(session: pytest.Session) -> None:
    worker = getattr(session.config, "workerinput", None)
    if worker is not None:
        Path(worker["skips"]).write_text(json.dumps(count(session.items)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any) -> None:
    """Print what the first worker has counted; they all collect the same."""
    config: pytest.Config = node.config
    if node.gateway.id == "gw0":
        terminal: Any = config.pluginmanager.get_plugin("terminalreporter")
        terminal.ensure_newline()
        for line in lines(json.loads(_left_by(node).read_text())):
            terminal.write_line(line)


def _left_by(node: Any) -> Path:
    folder: Path = node.config.stash[RUN].folder
    return folder / f"skips-{node.gateway.id}.json"
