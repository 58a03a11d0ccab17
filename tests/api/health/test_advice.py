"""What `/health/ready` advises of the settings of a deployment that people reach from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from pydantic import SecretStr

from tests.clients.person import Person

PUBLIC = {"public_url": "https://interviews.example.org"}
TURN = {"ice_servers": "stun:a.example:3478, turns:b.example:5349", "turn_secret": SecretStr("shared with coturn")}
ZEGO = {"zego_app_id": 1, "zego_server_secret": SecretStr("0123456789abcdef0123456789abcdef")}
STUN = {"ice_servers": "stun:a.example:3478"}
MAIL = {"mail_url": "smtp://mail.example.org"}


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        (PUBLIC, ["no TURN server"]),
        (PUBLIC | STUN, ["no TURN server"]),
        (PUBLIC | TURN, []),
        (PUBLIC | ZEGO, []),
        (PUBLIC | TURN | {"turn_secret": SecretStr("")}, ["TURN_SECRET is not set"]),
        (PUBLIC | TURN | MAIL, ["MAIL_FROM"]),
        (PUBLIC | MAIL, ["no TURN server", "MAIL_FROM"]),
        (PUBLIC | TURN | MAIL | {"mail_from": "Mock Mate <no-reply@example.org>"}, []),
        (MAIL, ["MAIL_FROM"]),
        ({"public_url": "https://192.168.1.7"}, []),
        ({"public_url": "https://[::1]:8443"}, []),
        ({"public_url": "https://mock.localhost"}, []),
        ({"public_url": "https://8.8.8.8"}, ["no TURN server"]),
    ],
)
def test_a_site_is_told_what_it_lacks(
    make_app: Callable[..., Flask], changes: dict[str, Any], named: list[str]
) -> None:
    answer = Person(make_app(**changes)).get("/health/ready", status=200).get_json()
    assert answer["status"] == "up"
    assert len(answer["advice"]) == len(named)
    for words, sentence in zip(named, answer["advice"], strict=True):
        assert words in sentence
