"""People who have nothing but the address of a deployment."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from time import sleep
from types import TracebackType
from typing import Any, Self

import httpx
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.clients import PASSWORD, PATIENCE
from tests.clients.wire import Wire

CUT = (ConnectionClosed, InvalidHandshake, OSError)
"""What a client meets when a process behind the gateway goes away."""


class Visitor:
    """Somebody with an account, over HTTP and sockets at one address, or sockets at another."""

    def __init__(self, address: str, name: str, sockets: str = "") -> None:
        self._sockets = (sockets or address).replace("http", "ws", 1)
        self._http = httpx.Client(base_url=address, timeout=PATIENCE)
        body = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
        session = self.call("POST", "/auth/register", body, 201)
        self.name = name
        self.id: int = session["user"]["id"]
        self._headers = {"Authorization": f"Bearer {session['access_token']}"}
        self._http.headers.update(self._headers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def call(
        self, method: str, path: str, body: Any = None, status: int = 200, headers: dict[str, str] | None = None
    ) -> Any:
        """Send a request and return the JSON answer."""
        answer = self._http.request(method, path, json=body, headers=headers)
        assert answer.status_code == status, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def post(self, path: str, body: Any = None, status: int = 200, headers: dict[str, str] | None = None) -> Any:
        """POST and return the JSON answer."""
        return self.call("POST", path, body if body is not None else {}, status, headers)

    def get(self, path: str, status: int = 200) -> Any:
        """GET and return the JSON answer."""
        return self.call("GET", path, None, status)

    def practise(self, difficulty: str, status: int) -> Any:
        """Go to the technical practice room."""
        return self.post("/match/pair", {"interview_type": "technical", "difficulty": difficulty}, status)

    def socket(self, path: str, resume: dict[str, Any] | None = None, headers: dict[str, str] | None = None) -> Wire:
        """Open a socket, maybe from where another one ended."""
        wire = Wire(self._sockets + path, {**self._headers, **(headers or {})})
        if resume is not None:
            wire.say(json.dumps({"type": "auth", "data": {"resume": resume}}))
        return wire


class Follower:
    """Somebody's client in an interview: comes back whenever its socket is cut, and resumes."""

    def __init__(self, person: Visitor, interview: str) -> None:
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


def begin(first: Visitor, second: Visitor) -> str:
    """Let two people be paired, and start; returns the id of their live interview."""
    first.practise("easy", 202)
    with first.socket("/ws/match") as waiting:
        waiting.expect("waiting_room.snapshot")
        interview: str = second.practise("medium", 200)["interview"]["id"]
        assert waiting.expect("match.found")["data"]["interview"]["id"] == interview
    for person in (first, second):
        person.post("/interview/start", {"interview_id": interview})
    return interview


def meet(first: Visitor, second: Visitor) -> str:
    """Let two people be paired, start, talk, end and tell each other how it was; returns the interview's id."""
    interview = begin(first, second)
    room = f"/ws/interview/live?interview_id={interview}"
    with first.socket(room) as left, second.socket(room) as right:
        for wire in (left, right):
            wire.expect("interview.snapshot")
        assert right.command("chat.send", {"text": "Hello!"})["type"] == "ack"
        assert left.expect("chat.message")["data"]["text"] == "Hello!"
        second.post(f"/interview/{interview}/end")
        for wire in (left, right):
            wire.expect("interview.ended")
    for person in (first, second):
        said: dict[str, Any] = {"communication": 5, "overall": 4, "would_pass": True, "good_match": 5}
        said |= {"did_well": f"as {person.name} saw it", "to_improve": "Say what it costs."}
        person.post("/feedback/submit", {"interview_id": interview, **said}, 201)
    (past,) = (each for each in first.get("/interview/history")["items"] if each["id"] == interview)
    assert past["feedback_received"]["did_well"] == f"as {second.name} saw it"
    return interview
