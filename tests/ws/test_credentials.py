"""Who may open a socket, and how it is refused."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

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


def test_a_token_in_the_url_opens_nothing(sockets: InThread, alice: Person):
    with Wire(f"{sockets.url}/ws/connect?token={alice.token}&access_token={alice.token}&ticket=x") as wire:
        assert wire.closed() == 4501


def test_a_foreign_origin_is_refused_before_it_is_open(sockets: InThread, alice: Person):
    def opening(origin: str) -> None:
        headers = {**alice.headers, "Origin": origin}
        with connect(f"{sockets.url}/ws/connect", additional_headers=headers) as socket:
            socket.recv(timeout=5)

    opening("http://127.0.0.1:8000")
    for origin in ("https://evil.example", "null", "http://127.0.0.1:8000.evil.example"):
        with pytest.raises(InvalidStatus) as refused:
            opening(origin)
        assert refused.value.response.status_code == 403


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
