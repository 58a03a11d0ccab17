"""People at the shared editor, with the real Yjs: one Node process each."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.clients import PATIENCE
from tests.clients.person import Person
from tests.node import NODE

HERE = Path(__file__).parents[1] / "yjs"


class Writer:
    """Somebody at the editor of an interview, over the sockets of one process."""

    def __init__(self, person: Person, path: str, program: str = "client.js") -> None:
        self._person = person
        self._path = path
        self._process = subprocess.Popen(
            [str(NODE), program], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def begin(self, name: str, **given: Any) -> None:
        """Tell the client to do something; `result` waits until it is done."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"name": name, **given}) + "\n")
        self._process.stdin.flush()

    def result(self) -> dict[str, Any]:
        """Return the answer to what was begun."""
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        while answer.get("wants") == "ticket":
            self.begin("ticket", ticket=self._ticket())
            answer = json.loads(self._process.stdout.readline())
        return answer

    def do(self, name: str, **given: Any) -> dict[str, Any]:
        """Do something and return the answer."""
        self.begin(name, **given)
        answer = self.result()
        assert "error" not in answer, answer
        return answer

    def connect(self, url: str) -> None:
        """Open a socket to a process, with a fresh ticket, as browsers do."""
        self.do("connect", url=url + self._path, ticket=self._ticket())

    def provide(self, url: str, provider: str = "provide") -> None:
        """Go online by somebody else's provider, which opens sockets until it is told not to."""
        self.do(provider, url=url + self._path)

    def _ticket(self) -> str:
        ticket: str = self._person.post("/auth/ws-ticket", status=201).get_json()["ticket"]
        return ticket


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds, and fail when it never does."""
    deadline = time.monotonic() + float(__import__("os").environ.get("P", 3 * PATIENCE))
    while not holds():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.05)


def agree(*writers: Writer) -> dict[str, Any]:
    """Wait until all have the same text, board and state; returns it."""
    looks: list[dict[str, Any]] = []

    def same() -> bool:
        looks[:] = [{**writer.do("look"), "open": None, "frames": None} for writer in writers]
        return all(look == looks[0] for look in looks)

    wait_until(same, f"{len(writers)} writers agree")
    return looks[0]
