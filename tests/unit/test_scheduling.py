"""Tests of one group run on one worker, one after the other, and all others on whichever is free."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFTEST = 'pytest_plugins = ["tests.scheduling"]'
TESTS = """
import time
import pytest

@pytest.mark.parametrize("number", range(3))
@pytest.mark.xdist_group("few")
def test_few(number): time.sleep(0.05)

@pytest.mark.parametrize("number", range(9))
@pytest.mark.xdist_group("many")
def test_many(number): time.sleep(0.05)

@pytest.mark.parametrize("number", range(30))
def test_single(number): time.sleep(0.05)
"""


def test_a_group_has_one_worker_and_the_largest_begins(tmp_path: Path):
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_one.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-n", "3", "-v", "."],
        cwd=tmp_path,
        env={**kept, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "42 passed" in done.stdout, done.stdout + done.stderr
    workers = defaultdict(list)
    for worker, kind, number in re.findall(r"\[(gw\d)\].* PASSED .*test_(\w+)\[(\d+)\]", done.stdout):
        workers[kind].append((worker, int(number)))
    for kind, count in (("few", 3), ("many", 9)):
        assert {worker for worker, _ in workers[kind]} == {workers[kind][0][0]}
        assert [number for _, number in workers[kind]] == list(range(count))
    assert len({worker for worker, _ in workers["single"]}) > 1
    assert workers["many"][0][0] != workers["few"][0][0]
