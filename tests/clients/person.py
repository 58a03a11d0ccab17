"""People for tests: they use the REST API, hold real sockets, and sit at browsers."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar

import httpx
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug import wrappers
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from mockmate_api.http.extensions import db
from tests.clients import PASSWORD, PATIENCE, wait_until
from tests.clients.openapi import require_documented
from tests.clients.wire import Wire

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request

T = TypeVar("T")
# Made once: to read all certificates of the machine takes longer than most requests.
_TLS = ssl.create_default_context()

# What a page's own policy refuses is a complaint of its browser. But Chromium too writes styles into an editor when it
# replaces what is selected; the editor draws the text anew. The browser's own words don't say where a style was.
_TELL_REFUSALS = """document.addEventListener("securitypolicyviolation", (event) => {
    const place = event.target instanceof Element ? event.target : document.activeElement
    if (event.effectiveDirective === "style-src-attr" && place?.closest(".cm-content")) return
    console.error(`refused by the policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
})"""


class Person:
    """Somebody at the API, which is an app in this process or an address; without a session, nobody in particular.

    An answer of an app in this process must be one that its OpenAPI document announces. Sockets may be somewhere else.
    """

    # With a session.
    id: int
    username: str
    refresh_token: str
    # At a browser.
    page: Page

    def __init__(self, at: Flask | str, session: dict[str, Any] | None = None, sockets: str = "") -> None:
        self.at = at
        self._client = at.test_client() if isinstance(at, Flask) else None
        self.sockets = (sockets or ("" if isinstance(at, Flask) else at)).replace("http", "ws", 1)
        self.token = ""
        self.user: dict[str, Any] = {}
        if session is not None:
            self.log_in(session)

    def log_in(self, session: dict[str, Any]) -> None:
        """Have this session, as the API answers it."""
        self.session, self.user = session, session["user"]
        self.id, self.username = self.user["id"], self.user["username"]
        self.token, self.refresh_token = session["access_token"], session["refresh_token"]

    # Over REST.

    @property
    def headers(self) -> dict[str, str]:
        """What a native client sends with everything."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.call("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.call("POST", path, json=json, **options)

    def patch(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.call("PATCH", path, json=json, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        return self.call("DELETE", path, **options)

    def call(self, method: str, path: str, *, token: str = "", status: int = 0, **options: Any) -> TestResponse:
        """Send a request; the answer keeps the contract, whatever it is, and has this status, if one is given."""
        headers = dict(options.pop("headers", {}))
        if token := token or self.token:
            headers.setdefault("Authorization", f"Bearer {token}")
        if options.get("json", ...) is None:
            del options["json"]
        if self._client is None:
            answer = httpx.request(
                method, f"{self.at}{path}", headers=headers, timeout=PATIENCE, verify=_TLS, **options
            )
            given = Headers(answer.headers.multi_items())
            response = TestResponse(
                [answer.content], str(answer.status_code), given, wrappers.Request.from_values(path)
            )
        else:
            response = self._client.open(path, method=method, headers=headers, **options)
            require_documented(self.app, method, path, response)
        assert status in (0, response.status_code), (response.status_code, response.text)
        return response

    def browse(self, path: str) -> TestResponse:
        """Open an address of the app in this process as a browser does, with its cookies and no token."""
        assert self._client is not None
        return self._client.get(path)

    def practise(self, difficulty: str, status: int = 202, interview_type: str = "technical", **more: Any) -> Any:
        """Go to a practice room, and return where that leads."""
        body = {"interview_type": interview_type, "difficulty": difficulty, **more}
        return self.post("/match/pair", body, status=status).get_json()

    # Behind the API.

    @property
    def app(self) -> Flask:
        """The app in this process."""
        assert isinstance(self.at, Flask), "the app is in another process"
        return self.at

    def in_database(self, work: Callable[[Session], T]) -> T:
        """Do something that no route offers, such as letting time pass, and commit."""
        with self.app.app_context():
            result = work(db.session())
            db.session.commit()
            return result

    # At sockets.

    def socket(self, path: str, resume: dict[str, Any] | None = None, headers: dict[str, str] | None = None) -> Wire:
        """Open a socket with the access token in a header, as native clients do; maybe resume."""
        wire = Wire(self.sockets + path, {**self.headers, **(headers or {})})
        if resume is not None:
            wire.say(json.dumps({"type": "auth", "data": {"resume": resume}}))
        return wire

    @contextmanager
    def in_browser(self, path: str, resume: dict[str, Any] | None = None) -> Iterator[Wire]:
        """Open a socket with a ticket in the first frame, as browsers do."""
        ticket = self.post("/auth/ws-ticket", status=201).get_json()["ticket"]
        with Wire(self.sockets + path) as wire:
            data = {"ticket": ticket, **({"resume": resume} if resume is not None else {})}
            wire.say(json.dumps({"type": "auth", "data": data}))
            yield wire

    # At a browser.

    def come_to(self, page: Page) -> Self:
        """Sit at a browser.

        What it complains of is kept (a refused script, an error nobody caught), and what it asked for and has not got.
        """
        self.page = page
        self.complaints: list[str] = []
        self.fetching: set[Request] = set()
        page.add_init_script(_TELL_REFUSALS)
        page.on("request", self._ask)
        page.on("requestfinished", self._answer)
        page.on("requestfailed", self._answer)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        return self

    # Playwright takes no method of a set.
    def _ask(self, request: Request) -> None:
        self.fetching.add(request)

    def _answer(self, request: Request) -> None:
        self.fetching.discard(request)

    def _hear(self, message: ConsoleMessage) -> None:
        # Refusals of the API and lost lines show as errors too, and belong to what is tested.
        if (
            message.type == "error"
            and "Failed to load resource" not in message.text
            and "WebSocket" not in message.text
            and not message.text.startswith("Applying inline style violates")
        ):
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(path)


def register(at: Flask | str, name: str, sockets: str = "", **more: Any) -> Person:
    """Make an account for `name` at example.com."""
    body = {"email": f"{name}@example.com", "username": name, "password": PASSWORD, **more}
    return Person(at, Person(at).post("/auth/register", body, status=201).get_json(), sockets)


def code_of(response: TestResponse) -> tuple[int, str]:
    """Return the status and the code of a refusal."""
    body = response.get_json()
    return response.status_code, body["code"]


def wait_for_a_lock(person: Person) -> None:
    """Wait until somebody in the database of this person's app waits for a lock."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    wait_until(lambda: person.in_database(lambda session: session.scalar(waiting)), "somebody waits for a lock")
