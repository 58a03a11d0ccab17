"""What a run that was killed with -9 leaves behind: noted while it runs, stopped by the next start."""

from __future__ import annotations

import json
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil

from deployment.local.home import write_privately
from deployment.local.processes import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def note(file: Path, pids: Iterable[int]) -> None:
    """Note which processes run, each with its birth: the number alone may be somebody else's tomorrow."""
    born = {}
    for pid in pids:
        with suppress(psutil.Error):
            born[pid] = psutil.Process(pid).create_time()
    with suppress(OSError):  # a full disk must not stop what runs
        write_privately(file, born)


def stop(file: Path) -> int:
    """Stop the noted processes that still run; returns how many there were."""
    try:
        noted = {int(pid): float(born) for pid, born in json.loads(file.read_text()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return 0
    found = []
    for pid, born in noted.items():
        with suppress(psutil.Error):
            process = psutil.Process(pid)
            if abs(process.create_time() - born) < 1:
                process.send_signal(signal.SIGINT)  # PostgreSQL: without waiting for its clients
                found.append(process)
    psutil.wait_procs(found, timeout=PATIENCE)
    for process in found:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # the rest of its group, if any
    file.unlink(missing_ok=True)
    return len(found)
