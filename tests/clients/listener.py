"""A client in an interview that outlives its sockets."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from time import sleep
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.clients import PATIENCE
from tests.clients.person import Person

CUT = (ConnectionClosed, InvalidHandshake, OSError)
"""What a client meets when a process behind the gateway goes away."""


class Listener:
    """Somebody's client in an interview: comes back whenever its socket is cut, and resumes."""

    def __init__(self, person: Person, interview: str) -> None:
        self._person = person
        self._path = f"/ws/interview/live?interview_id={interview}"
        self._stream = f"interview:{interview}"
        self._resume: dict[str, Any] | None = None
        self._enough = Event()
        self.events: list[dict[str, Any]] = []
        self.connections = 0
        self._pool = ThreadPoolExecutor(1)
        self._following = self._pool.submit(self._follow)

    def _follow(self) -> None:
        while not self._enough.is_set():
            with suppress(*CUT):
                self._listen()
            sleep(0.1)  # a real client waits longer

    def _listen(self) -> None:
        with self._person.socket(self._path, self._resume) as wire:
            hello = wire.expect("hello")["data"]["streams"]
            self.connections += 1
            if self._resume is None:
                self._resume = {self._stream: hello[self._stream]}
            while not self._enough.is_set():
                frame = wire.receive()
                seen = self._resume[self._stream]
                # At least once: what comes again, or too early, is not the next.
                if frame.get("stream") == self._stream and frame["offset"] == seen["offset"] + 1:
                    seen["offset"] += 1
                    self.events.append(frame)

    def texts(self) -> list[str]:
        """Return what was said so far, in the order it came."""
        return [frame["data"]["text"] for frame in self.events if frame["type"] == "chat.message"]

    def leave(self) -> None:
        """Go once another frame has come."""
        self._enough.set()
        self._following.result(2 * PATIENCE)
        self._pool.shutdown()
