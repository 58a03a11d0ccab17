"""What images are built from holds all that they start: the build's context, put together by .dockerignore."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.sockets import ROOT


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what .dockerignore lets in, of which the images of Python copy these four."""
    folder = tmp_path_factory.mktemp("context")
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        name = line.removeprefix("!")
        if line.startswith("!") and name.startswith(("mockmate_api", "mockmate_ws", "shared", "deployment")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, folder / name)
    return folder


def commands() -> list[list[str]]:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    asked = [service["command"] for service in services.values() if "-m" in service.get("command", [])]
    return [[re.sub(r"\$\{\w+:-(\w+)\}", r"\1", word) for word in command] for command in asked]


def test_compose_starts_these_three():
    assert {command[2] for command in commands()} == {
        "deployment.check",
        "deployment.migrate",
        "deployment.ops.scheduled",
    }


@pytest.mark.parametrize("command", commands(), ids=lambda command: str(command[2]))
def test_what_compose_starts_is_in_the_image_and_understands_its_options(context: Path, command: list[str]):
    told = {"PATH": os.environ["PATH"], "PYTHONSAFEPATH": "", "DB_PORT": "none"}
    done = subprocess.run(
        [sys.executable, *command[1:]], cwd=context, env=told, capture_output=True, text=True, check=False, timeout=60
    )
    # It gets as far as the settings, of which one is wrong.
    assert done.returncode != 0
    assert "DB_PORT" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
