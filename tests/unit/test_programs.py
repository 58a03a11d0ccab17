"""A run of tests says first which programs are missing, and at its end how long the tests of each folder took."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFTEST = 'pytest_plugins = ["tests.databases", "tests.programs", "tests.folders"]'
TESTS = """
import pytest

@pytest.mark.needs("chromium")
@pytest.mark.parametrize("page", "ab")
def test_a_page(page):
    raise AssertionError("this must not run")

@pytest.mark.needs("terraform")
def test_a_plan():
    raise AssertionError("this must not run")

def test_anything(): pass
"""


def run(folder: Path, *arguments: str, **environment: str) -> str:
    """Run tests of their own, on a machine whose programs are not found; returns what was printed."""
    (folder / "one").mkdir()
    (folder / "two").mkdir()
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "one" / "test_one.py").write_text(TESTS)
    (folder / "two" / "test_two.py").write_text("def test_two(): pass\n")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), *arguments]
    kept = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "one", "two"],
        cwd=folder,
        env={**kept, "PATH": str(folder), "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("workers", ["0", "2"])
def test_what_is_missing_is_said_before_and_each_folders_time_after(tmp_path: Path, workers: str):
    said = run(tmp_path, "-n", workers)
    before, _, after = said.partition("[100%]")
    assert "chromium is not installed: 2 tests will be skipped. Debian: apt install chromium;" in before
    assert "terraform is not installed: 1 test will be skipped." in before
    assert before.count("will be skipped") == 2
    assert "nginx" not in said
    assert "2 passed, 3 skipped" in after
    assert re.search(r"SKIPPED \[2\] .*chromium is not installed", after)
    assert re.search(r"time by folder[ =]+\n(.*\n)* +\d+ s +1  one\n", after)


def test_what_is_missing_fails_where_everything_has_to_be_tested(tmp_path: Path):
    said = run(tmp_path, "-n", "0", CI="1")
    assert "2 passed, 1 skipped, 2 errors" in said
