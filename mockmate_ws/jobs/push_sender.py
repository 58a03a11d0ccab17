"""Pushes what is queued, many at once: a push service that doesn't answer holds up no other, and no mail.

Each exchange ends within seconds (`shared.push.lines`), a host gets only so many at once, and none for a while after
several that failed in a row. Devices that have taken nothing yet, whose address anybody may have named, together get
only a part of all.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter

import structlog

from mockmate_ws.db import Database
from shared.core.settings import Settings
from shared.push import push_outbox
from shared.push.fcm import Fcm
from shared.push.lines import Lines
from shared.push.push_outbox import Answer, Parcel
from shared.push.services import PushService, WebPush

log = structlog.get_logger(__name__)

POLL_SECONDS = 1.0
MOST, MOST_UNPROVEN, MOST_OF_HOST = 64, 24, 16
"""Exchanges at once: in all, with devices that have taken nothing yet, and with one host."""
_SHUTDOWN_SECONDS = 3.0


class Breaker:
    """Which hosts are left alone: after three failures in a row, for ten seconds and longer each time."""

    FAILURES = 3
    FIRST, LONGEST = 10.0, 300.0

    def __init__(self) -> None:
        self._failures: Counter[str] = Counter()
        self._closed_until: dict[str, float] = {}

    def note(self, host: str, *, failed: bool) -> None:
        """Note how an exchange with a host went."""
        if not failed:
            self._failures.pop(host, None)
            self._closed_until.pop(host, None)
            return
        self._failures[host] += 1
        beyond = self._failures[host] - self.FAILURES
        if beyond >= 0:
            self._closed_until[host] = time.monotonic() + min(self.FIRST * 2 ** min(beyond, 10), self.LONGEST)

    def closed(self) -> set[str]:
        """Return the hosts that are left alone now."""
        now = time.monotonic()
        return {host for host, until in self._closed_until.items() if until > now}


class PushSender:
    """Sends what is due."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._lines: Lines | None = None
        self._services: dict[str, PushService] = {}
        self._breaker = Breaker()
        self._sending: dict[asyncio.Task[None], Parcel] = {}
        self._is_stopping = False

    async def poll(self) -> None:
        """Send what is due, until nothing is left or every exchange under way takes its time."""
        if not self._services:
            self._lines = lines = Lines(self._settings)
            self._services = {"web": WebPush(self._settings, lines), "fcm": Fcm(self._settings, lines)}
        while not self._is_stopping:
            if len(self._sending) < MOST and await self._start_next():
                continue
            if not self._sending:
                return
            ended, _ = await asyncio.wait(self._sending, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if not ended:
                return

    async def _start_next(self) -> bool:
        """Start to send the next one. Says whether there was one."""
        under_way = Counter(parcel.host for parcel in self._sending.values())
        full = {host for host, count in under_way.items() if count >= MOST_OF_HOST}
        unproven = sum(not parcel.is_proven for parcel in self._sending.values())
        but = sorted(full | self._breaker.closed())
        claimed = await self._database.run(push_outbox.claim, self._settings, but, proven=unproven >= MOST_UNPROVEN)
        for parcel in claimed:
            task = asyncio.create_task(self._send(parcel), name="push")
            self._sending[task] = parcel
            task.add_done_callback(self._sending.pop)
        return bool(claimed)

    async def _send(self, parcel: Parcel) -> None:
        try:
            answer = await self._services[parcel.kind].push(parcel)
        except Exception as error:
            # A bug, or a row that our code didn't write: it affects this one only.
            log.exception("push.broken", host=parcel.host, error=type(error).__name__)
            answer = Answer("refused", type(error).__name__)
        self._breaker.note(parcel.host, failed=answer.what == "later")
        try:
            await self._database.run(push_outbox.settle, parcel, answer)
        except Exception as error:  # noqa: BLE001 - the claim lapses, and it is pushed again
            log.warning("push.unsettled", error=type(error).__name__)

    async def stop(self) -> None:
        """Stop sending. What is under way gets a moment."""
        self._is_stopping = True
        if self._sending:
            await asyncio.wait(self._sending, timeout=_SHUTDOWN_SECONDS)
        for task in tuple(self._sending):
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        if self._lines is not None:
            await self._lines.close()
