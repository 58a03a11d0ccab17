"""Copies of the shared document in other implementations than Yjs, and a socket that keeps one of them up to date."""

from __future__ import annotations

import json
import secrets
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from pycrdt import Doc, Text

from mockmate_ws.collab import sync
from shared.core.varints import Reader
from tests.clients.wire import Wire
from tests.clients.yjs import HERE
from tests.node import NODE

STEP1, STEP2, UPDATE = b"\x00\x00", b"\x00\x01", b"\x00\x02"


class Copy(Protocol):
    """A document with its text in `code`. Places and lengths count as in JavaScript."""

    def insert(self, at: int, text: str) -> None:
        """Write something."""

    def delete(self, at: int, length: int) -> None:
        """Delete something."""

    def apply(self, update: bytes) -> None:
        """Apply a change."""

    def missing(self, state: bytes) -> bytes:
        """Return the changes missing from a state."""

    def state(self) -> bytes:
        """Return the state vector."""

    def text(self) -> str:
        """Return the text."""

    def close(self) -> None:
        """End what runs for it."""


class Pycrdt:
    """One in pycrdt, whose places count bytes of UTF-8.

    Its client id has 32 bits, as Yjs 13 makes them: ywasm 0.18.3 cuts off what its own would have beyond that.
    """

    def __init__(self) -> None:
        self.doc: Doc[Any] = Doc(client_id=secrets.randbits(32))
        self._code: Text = self.doc.get("code", type=Text)

    def insert(self, at: int, text: str) -> None:
        self._code.insert(self._byte(at), text)

    def delete(self, at: int, length: int) -> None:
        del self._code[self._byte(at) : self._byte(at + length)]

    def _byte(self, at: int) -> int:
        return len(self.text().encode("utf-16-le")[: 2 * at].decode("utf-16-le").encode())

    def apply(self, update: bytes) -> None:
        self.doc.apply_update(update)

    def missing(self, state: bytes) -> bytes:
        return self.doc.get_update(state)

    def state(self) -> bytes:
        return self.doc.get_state()

    def text(self) -> str:
        return str(self._code)

    def close(self) -> None:
        pass


class Program:
    """One in a program of its own, which is told what to do by lines of JSON."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def do(self, name: str, **given: Any) -> dict[str, Any]:
        """Do something and return the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"name": name, **given}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def insert(self, at: int, text: str) -> None:
        self.do("insert", at=at, text=text)

    def delete(self, at: int, length: int) -> None:
        self.do("delete", at=at, length=length)

    def apply(self, update: bytes) -> None:
        self.do("apply", update=b64encode(update).decode())

    def missing(self, state: bytes) -> bytes:
        return b64decode(self.do("missing", state=b64encode(state).decode())["update"])

    def state(self) -> bytes:
        return b64decode(self.do("state")["state"])

    def text(self) -> str:
        return str(self.do("text")["text"])

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def ywasm() -> Program:
    """Return one in ywasm, which is yrs for browsers."""
    return Program([str(NODE), "ywasm.js"], HERE)


class Client:
    """Somebody at the editor of an interview with such a copy."""

    def __init__(self, wire: Wire, copy: Copy) -> None:
        self.copy, self._wire = copy, wire
        self._has_answered = False
        wire.expect("interview.snapshot")
        wire.say(sync.step1(copy.state()))

    def insert(self, at: int, text: str) -> None:
        """Write something and tell it."""
        before = self.copy.state()
        self.copy.insert(at, text)
        self._wire.say(sync.update(self.copy.missing(before)))

    def delete(self, at: int, length: int) -> None:
        """Delete something and tell it."""
        before = self.copy.state()
        self.copy.delete(at, length)
        self._wire.say(sync.update(self.copy.missing(before)))

    def read(self, until: str) -> None:
        """Apply what comes until the text is this one."""
        while self.copy.text() != until:
            self._take_next()

    def bring(self) -> None:
        """Wait until what was written before is asked for, and tell it."""
        while not self._has_answered:
            self._take_next()

    def _take_next(self) -> None:
        self._wire.next_binary()
        for message in self._wire.binary:
            self._take(message)
        self._wire.binary.clear()

    def _take(self, message: bytes) -> None:
        data = Reader(message[2:])
        if message[:2] == STEP1:
            self._wire.say(sync.step2(self.copy.missing(data.buffer())))
            self._has_answered = True
        elif message[:2] in (STEP2, UPDATE):
            self.copy.apply(data.buffer())
