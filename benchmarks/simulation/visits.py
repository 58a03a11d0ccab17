"""One visit to a socket, and the events received during it."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable
from contextlib import aclosing, suppress
from typing import Any

from benchmarks.simulation.tally import Tally
from examples.document import Document
from examples.live import Frame, Live, Refused

_LINE = re.compile(r"(\d+\.\d+) (\d+) (\w+)")
"""What one simulated person says to another: when, who, and what."""


class Signs:
    """What somebody in a room has heard of how it goes, and the document they write."""

    def __init__(self, mine: int, tally: Tally, lines: Counter[str]) -> None:
        self._mine, self._tally, self._lines = mine, tally, lines
        self._has_arrived = False
        self.document = Document()
        self.is_live, self.over = asyncio.Event(), asyncio.Event()
        self.peer_has_written, self.peer_is_done = asyncio.Event(), asyncio.Event()

    def hear(self, frame: Frame) -> None:
        """Take note of a frame."""
        data = frame.get("data", {})
        if frame["type"] == "interview.started" or data.get("interview", {}).get("status") == "live":
            self.is_live.set()
        elif frame["type"] == "interview.ended":
            self.over.set()
        elif frame["type"] == "chat.message":
            self._take(data, is_new=True)
        if frame["type"] == "interview.snapshot" and not self._has_arrived:
            # What was said before we came. A later snapshot must not hide what should have been told one by one.
            self._has_arrived = True
            for line in data["chat"]:
                self._take(line, is_new=False)

    def _take(self, line: dict[str, Any], *, is_new: bool) -> None:
        found = _LINE.fullmatch(line["text"])
        if found is None:  # of somebody real, or to them
            return
        self._lines[line["text"]] += 1
        said_at, author, words = found.groups()
        if int(author) != self._mine:
            if is_new:
                self._tally.delivery.append(time.monotonic() - float(said_at))
            if words == "written":
                self.peer_has_written.set()
            if words == "bye":
                self.peer_is_done.set()


class Visit:
    """Being on a socket, until it is left or the server says that this is over; one may come back."""

    def __init__(self, live: Live, hear: Callable[[Frame], None]) -> None:
        self.live, self._hear = live, hear
        self.begin()

    def begin(self) -> None:
        """Come, or come back."""
        self.task = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Leave without a word."""
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def _listen(self) -> None:
        with suppress(Refused):
            async with aclosing(aiter(self.live)) as frames:
                async for frame in frames:
                    self._hear(frame)
