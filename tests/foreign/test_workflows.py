"""The workflows of GitHub, checked by actionlint; each action is pinned to a commit."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.sockets import ROOT

ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.7"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.needs("go")
@pytest.mark.timeout(600)  # compiling takes a minute, once
def test_workflows_are_valid():
    assert len(WORKFLOWS) >= 2
    done = subprocess.run(
        ["go", "run", ACTIONLINT, *WORKFLOWS], cwd=ROOT, capture_output=True, text=True, timeout=590, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_to_commits(path: Path):
    used = re.findall(r"(?m)uses: (.*)$", path.read_text())
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []
