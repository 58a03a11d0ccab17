"""The workflows of GitHub, checked by actionlint."""

from __future__ import annotations

import subprocess

import pytest

from tests.sockets import ROOT

ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.needs("go")
@pytest.mark.timeout(600)  # compiling takes a minute, once
def test_workflows_are_valid():
    assert len(WORKFLOWS) >= 2
    done = subprocess.run(
        ["go", "run", ACTIONLINT, *WORKFLOWS], cwd=ROOT, capture_output=True, text=True, timeout=590, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
