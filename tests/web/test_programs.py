"""Programs as people write them in interviews do in the browser what they do on a machine.

Each file of tests/programs/<language> is a program; a file beside it that ends in `.in` is what it reads. What the
language's own interpreter prints in the same test run is what is expected, to the byte, and so is its exit code.
"""

from __future__ import annotations

import difflib
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest
from playwright.sync_api import Page

from tests.clients import sandbox
from tests.node import NODE
from tests.web.conftest import Arrive

PROGRAMS = Path(__file__).parents[1] / "programs"
INTERPRETERS: dict[str, list[str]] = {
    "python": [sys.executable, "-X", "utf8"],
    "javascript": [str(NODE)],
    "typescript": [str(NODE), "--disable-warning=ExperimentalWarning", "--experimental-transform-types"],
}


Native = TypeVar("Native")


class Run(NamedTuple):
    stdout: str
    exit_code: int


def programs_of(language: str) -> list[Path]:
    return sorted(one for one in (PROGRAMS / language).iterdir() if one.is_file() and one.suffix != ".in")


def stdin_of(program: Path) -> str:
    given = program.with_suffix(".in")
    return given.read_text("utf-8") if given.exists() else ""


def run_natively(program: Path, folder: Path) -> Run:
    """Run a program by the language's own interpreter on this machine."""
    command = [*INTERPRETERS[program.parent.name], str(program)]
    done = subprocess.run(
        command, cwd=folder, input=stdin_of(program).encode(), capture_output=True, timeout=120, check=False
    )
    return Run(done.stdout.decode(), done.returncode)


def difference(wanted: Run, seen: sandbox.Result) -> str:
    """Show how a run differs from the one on the machine; nothing if it doesn't."""
    if (seen.stdout, seen.exit_code) == wanted:
        return ""
    lines = difflib.unified_diff(
        wanted.stdout.splitlines(), seen.stdout.splitlines(), "on this machine", "in the browser", lineterm="", n=1
    )
    codes = f"exit code {wanted.exit_code} on this machine, {seen.exit_code} in the browser"
    # Lines may be the same, and differ in their ends.
    ends = f"{wanted.stdout[-40:]!r} on this machine, {seen.stdout[-40:]!r} in the browser"
    return "\n".join([codes, ends, *list(lines)[:30], "stderr in the browser:", seen.stderr[-2000:]])


def run_both(
    page: Page, language: str, run: Callable[[Path, Path], Native], folder: Path
) -> list[tuple[Path, Native, sandbox.Result]]:
    """Run all programs of a language by `run`, in a folder for what it makes, and in the browser meanwhile."""
    programs = programs_of(language)
    page.goto("/help")
    with ThreadPoolExecutor(1) as others:
        natively = [others.submit(run, one, folder) for one in programs]
        seen = [sandbox.run(page, language, one.read_text("utf-8"), stdin_of(one)) for one in programs]
        return [(one, native.result(), ran) for one, native, ran in zip(programs, natively, seen, strict=True)]


@pytest.mark.parametrize("language", [one for one in INTERPRETERS if (PROGRAMS / one).is_dir()])
def test_programs_print_what_they_print_on_a_machine(language: str, arrive: Arrive, tmp_path: Path):
    ran = run_both(arrive().page, language, run_natively, tmp_path)
    differing = [f"{one.name}: {words}" for one, wanted, seen in ran if (words := difference(wanted, seen))]
    assert not differing, "\n\n".join(differing)
