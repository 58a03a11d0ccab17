"""Two people who go on talking while a deployment is disturbed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from time import sleep
from uuid import uuid4

from tests.clients import wait_until
from tests.clients.listener import CUT, Listener
from tests.clients.meetings import begin
from tests.clients.person import Person


class Talk:
    """One says numbers over a socket and asks for things over HTTP, the other follows."""

    def __init__(self, alice: Person, bob: Person) -> None:
        self._alice, self._bob = alice, bob
        interview = begin(alice, bob)
        self._path = f"/ws/interview/live?interview_id={interview}"
        self.listening = Listener(alice, interview)
        wait_until(lambda: self.listening.connections == 1)
        self._enough = Event()
        self.asks = True
        self._said: list[str] = []
        self._pool = ThreadPoolExecutor(1)
        self._talking = self._pool.submit(self._talk)
        wait_until(lambda: len(self._said) > 3)

    def _talk(self) -> None:
        numbers = count()
        while not self._enough.is_set():
            text = f"number {next(numbers)}"
            self._say(text)
            self._said.append(text)
            if self.asks:
                self._alice.get("/users/me", status=200)

    def _say(self, text: str) -> None:
        """Say it until it is acknowledged; the id makes a repeated one count once."""
        name = uuid4().hex
        while True:
            try:
                with self._bob.socket(self._path) as wire:
                    wire.expect("interview.snapshot")
                    assert wire.command("chat.send", {"text": text}, name)["type"] == "ack"
            except CUT:
                sleep(0.1)  # a real client waits longer
                continue
            return

    def goes_on(self) -> None:
        """Wait until something said from now on was heard."""
        after = len(self._said) + 3
        wait_until(lambda: self._talking.done() or len(self._said) > after)
        wait_until(lambda: self._talking.done() or self._said[after] in self.listening.texts())

    def end(self) -> list[str]:
        """Stop talking; returns what was said. Raises what went wrong on the way."""
        self._enough.set()
        try:
            self._talking.result()
            wait_until(lambda: len(self.listening.texts()) >= len(self._said))
        finally:
            with self._bob.socket(self._path):  # the listener leaves at the next frame
                self.listening.leave()
            self._pool.shutdown()
        return self._said
