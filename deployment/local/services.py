"""The commands of Mock Mate itself: what to run once before, and the two services."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

from deployment.local.errors import DeploymentError, MisuseError
from deployment.local.options import ROOT
from deployment.local.processes import Child

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deployment.local.home import Home
    from deployment.local.signals import Bell


def flask(*arguments: str) -> list[str]:
    """Return a command of the API's command line."""
    return [sys.executable, "-m", "flask", "--app", "mockmate_api.wsgi", *arguments]


def migrate() -> list[str]:
    """Return the command that brings the schema up to date and adds what ships with the code, as nothing else runs."""
    return [sys.executable, "-m", "deployment.migrate", "--questions"]


def check(*arguments: str) -> list[str]:
    """Return the command that tries every setting and connection."""
    return [sys.executable, "-m", "deployment.check", *arguments]


def demo(*arguments: str) -> list[str]:
    """Return the command that makes the demo or removes it."""
    return [sys.executable, "-m", "deployment.demo", *arguments]


def build_client() -> list[str]:
    """Return the command that builds the browser client."""
    return [sys.executable, "-m", "deployment.local.webclient", "build"]


def api(home: Home, environment: Mapping[str, str], log: str = "api") -> Child:
    """Return the API under gunicorn."""
    command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "deployment" / "gunicorn.conf.py")]
    return Child("mockmate_api", [*command, "mockmate_api.wsgi:app"], home.log(log), environment, ROOT)


def sockets(home: Home, environment: Mapping[str, str], log: str = "ws") -> Child:
    """Return the socket service."""
    return Child("mockmate_ws", [sys.executable, "-m", "mockmate_ws"], home.log(log), environment, ROOT)


def run_once(name: str, command: list[str], home: Home, environment: Mapping[str, str], bell: Bell) -> list[str]:
    """Run a command to its end; returns its last lines.

    Raises DeploymentError in one sentence when it fails: the command's own when the exit code is 2.
    """
    child = Child(name, command, home.log("setup"), environment, ROOT)
    child.start()
    try:
        while (code := child.poll()) is None:
            bell.wait(1.0)
        lines = child.last_lines(200)
    finally:
        child.stop()
    if code == MisuseError.exit_code and lines:
        raise MisuseError(lines[-1])
    if code != 0:
        raise DeploymentError(f"{name} failed: {_reason(lines) or f'exit code {code}'} (log: {child.log}).")
    return lines


def migrate_now(environment: Mapping[str, str]) -> None:
    """Bring the schema up to date, saying nothing unless it fails: then raises DeploymentError."""
    done = subprocess.run(migrate(), cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise DeploymentError(f"The migration failed: {_reason((done.stdout + done.stderr).splitlines())}.")


def _reason(lines: list[str]) -> str:
    """Pick the line that names the error; what follows it are hints and links."""
    named = [line for line in lines if re.match(r"[\w.]*(Error|Exception|Refused)\b", line)]
    return (named or lines or [""])[-1].strip().rstrip(".")
