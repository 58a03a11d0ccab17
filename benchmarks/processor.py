"""CPU time by process: the servers that a benchmark started, grouped by kind, and the benchmark itself."""

from __future__ import annotations

from collections import defaultdict

import psutil

# The first that stands in a process's command line; PostgreSQL's many processes name themselves.
_KINDS = {"mockmate_api": "api", "mockmate_ws": "ws", "postgres": "postgresql", "valkey": "valkey"}


def seconds() -> dict[str, float]:
    """Return the processor seconds used so far by each kind of server, and by the people (this process)."""
    me = psutil.Process()
    used: defaultdict[str, float] = defaultdict(float, people=sum(me.cpu_times()[:2]))
    for process in me.children(recursive=True):
        try:
            line, times = " ".join(process.cmdline()), process.cpu_times()
        except psutil.Error:  # it has just ended
            continue
        # With those of its children that have ended.
        used[next((kind for word, kind in _KINDS.items() if word in line), "other")] += sum(times[:4])
    return used
