"""People who have nothing but the address of a deployment."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import httpx

from tests.people import PASSWORD, PATIENCE, Wire


class Visitor:
    """Somebody with an account, over HTTP and sockets at one address."""

    def __init__(self, address: str, name: str) -> None:
        self._sockets = address.replace("http", "ws", 1)
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

    def call(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        """Send a request and return the JSON answer."""
        answer = self._http.request(method, path, json=body)
        assert answer.status_code == status, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        """POST and return the JSON answer."""
        return self.call("POST", path, body if body is not None else {}, status)

    def get(self, path: str, status: int = 200) -> Any:
        """GET and return the JSON answer."""
        return self.call("GET", path, None, status)

    def practise(self, difficulty: str, status: int) -> Any:
        """Go to the technical practice room."""
        return self.post("/match/pair", {"interview_type": "technical", "difficulty": difficulty}, status)

    def socket(self, path: str) -> Wire:
        """Open a socket."""
        return Wire(self._sockets + path, self._headers)


def meet(first: Visitor, second: Visitor) -> str:
    """Let two people be paired, start, talk, end and tell each other how it was; returns the interview's id."""
    first.practise("easy", 202)
    with first.socket("/ws/match") as waiting:
        waiting.expect("waiting_room.snapshot")
        interview: str = second.practise("medium", 200)["interview"]["id"]
        assert waiting.expect("match.found")["data"]["interview"]["id"] == interview
    for person in (first, second):
        person.post("/interview/start", {"interview_id": interview})
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
        said = {"communication": 5, "overall": 4, "would_pass": True, "good_match": 5}
        said |= {"did_well": f"as {person.name} saw it", "to_improve": "Say what it costs."}
        person.post("/feedback/submit", {"interview_id": interview, **said}, 201)
    (past,) = (each for each in first.get("/interview/history")["items"] if each["id"] == interview)
    assert past["feedback_received"]["did_well"] == f"as {second.name} saw it"
    return interview
