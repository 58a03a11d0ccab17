"""People for tests: they register over REST, and hold real sockets."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from types import TracebackType
from typing import Any, Self, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.http.extensions import db
from tests.clients import PASSWORD, PATIENCE
from tests.clients.transports import AtAddress, InProcess
from tests.clients.wire import Wire

T = TypeVar("T")


class Person:
    """Somebody with an account, at an app in this process or at an address. Sockets may be somewhere else."""

    def __init__(self, at: Flask | str, name: str, sockets: str = "") -> None:
        self.name = name
        self._rest = InProcess(at) if isinstance(at, Flask) else AtAddress(at)
        self.sockets = (sockets or self._rest.address).replace("http", "ws", 1)
        body = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
        session = self._rest.call("POST", "/auth/register", body, {}, 201)
        self.id: int = session["user"]["id"]
        self.token: str = session["access_token"]
        self.refresh_token: str = session["refresh_token"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rest.close()

    @property
    def headers(self) -> dict[str, str]:
        """What a native client sends with everything."""
        return {"Authorization": f"Bearer {self.token}"}

    def call(
        self, method: str, path: str, body: Any = None, status: int = 200, headers: dict[str, str] | None = None
    ) -> Any:
        """Send a request and return the JSON answer, which has this status."""
        return self._rest.call(method, path, body, {**self.headers, **(headers or {})}, status)

    def post(self, path: str, body: Any = None, status: int = 200, headers: dict[str, str] | None = None) -> Any:
        """POST and return the JSON answer."""
        return self.call("POST", path, body if body is not None else {}, status, headers)

    def get(self, path: str, status: int = 200) -> Any:
        """GET and return the JSON answer."""
        return self.call("GET", path, None, status)

    @property
    def _app(self) -> Flask:
        assert isinstance(self._rest, InProcess), "the app is in another process"
        return self._rest.app

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

    def socket(self, path: str, resume: dict[str, Any] | None = None, headers: dict[str, str] | None = None) -> Wire:
        """Open a socket with the access token in a header, as native clients do; maybe resume."""
        wire = Wire(self.sockets + path, {**self.headers, **(headers or {})})
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
