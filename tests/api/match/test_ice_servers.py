"""GET /match/ice-servers: what a person tests their network with, before there is an interview."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable

from flask import Flask
from pydantic import SecretStr

from mockmate_api.http import rate_limits
from tests.clients.person import Person

PATH = "/match/ice-servers"
ICE = "stun:stun.example.org:3478, turns:turn.example.org:5349"
SECRET = "shared with coturn"


def test_they_are_those_of_a_call_with_credentials_that_lapse_soon(make_app: Callable[..., Flask], alice: Person):
    hers = Person(make_app(ice_servers=ICE, turn_secret=SecretStr(SECRET)), alice.session)
    given = hers.get(PATH, status=200).get_json()
    stun, turns = given["ice_servers"]
    assert given["provider"] == "webrtc"
    assert stun == {"urls": ["stun:stun.example.org:3478"], "username": "", "credential": ""}
    until, _, who = turns["username"].partition(":")
    assert who == str(alice.id)
    assert 0 < int(until) - time.time() < 600
    digest = hmac.new(SECRET.encode(), turns["username"].encode(), hashlib.sha1).digest()
    assert base64.b64decode(turns["credential"]) == digest


def test_where_zego_carries_the_calls_nothing_is_tested(make_app: Callable[..., Flask], alice: Person):
    app = make_app(ice_servers=ICE, zego_app_id=1, zego_server_secret=SecretStr("0123456789abcdef" * 2))
    assert Person(app, alice.session).get(PATH, status=200).get_json() == {"provider": "zego", "ice_servers": []}


def test_nobody_collects_credentials(make_app: Callable[..., Flask], alice: Person):
    hers = Person(make_app(rate_limits="on", ice_servers=ICE), alice.session)
    (limit,) = rate_limits.NETWORK_TEST
    codes = [hers.get(PATH).status_code for _ in range(limit.allowed + 1)]
    assert codes == [*[200] * limit.allowed, 429]
