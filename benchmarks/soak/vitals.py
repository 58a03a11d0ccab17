"""The measurements of a soak: memory, file descriptors, transactions left open, and event delay."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from statistics import median

import psutil
import psycopg2.extensions

from benchmarks.plots import Points
from benchmarks.report import percentiles
from benchmarks.simulation.tally import Tally

KINDS = {"mockmate_api": "API", "mockmate_ws": "sockets"}

# A transaction that waits for its program; a moment is no fault, since programs do think.
_FORGOTTEN = (
    "SELECT count(*) FROM pg_stat_activity WHERE application_name IN ('mockmate_api', 'mockmate-ws')"
    " AND state LIKE 'idle in transaction%' AND state_change < clock_timestamp() - interval '1 second'"
)


@dataclass(frozen=True)
class Vitals:
    """One look. Memory is what a process has for itself, in MB, summed up for each service; lag is in ms."""

    at: float
    memory: dict[str, float]
    descriptors: dict[str, int]
    forgotten_transactions: int
    lag: dict[str, float]


class Watch:
    """Takes looks; the lag of each is that of the lines of chat since the one before."""

    def __init__(self, database: psycopg2.extensions.connection, tally: Tally) -> None:
        self._database, self._tally = database, tally
        self._heard = 0
        self._began = time.monotonic()
        self.taken: list[Vitals] = []

    def look(self) -> None:
        """Take one look; may be called in a thread."""
        memory, descriptors = Counter[str](), Counter[str]()
        for process in psutil.Process().children(recursive=True):
            try:
                line = " ".join(process.cmdline())
                kind = next((kind for word, kind in KINDS.items() if word in line), None)
                if kind is not None:
                    memory[kind] += process.memory_full_info().uss
                    descriptors[kind] += process.num_fds()
            except psutil.Error:  # it has just ended
                continue
        with self._database.cursor() as cursor:
            cursor.execute(_FORGOTTEN)
            (forgotten,) = cursor.fetchone() or (0,)
        new = self._tally.delivery[self._heard :]
        self._heard += len(new)
        self.taken.append(
            Vitals(
                at=time.monotonic() - self._began,
                memory={kind: used / 1e6 for kind, used in sorted(memory.items())},
                descriptors=dict(sorted(descriptors.items())),
                forgotten_transactions=forgotten,
                lag={share: 1000 * value for share, value in percentiles(new).items()} if new else {},
            )
        )


def growth(points: Points) -> float:
    """Return how fast a value grows, an hour, once the first third is over: caches and pools fill then.

    The median of the slopes between all pairs of looks (Theil and Sen): a single peak changes nothing.
    """
    settled = points[len(points) // 3 :]
    pairs = combinations(settled, 2)
    slopes = [(after - before) / (later - sooner) for (sooner, before), (later, after) in pairs if later > sooner]
    return 3600 * median(slopes) if slopes else 0.0
