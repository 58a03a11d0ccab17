"""The first thing that runs on a newcomer's machine: it must speak clearly there."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deployment.embedded import ROOT

BOOTSTRAP = ROOT / "deployment" / "local" / "bootstrap.py"
PRETEND = "import runpy, sys; sys.version_info = {}; runpy.run_path(sys.argv[1], run_name='__main__')"


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 9, 1)])
def test_an_old_python_gets_one_sentence(version: tuple[int, ...]) -> None:
    code = PRETEND.format(version)
    done = subprocess.run([sys.executable, "-c", code, str(BOOTSTRAP)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Mock Mate needs Python 3.11 or newer")
    assert len(done.stderr.splitlines()) == 1


def test_an_old_python_gets_as_far_as_that_sentence() -> None:
    # No Python 2 is here to ask, so what it can't read is looked for: formatted strings, annotations, other letters.
    tree = ast.parse(BOOTSTRAP.read_bytes().decode("ascii"), feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.FunctionDef)]


@pytest.mark.parametrize("target", ["run", "test", "test-unit", "check", "format", "docs", "promote", "clean", "reset"])
def test_make_alone_explains_every_target(target: str, tmp_path: Path) -> None:
    (tmp_path / "python3").symlink_to(sys.executable)
    done = subprocess.run(
        ["/usr/bin/env", "PATH=" + str(tmp_path), *make(), "-f", str(ROOT / "Makefile")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"  make {target} " in done.stdout


def make() -> list[str]:
    """GNU make by its whole path: the PATH it gets holds nothing but python3."""
    return [next(path for folder in os.get_exec_path() if (path := f"{folder}/make") and Path(path).exists())]
