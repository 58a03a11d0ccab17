"""What the simulated people met, put together; lost and duplicated lines of chat are found here."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class Talk:
    """One interview: what was acked to whoever said it, and what each of the two was told."""

    acked: set[str] = field(default_factory=set)
    heard: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    whole: set[int] = field(default_factory=set)
    """Who was there to the end, and so must have heard everything."""


@dataclass
class Tally:
    """Counts of one simulation. All people run on one event loop, so nothing is locked."""

    began: float = field(default_factory=time.monotonic)
    counts: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    delivery: list[float] = field(default_factory=list)
    matches: list[float] = field(default_factory=list)
    talks: dict[str, Talk] = field(default_factory=lambda: defaultdict(Talk))

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.began

    def lost(self) -> int:
        """Count the lines that were acked and not heard by somebody who stayed to the end."""
        return sum(len(talk.acked - talk.heard[who].keys()) for talk in self.talks.values() for who in talk.whole)

    def duplicated(self) -> int:
        """Count the lines that somebody heard more than once."""
        heard = (lines for talk in self.talks.values() for lines in talk.heard.values())
        return sum(times - 1 for lines in heard for times in lines.values())

    def checked(self) -> int:
        """Count the deliveries that `lost` speaks of: 0 would mean that it has nothing to say."""
        return sum(len(talk.acked) * len(talk.whole) for talk in self.talks.values())

    @property
    def is_well(self) -> bool:
        """Whether nothing failed, and nothing was lost or came twice."""
        return not (self.errors or self.lost() or self.duplicated())
