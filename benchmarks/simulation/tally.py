"""Combines the results of the virtual users, and detects lost and duplicated chat messages and document changes."""

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
    written: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What each wrote into the document, piece by piece."""
    documents: dict[int, str] = field(default_factory=dict)
    """How the document looked in the end to whoever knew that the other one had written everything."""

    def not_shown(self) -> int:
        """Count what somebody wrote that is not in the other one's document."""
        return sum(self.not_shown_to(who, text) for who, text in self.documents.items())

    def not_shown_to(self, who: int, text: str) -> int:
        """Count what the other one wrote that is not in this document of `who`."""
        others = [piece for author, pieces in self.written.items() if author != who for piece in pieces]
        return sum(piece not in text for piece in others)

    def shown_twice(self) -> int:
        """Count what is in a document more often than it was written."""
        everything = [piece for pieces in self.written.values() for piece in pieces]
        return sum(max(0, text.count(piece) - 1) for text in self.documents.values() for piece in everything)


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
        """Count the lines that were acked and not heard by somebody who stayed to the end, and changes not shown."""
        lines = sum(len(talk.acked - talk.heard[who].keys()) for talk in self.talks.values() for who in talk.whole)
        return lines + sum(talk.not_shown() for talk in self.talks.values())

    def duplicated(self) -> int:
        """Count the lines that somebody heard more than once, and changes that are there twice."""
        heard = (lines for talk in self.talks.values() for lines in talk.heard.values())
        lines = sum(times - 1 for lines in heard for times in lines.values())
        return lines + sum(talk.shown_twice() for talk in self.talks.values())

    def checked(self) -> int:
        """Count the deliveries that `lost` speaks of: 0 would mean that it has nothing to say."""
        return sum(
            len(talk.acked) * len(talk.whole) + sum(len(talk.written[who]) for who in talk.documents)
            for talk in list(self.talks.values())
        )

    @property
    def is_well(self) -> bool:
        """Whether nothing failed, and nothing was lost or came twice."""
        return not (self.errors or self.lost() or self.duplicated())
