"""People for tests: they register over REST, and hold real sockets."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from itertools import count
from types import TracebackType
from typing import Any, Self, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from mockmate_api.http.extensions import db

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds after which a frame that doesn't come fails a test; it says nothing about how fast it should come."""

PASSWORD = "correct horse battery"


class Wire:
    """A client's end of a socket. Frames that nobody asked for yet are kept, in order."""

    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        self._open = ExitStack()
        opening = connect(url, additional_headers=headers, open_timeout=PATIENCE)
        self._socket: ClientConnection = self._open.enter_context(opening)
        self.seen: list[dict[str, Any]] = []
        self.binary: list[bytes] = []
        self._unread: list[dict[str, Any]] = []
        self._ids = (f"c{number}" for number in count(1))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close as a browser does when its tab closes."""
        self._open.close()

    def cut(self) -> None:
        """Vanish without a word, as a phone in a tunnel does."""
        self._socket.socket.close()

    def say(self, text: str | bytes) -> None:
        """Send one raw message."""
        self._socket.send(text)

    def send(self, type_: str, data: dict[str, Any] | None = None, id_: str | None = None) -> str:
        """Send a command and return its id."""
        id_ = id_ or next(self._ids)
        self.say(json.dumps({"type": type_, "id": id_, "data": data or {}}))
        return id_

    def command(self, type_: str, data: dict[str, Any] | None = None, id_: str | None = None) -> dict[str, Any]:
        """Send a command and return its ack or error."""
        id_ = self.send(type_, data, id_)
        return self.expect("ack", "error", id=id_)

    def receive(self) -> dict[str, Any]:
        """Return the next frame; binary messages before it are kept apart."""
        while isinstance(message := self._socket.recv(timeout=PATIENCE), bytes):
            self.binary.append(message)
        frame: dict[str, Any] = json.loads(message)
        self.seen.append(frame)
        return frame

    def next_binary(self) -> None:
        """Wait for the next binary message; frames before it stay unread."""
        while not isinstance(message := self._socket.recv(timeout=PATIENCE), bytes):
            self.seen.append(json.loads(message))
            self._unread.append(self.seen[-1])
        self.binary.append(message)

    def expect(self, *types: str, **fields: Any) -> dict[str, Any]:
        """Return the next frame of one of these types with these fields; what came before it stays unread."""

        def fits(frame: dict[str, Any]) -> bool:
            return frame["type"] in types and all(frame.get(name) == value for name, value in fields.items())

        for index, frame in enumerate(self._unread):
            if fits(frame):
                return self._unread.pop(index)
        while not fits(frame := self.receive()):
            self._unread.append(frame)
        return frame

    def closed(self) -> int:
        """Wait until the server closes, and return the code; what it says before stays unread."""
        close = None
        while close is None:
            try:
                self._unread.append(self.receive())
            except ConnectionClosed as closed:
                close = closed.rcvd
                if close is None:
                    raise AssertionError("closed without a close frame") from closed
        return close.code

    def durable(self, stream: str | None = None) -> list[tuple[int, str]]:
        """Return (offset, type) of the durable events seen so far."""
        return [
            (frame["offset"], frame["type"])
            for frame in self.seen
            if "offset" in frame and stream in (None, frame["stream"])
        ]


class Person:
    """Somebody with an account."""

    def __init__(self, app: Flask, name: str, sockets: str = "") -> None:
        self.name = name
        self._app = app
        self._client = app.test_client()
        self.sockets = sockets
        body = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
        session = self._call("POST", "/auth/register", body, 201)
        self.id: int = session["user"]["id"]
        self.token: str = session["access_token"]
        self.refresh_token: str = session["refresh_token"]

    @property
    def headers(self) -> dict[str, str]:
        """What a native client sends with everything."""
        return {"Authorization": f"Bearer {self.token}"}

    def _call(self, method: str, path: str, body: Any, status: int) -> Any:
        headers = self.headers if hasattr(self, "token") else {}
        answer = self._client.open(path, method=method, json=body, headers=headers)
        assert answer.status_code == status, (answer.status_code, answer.text)
        return answer.get_json()

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        """POST and return the JSON answer."""
        return self._call("POST", path, body if body is not None else {}, status)

    def get(self, path: str, status: int = 200) -> Any:
        """GET and return the JSON answer."""
        return self._call("GET", path, None, status)

    def client(self) -> FlaskClient:
        """Speak as nobody in particular."""
        return self._app.test_client()

    def as_in(self, session: dict[str, Any]) -> Self:
        """Return the same person in another login."""
        other = copy(self)
        other.token, other.refresh_token = session["access_token"], session["refresh_token"]
        return other

    def in_database(self, work: Callable[[Session], T]) -> T:
        """Do something that no route offers, such as letting time pass, and commit."""
        with self._app.app_context():
            result = work(db.session())
            db.session.commit()
            return result

    def practise(self, difficulty: str, status: int = 202, interview_type: str = "technical", **more: Any) -> Any:
        """Go to a practice room, over REST."""
        body = {"interview_type": interview_type, "difficulty": difficulty, **more}
        return self.post("/match/pair", body, status)

    def socket(self, path: str, resume: dict[str, Any] | None = None) -> Wire:
        """Open a socket with the access token in a header, as native clients do; maybe resume."""
        wire = Wire(self.sockets + path, self.headers)
        if resume is not None:
            wire.say(json.dumps({"type": "auth", "data": {"resume": resume}}))
        return wire

    @contextmanager
    def in_browser(self, path: str, resume: dict[str, Any] | None = None) -> Iterator[Wire]:
        """Open a socket with a ticket in the first frame, as browsers do."""
        ticket = self.post("/auth/ws-ticket", status=201)["ticket"]
        with Wire(self.sockets + path) as wire:
            data = {"ticket": ticket, **({"resume": resume} if resume is not None else {})}
            wire.say(json.dumps({"type": "auth", "data": data}))
            yield wire


def wait_for_a_lock(person: Person) -> None:
    """Wait until somebody in the database of this person's app waits for a lock."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    deadline = time.monotonic() + PATIENCE
    while not person.in_database(lambda session: session.scalar(waiting)):
        assert time.monotonic() < deadline, "nobody waits"
        time.sleep(0.05)
