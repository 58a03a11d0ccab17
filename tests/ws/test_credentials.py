"""Who may open a socket, and how it is refused."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask import Flask
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from mockmate_ws import auth
from shared.core.settings import Settings
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.sockets import InThread

PATHS = ("/ws/connect", "/ws/match?slot_id=1", "/ws/interview/live?interview_id=x")


@pytest.mark.parametrize("path", PATHS)
def test_bad_tokens_are_refused(sockets: InThread, alice: Person, path: str):
    for header in (
        "Bearer nonsense",
        "Bearer ",
        "Basic YTpi",
        f"Bearer {alice.refresh_token}",
        f"Bearer {alice.token}x",
    ):
        with Wire(sockets.url + path, {"Authorization": header}) as wire:
            assert wire.expect("error")["data"]["code"] == "token_invalid"
            assert wire.closed() == 4501


@pytest.mark.parametrize("path", PATHS)
def test_a_first_frame_that_is_no_auth_is_refused(sockets: InThread, path: str):
    bad = (
        "nonsense",
        b"\x00\x01",
        "[]",
        "{}",
        json.dumps({"type": "chat.send", "id": "1", "data": {"text": "hi"}}),
        json.dumps({"type": "auth", "data": {}}),
        json.dumps({"type": "auth", "data": {"ticket": "guessed"}}),
        json.dumps({"type": "auth", "data": {"ticket": 5}}),
        json.dumps({"type": "auth", "data": {"ticket": "x", "user_id": 1}}),
    )
    for first in bad:
        with Wire(sockets.url + path) as wire:
            wire.say(first)
            assert wire.closed() == 4501
            assert [frame["type"] for frame in wire.seen] == ["error"]


def test_a_token_in_the_url_opens_nothing(sockets: InThread, alice: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(auth, "FIRST_FRAME_SECONDS", 0.2)
    with Wire(f"{sockets.url}/ws/connect?token={alice.token}&access_token={alice.token}&ticket=x") as wire:
        assert wire.closed() == 4501


def opened(url: str, headers: dict[str, str]) -> dict[str, object]:
    """Return the problem document of a handshake that is refused, or nothing."""
    try:
        with connect(url, additional_headers=headers):
            return {}
    except InvalidStatus as refused:
        answer = refused.response
        assert answer.headers["Content-Type"] == "application/problem+json"
        document: dict[str, object] = json.loads(answer.body or b"")
        assert document["status"] == answer.status_code
        return document


def test_a_page_of_a_foreign_origin_is_refused_before_it_is_open(sockets: InThread):
    url = f"{sockets.url}/ws/connect"
    own = sockets.url.removeprefix("ws://")
    # What is listed, and the socket's own host, as native libraries write it.
    for origin in ("http://127.0.0.1:8000", *(f"{scheme}://{own}" for scheme in ("http", "https", "ws", "wss"))):
        assert opened(url, {"Origin": origin}) == {}, origin
    port = own.partition(":")[2]
    for origin in (
        "https://evil.example",
        "null",
        "http://127.0.0.1:8000.evil.example",
        "http://127.0.0.1",
        f"http://{own}.evil.example",
        f"http://evil@{own}",
        f"http://evil.example:{port}",
        f"ftp://{own}",
        f"//{own}",
        own,
        "http://",
        "http://[",
    ):
        document = opened(url, {"Origin": origin})
        assert (document.get("status"), document.get("code")) == (403, "forbidden"), origin
        assert document["instance"] == "/ws/connect"


def test_the_public_host_is_the_sockets_own_whatever_a_proxy_makes_of_it(settings: Settings, app: Flask):
    public = InThread(settings.model_copy(update={"public_ws_url": "wss://Mates.example.org"}))
    try:
        for origin in ("wss://mates.example.org", "https://mates.example.org:443", "https://Mates.example.org"):
            assert opened(f"{public.url}/ws/connect", {"Origin": origin}) == {}, origin
        for origin in ("https://mates.example.org:8443", "https://other.example.org"):
            assert opened(f"{public.url}/ws/connect", {"Origin": origin})["status"] == 403, origin
    finally:
        public.stop()


def test_an_origin_beside_an_access_token_does_not_matter(sockets: InThread, alice: Person):
    for origin in ("https://evil.example", "null", "file://", "capacitor://localhost"):
        with Wire(f"{sockets.url}/ws/connect", {**alice.headers, "Origin": origin}) as hers:
            hers.expect("hello")
    for header in ("Basic YTpi", "Bearer ", "nonsense"):
        # A browser may send some of these by itself.
        headers = {"Authorization": header, "Origin": "https://evil.example"}
        assert opened(f"{sockets.url}/ws/connect", headers)["status"] == 403, header


@pytest.mark.parametrize("path", ["/ws/nothing", "/ws/connect/", "/ws", "/", "/health/live", "/ws/interview/live/x"])
def test_a_path_without_a_socket_is_not_found(sockets: InThread, alice: Person, path: str):
    for headers in (alice.headers, {"Origin": "https://evil.example"}):
        document = opened(sockets.url + path, headers)
        assert (document["status"], document["code"], document["instance"]) == (404, "not_found", path)


def test_a_login_that_ends_closes_its_sockets_and_no_others(
    sockets: InThread, newcomer: Callable[[str], Person], alice: Person
):
    bob = newcomer("bob")
    with alice.socket("/ws/connect") as hers, bob.socket("/ws/connect") as his:
        hers.expect("hello")
        his.expect("hello")
        alice.post("/auth/logout", status=204)
        assert hers.closed() == 4506
        assert "session.revoked" in [frame["type"] for frame in hers.seen]
        his.say("still open?")
        assert his.expect("error")["data"]["code"] == "bad_json"
    with Wire(sockets.url + "/ws/connect", alice.headers) as again:
        assert again.expect("error")["data"]["code"] == "login_revoked"
        assert again.closed() == 4506


def test_only_the_first_frame_may_authenticate(alice: Person):
    with alice.socket("/ws/connect") as hers:
        hers.expect("hello")
        hers.say("{}")
        hers.expect("error")
        hers.say(json.dumps({"type": "auth", "id": "a", "data": {"resume": {}}}))
        assert hers.expect("error", id="a")["data"]["code"] == "conflict"
