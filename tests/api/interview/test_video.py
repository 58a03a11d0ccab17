"""What each of the two gets for video: servers, credentials for a while, and nothing that belongs to anybody else."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
import subprocess
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask
from pydantic import SecretStr, ValidationError
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from shared.core.settings import Settings
from shared.rooms import video
from tests.clients.person import Person
from tests.node import NODE, install

ZEGO = Path(__file__).parents[2] / "zego"
SPARE = 300
SECRET = "0123456789abcdef0123456789abcdef"
ICE = "stun:stun.example.org:3478, turn:turn.example.org:3478?transport=udp,turns:turn.example.org:5349"


def test_turn_credentials_are_those_that_coturn_takes(
    make_app: Callable[..., Flask], alice: Person, bob: Person, live: str
) -> None:
    app = make_app(ice_servers=ICE, turn_secret=SecretStr("shared with coturn"))
    polite = []
    for person in (alice, bob):
        seen = Person(app, person.session).get(f"/interview/{live}").get_json()["video"]
        stun, turn, turns = seen["ice_servers"]
        assert stun == {"urls": ["stun:stun.example.org:3478"], "username": "", "credential": ""}
        assert turn["urls"] == ["turn:turn.example.org:3478?transport=udp"]
        assert turns["credential"] == turn["credential"]
        until, _, who = turn["username"].partition(":")
        assert who == str(person.id)
        assert 0 <= int(until) - _latest_end(person, live) <= SPARE
        digest = hmac.new(b"shared with coturn", turn["username"].encode(), hashlib.sha1).digest()
        assert base64.b64decode(turn["credential"]) == digest
        polite.append(seen["polite"])
    assert polite == [False, True]


def _latest_end(person: Person, interview_id: str) -> float:
    """Return when an interview has ended for certain: after its two extensions."""
    ends_at = datetime.fromisoformat(person.get(f"/interview/{interview_id}").get_json()["ends_at"])
    return ends_at.timestamp() + 2 * 600


def test_turn_credentials_are_for_those_who_meet_and_not_for_afterwards(
    make_app: Callable[..., Flask], alice: Person, matched: str
) -> None:
    hers = Person(make_app(ice_servers=ICE, turn_secret=SecretStr("shared with coturn")), alice.session)
    seen = hers.get(f"/interview/{matched}").get_json()
    until = int(seen["video"]["ice_servers"][1]["username"].partition(":")[0])
    start_by = datetime.fromisoformat(seen["start_by"]).timestamp()
    assert start_by < until < start_by + 3600 + 2 * 600 + SPARE + 1
    hers.post(f"/interview/{matched}/end", status=200)
    assert hers.get(f"/interview/{matched}").get_json()["video"]["ice_servers"] == []


def test_who_reads_the_interview_again_gets_credentials_for_its_present_end(
    make_app: Callable[..., Flask], alice: Person, session: Session, live: str
) -> None:
    hers = Person(make_app(ice_servers=ICE, turn_secret=SecretStr("shared with coturn")), alice.session)
    path = f"/interview/{live}"
    first, *_ = _expiries(hers.post("/interview/start", {"interview_id": live}, status=200))
    assert _expiries(hers.get(path)) == [first] * 2
    # Longer than any credentials of a fixed lifetime.
    session.execute(text("UPDATE interviews SET ends_at = ends_at + interval '5 hours'"))
    session.commit()
    assert _expiries(hers.get(path)) == [first + 5 * 3600] * 2


def _expiries(answer: TestResponse) -> list[int]:
    servers = answer.get_json()["video"]["ice_servers"]
    return [int(each["username"].partition(":")[0]) for each in servers if each["username"]]


def test_turn_credentials_do_not_outlive_a_finished_interview(
    make_app: Callable[..., Flask], alice: Person, ended: str
) -> None:
    hers = Person(make_app(ice_servers=ICE, turn_secret=SecretStr("shared with coturn")), alice.session)
    assert hers.get(f"/interview/{ended}").get_json()["video"]["ice_servers"] == []


def test_without_a_secret_servers_are_as_given(make_app: Callable[..., Flask], alice: Person, live: str) -> None:
    app = make_app(ice_servers=ICE)
    seen = Person(app, alice.session).get(f"/interview/{live}").get_json()["video"]
    assert [server["credential"] for server in seen["ice_servers"]] == [""] * 3


def opened(kit_token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read a kit token as ZEGO's server and UIKit do. Returns what is sealed, and what is in clear."""
    token, _, clear = kit_token.partition("#")
    assert token.startswith("04")
    raw = base64.b64decode(token[2:])
    expires, length = struct.unpack("!qH", raw[:10])
    nonce, rest = raw[10 : 10 + length], raw[10 + length :]
    (size,) = struct.unpack("!H", rest[:2])
    assert rest[2 + size :] == b"\x01"
    body = json.loads(AESGCM(SECRET.encode()).decrypt(nonce, rest[2 : 2 + size], None))
    assert body["expire"] == expires
    return body, json.loads(base64.b64decode(clear))


def test_a_zego_token_is_for_one_person_in_one_room(
    make_app: Callable[..., Flask], alice: Person, bob: Person, live: str
) -> None:
    app = make_app(zego_app_id=1234567890, zego_server_secret=SecretStr(SECRET))
    for person in (alice, bob):
        seen = Person(app, person.session).get(f"/interview/{live}").get_json()["video"]
        assert (seen["provider"], seen["app_id"], seen["room_id"]) == ("zego", 1234567890, live)
        body, clear = opened(seen["kit_token"])
        assert (body["app_id"], body["user_id"]) == (1234567890, str(person.id))
        assert json.loads(body["payload"])["room_id"] == live
        assert abs(body["ctime"] - time.time()) < 600
        assert 0 <= body["expire"] - _latest_end(person, live) <= SPARE
        assert clear == {"userID": str(person.id), "roomID": live, "userName": person.username, "appID": 1234567890}
        assert SECRET not in str(seen)


def test_a_zego_token_is_made_for_live_interviews_only(
    make_app: Callable[..., Flask], alice: Person, matched: str
) -> None:
    hers = Person(make_app(zego_app_id=1, zego_server_secret=SecretStr(SECRET)), alice.session)
    assert hers.get(f"/interview/{matched}").get_json()["video"]["kit_token"] is None
    hers.post(f"/interview/{matched}/end")
    assert hers.get(f"/interview/{matched}").get_json()["video"]["kit_token"] is None


def test_kit_tokens_are_those_of_zego_s_own_uikit() -> None:
    install(ZEGO)
    names = ["alice", "Zoë 👋 (2)", "O'Brien*!~", "a b&c=d", "汉字"]
    rows = [[1234567890, "04abc=", "room-1", str(number), name] for number, name in enumerate(names)]
    made = subprocess.run([NODE, "kit_token.cjs", json.dumps(rows)], cwd=ZEGO, check=True, capture_output=True)
    theirs = json.loads(made.stdout.splitlines()[-1])
    assert theirs == [video.kit_token(1234567890, "04abc=", "room-1", str(n), name) for n, name in enumerate(names)]


def test_a_server_secret_of_another_length_is_refused_at_the_start() -> None:
    with pytest.raises(ValidationError, match="32 characters"):
        Settings(
            database_url="postgresql://x", jwt_secret=SecretStr("x" * 32), zego_server_secret=SecretStr("too short")
        )
