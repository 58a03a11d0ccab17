"""A checkout of an older revision, set up by its own Makefile."""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks.servers import ROOT

_KEPT = ROOT / ".tools" / "revisions"


def checked_out(name: str) -> Path:
    """Return a worktree of that revision, with what it needs installed. Raises SystemExit if there is no such one.

    It stays in .tools/, since setting it up takes a minute.
    """
    found = subprocess.run(
        ["git", "rev-parse", "--verify", "--short=12", f"{name}^{{commit}}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        raise SystemExit(f"There is no revision {name!r} here; a shallow clone lacks it.")
    folder = _KEPT / found.stdout.strip()
    if not folder.exists():
        subprocess.run(["git", "worktree", "prune"], cwd=ROOT, check=True)
        _KEPT.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", folder, name], cwd=ROOT, check=True)
    print(f"Setting up {name} in {folder} …", flush=True)
    # What this checkout has too: with the developer tools, libraries load more, such as rich for structlog.
    subprocess.run(["make", "--silent", "developer"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder
