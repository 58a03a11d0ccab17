"""Node, from the wheel that `make test` installs, and the npm packages that a folder of tests pins."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from pathlib import Path

NODE = Path(sys.executable).with_name("node")


def install(folder: Path) -> None:
    """Put what a folder's package-lock.json says into its node_modules, once, whoever asks first."""
    with (folder / ".install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "node_modules" / ".installed"
        wanted = (folder / "package-lock.json").read_text()
        if done.exists() and done.read_text() == wanted:
            return
        npm = [str(NODE.with_name("npm")), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(npm, cwd=folder, check=True, capture_output=True)
        done.write_text(wanted)
