"""What the person at the terminal sees. A closed terminal must not keep anything from being stopped in order."""

from __future__ import annotations

import os
import sys


def say(text: str = "") -> None:
    """Print a line; where nobody reads any more, do nothing."""
    try:
        print(text.encode(errors="backslashreplace").decode(), flush=True)
    except OSError:
        # Python would try to flush again at exit and turn that into an exit code of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def step(name: str, state: str) -> None:
    """Print how far the start has come."""
    say(f"  {name:<12} {state}")


def quote_lines(lines: list[str]) -> None:
    """Print lines of a log, set off from our own."""
    for line in lines:
        say(f"    | {line}")
