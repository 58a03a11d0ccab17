"""People who type numbered lines into the shared document and come back whenever their line is cut.

One with the real Yjs, in a Node process; one with the example client of `examples/`, in a thread.
"""

from __future__ import annotations

import asyncio
import random
import threading
from contextlib import suppress
from types import TracebackType
from typing import Any, Protocol, Self

from examples.document import Document
from examples.live import Live, Refused
from tests.clients import PATIENCE
from tests.clients.person import Person
from tests.clients.yjs import Writer


class Typist(Protocol):
    """What both can do. Lines are `<who><number>`, perhaps with a mark behind it."""

    def stay(self, urls: list[str], seed: int) -> None:
        """Keep a socket to one of these processes, now this one, now that."""

    def leave(self) -> None:
        """Close the socket for good."""

    def vanish(self) -> None:
        """Go without a word, and take along what only they have."""

    def type(self, who: str) -> None:
        """Begin to type."""

    def rest(self) -> int:
        """Stop typing; returns how many lines it were in all."""

    def text(self) -> str:
        """Return what the editor shows."""

    def heard(self) -> list[str]:
        """Return the types of the frames that came."""


class YjsTypist(Writer):
    """With the real Yjs."""

    def __init__(self, person: Person, path: str) -> None:
        super().__init__(person, path, "typist.js")

    def stay(self, urls: list[str], seed: int) -> None:
        self.do("stay", urls=[url + self._path for url in urls], token=self._person.token, seed=seed)

    def leave(self) -> None:
        self.do("leave")

    def vanish(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)

    def type(self, who: str, pace: int = 20) -> None:
        self.do("type", who=who, pace=pace)

    def rest(self) -> int:
        return int(self.do("rest")["typed"])

    def text(self) -> str:
        return str(self.do("look")["text"])

    def frames(self) -> list[dict[str, Any]]:
        """Return the frames that came."""
        return list(self.do("heard")["frames"])

    def codes(self) -> list[int]:
        """Return with which codes its sockets closed."""
        return list(self.do("heard")["codes"])

    def heard(self) -> list[str]:
        return [frame["type"] for frame in self.frames()]


class LiveTypist:
    """With `examples.live` and pycrdt."""

    def __init__(self, person: Person, path: str) -> None:
        self._person, self._path = person, path
        self._document = Document()
        self._typed = 0
        self._kinds: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="typist")
        self._staying: asyncio.Task[None] | None = None
        self._typing: asyncio.Task[None] | None = None
        self._live: Live

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    async def _stop(self) -> None:
        for task in (self._typing, self._staying):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def stay(self, urls: list[str], seed: int) -> None:
        self._do(self._begin_to_stay(urls, random.Random(seed)))

    async def _begin_to_stay(self, urls: list[str], dice: random.Random) -> None:
        async def token() -> str:
            self._live._url = dice.choice(urls) + self._path
            return self._person.token

        self._live = Live("", token, self._document)
        self._staying = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        with suppress(Refused):
            async for frame in self._live:
                self._kinds.append(frame["type"])

    def leave(self) -> None:
        self._do(self._stop())

    vanish = leave

    def type(self, who: str) -> None:
        self._do(self._begin_to_type(who))

    async def _begin_to_type(self, who: str) -> None:
        self._typing = asyncio.create_task(self._keep_typing(who))

    async def _keep_typing(self, who: str) -> None:
        while True:
            self._typed += 1
            await self._live.write(f"{who}{self._typed}\n")
            await asyncio.sleep(random.uniform(0, 0.02))

    def rest(self) -> int:
        return int(self._do(self._rest()))

    async def _rest(self) -> int:
        if self._typing is not None:
            self._typing.cancel()
        return self._typed

    def text(self) -> str:
        return str(self._do(self._look()))

    async def _look(self) -> str:
        return self._document.text

    def heard(self) -> list[str]:
        return list(self._kinds)
