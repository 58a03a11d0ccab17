"""The clients of the tests. Each speaks to the services as its users do: over REST, sockets, or a browser."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds after which a frame that doesn't come fails a test; it says nothing about how fast it should come."""

PASSWORD = "correct horse battery"


def wait_until(holds: Callable[[], object], what: str = "what was waited for") -> None:
    """Wait until something holds, and fail when it never does."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.02)
