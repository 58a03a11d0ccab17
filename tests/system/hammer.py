"""Processes that hammer: forked in no time from one server, told to stop, killed or held, heard out at the end."""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

import psutil

from tests.clients import PATIENCE
from tests.forked import forkserver


class Parent:
    """The test, as its worker sees it."""

    def __init__(self, wire: Connection) -> None:
        self._wire = wire

    def wants_an_end(self) -> bool:
        """Whether the worker shall come to an end: it was told to, or its parent is gone."""
        return self._wire.poll()

    def say(self, what: object) -> None:
        """Tell something on the way."""
        self._wire.send(("said", what))

    def wait(self) -> Any:
        """Wait until the parent says go, and return what with."""
        return self._wire.recv()


class Worker:
    """A process that runs one function, `work(parent, …)`, and returns what it returns."""

    def __init__(self, work: Callable[..., Any], *arguments: Any) -> None:
        self._wire, theirs = forkserver.Pipe()
        self._process = forkserver.Process(target=_run, args=(theirs, work, arguments), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    def go(self, what: Any = None) -> None:
        """End its `wait`, with something to work on if it needs that."""
        self._wire.send(what)

    def hear(self) -> Any:
        """Return the next thing it says on its way."""
        kind, what = self._receive()
        assert kind == "said", what
        return what

    def stop(self) -> Any:
        """Ask it to end, and return its result."""
        self.go()
        return self.result()

    def result(self) -> Any:
        """Wait for its result, however long it takes while it is alive."""
        kind, what = self._receive()
        while kind == "said":
            kind, what = self._receive()
        assert kind == "done", f"A worker failed:\n{what}"
        self._process.join(PATIENCE)
        return what

    def _receive(self) -> tuple[str, Any]:
        try:
            kind, what = self._wire.recv()
        except (EOFError, ConnectionResetError):
            self._process.join(PATIENCE)
            raise AssertionError(f"A worker died: {self._process.exitcode}") from None
        return kind, what

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def died(self) -> int | None:
        """Wait until it is gone; returns its exit code, minus the signal that ended it."""
        self._process.join(PATIENCE)
        return self._process.exitcode

    def until_held(self) -> None:
        """Wait until it stands still by SIGSTOP. The kernel tells only its own parent, so we look."""
        deadline = time.monotonic() + PATIENCE
        while psutil.Process(self.pid).status() != psutil.STATUS_STOPPED:
            assert self._process.is_alive(), self._receive()
            assert time.monotonic() < deadline, "the worker runs on"
            time.sleep(0.01)

    def kill(self) -> None:
        """SIGKILL, whatever it does now."""
        self._process.kill()
        self._process.join(PATIENCE)
        self._wire.close()


def _run(wire: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        answer = ("done", work(Parent(wire), *arguments))
    except BaseException:  # noqa: BLE001 - the parent shows it
        answer = ("failed", traceback.format_exc())
    wire.send(answer)


class Crew:
    """The workers of one test; none of them outlives it."""

    def __init__(self) -> None:
        self._workers: list[Worker] = []

    def start(self, work: Callable[..., Any], *arguments: Any) -> Worker:
        """Start a worker."""
        self._workers.append(Worker(work, *arguments))
        return self._workers[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.kill()
