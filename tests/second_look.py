"""Runs what failed among the tests with real processes once more, alone, and says so: `python -m tests.second_look`.

See docs/decisions/0051: a test that passes now lost a race, which is a fault to find, and no reason to stop a release.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

FAILED = Path(".pytest_cache/v/cache/lastfailed")
ALONE = ("tests/unit/", "tests/contract/")
"""What waits for nothing: no browser, no socket, no other process."""
AT_MOST = 3
"""More failures than this have a cause of their own."""


def refusal(failed: list[str]) -> str | None:
    """Say why these tests get no second look; None if they do."""
    if not failed:
        return "No test failed: the run ended in another way."
    if len(failed) > AT_MOST:
        return f"{len(failed)} tests failed; at most {AT_MOST} get a second look."
    sure = [name for name in failed if name.startswith(ALONE)]
    return f"No second look at {', '.join(sure)}: it waits for nothing that could be late." if sure else None


def main() -> int:
    failed = sorted(json.loads(FAILED.read_text())) if FAILED.exists() else []
    if why := refusal(failed):
        sys.stdout.write(f"{why}\n")
        return 1
    sys.stdout.write(f"A second look at what failed: {', '.join(failed)}\n")
    sys.stdout.flush()
    status = int(pytest.main([*failed, "-n", "0"]))
    if status == 0:
        sys.stdout.write(f"UNSTABLE, to be explained: {', '.join(failed)} failed in the whole run and passed alone.\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
