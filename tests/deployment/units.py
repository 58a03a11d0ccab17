"""The units of deployment/systemd, read as systemd reads them, with this checkout in the place of /opt/mockmate."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.sockets import ROOT

FOLDER = ROOT / "deployment" / "systemd"
UNITS = (
    "mockmate-migrate.service",
    "mockmate-questions.service",
    "mockmate-api.service",
    "mockmate-ws@.service",
    "mockmate-gateway.service",
    "mockmate-backup.service",
)
OTHERS = ("mockmate.target", "mockmate-backup.timer")
_PLACE = "/opt/mockmate"
_RUNTIME = "/run/mockmate-gateway"


class Unit:
    """A service's file, with what holds for all of them, as an instance where it is a template."""

    def __init__(self, name: str, instance: str = "", runtime: Path | None = None) -> None:
        self.settings: dict[str, list[str]] = defaultdict(list)
        text = (FOLDER / name).read_text() + (FOLDER / "mockmate-.service.d" / "hardening.conf").read_text()
        text = text.replace(_PLACE, str(ROOT)).replace("%i", instance)
        for line in (text.replace(_RUNTIME, str(runtime)) if runtime else text).splitlines():
            if "=" in line and not line.startswith("#"):
                key, value = line.split("=", 1)
                self.settings[key].append(value)

    def only(self, key: str) -> str:
        """Return what is set once."""
        (value,) = self.settings[key]
        return value

    def environment(self, file: Mapping[str, str]) -> dict[str, str]:
        """Return what a process is told: the file's variables replace those of the unit, as systemd does it."""
        words = [word for line in self.settings["Environment"] for word in shlex.split(line)]
        return {"PATH": os.defpath, **dict(word.split("=", 1) for word in words), **file}

    def run(self, key: str, file: Mapping[str, str], **more: str) -> None:
        """Run every command of this kind, one after the other. Raises CalledProcessError."""
        for line in self.settings[key]:
            command = [word.replace("${MAINPID}", more.get("MAINPID", "")) for word in shlex.split(line)]
            subprocess.run(command, cwd=ROOT, env=self.environment(file), check=True, timeout=60)

    def start(self, file: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Start what the unit is for."""
        return subprocess.Popen(shlex.split(self.only("ExecStart")), cwd=ROOT, env=self.environment(file))

    def stop(self, process: subprocess.Popen[bytes]) -> int:
        """Stop it as systemd does, which kills after a while; returns the exit code. Raises TimeoutExpired."""
        number = signal.Signals[(self.settings["KillSignal"] or ["SIGTERM"])[0]]
        process.send_signal(number)
        return process.wait(float(self.only("TimeoutStopSec").removesuffix("s")))


def copy(folder: Path) -> list[Path]:
    """Put the files into a folder, with what they start where it is here; returns the units."""
    shutil.copytree(FOLDER, folder)
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_text(path.read_text().replace(_PLACE, str(ROOT)))
    return [folder / name for name in (*UNITS, *OTHERS)]
