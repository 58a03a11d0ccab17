"""Apps on Android: Firebase Cloud Messaging, HTTP v1, at a stand-in written from its documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import parse_qs

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import Flask
from pydantic import SecretStr

from shared.core.settings import Settings
from tests.clients.person import Person, register
from tests.push_service import PushServer, Taken, push_server
from tests.ws.pushing import PATH, Pushes

SEND = "/v1/projects/mock/messages:send"
APP = {"kind": "fcm", "endpoint": "token-of-the-app"}


class Google(PushServer):
    """Gives access tokens for the service account's signature, and takes messages for them."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.given = 0

    def answer(self, taken: Taken) -> tuple[int, dict[str, str], bytes]:
        if taken.path != "/token":
            is_known = taken.headers["authorization"] == f"Bearer access-{self.given}"
            return super().answer(taken) if is_known else (401, {}, b"{}")
        form = parse_qs(taken.body.decode())
        assert form["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
        audience = f"{self.url}/token"
        claims = jwt.decode(form["assertion"][0], self.key.public_key(), algorithms=["RS256"], audience=audience)
        assert claims["iss"] == "push@mock.iam.gserviceaccount.com"
        assert claims["scope"] == "https://www.googleapis.com/auth/firebase.messaging"
        self.given += 1
        return 200, {}, json.dumps({"access_token": f"access-{self.given}", "expires_in": 3599}).encode()

    def account(self) -> str:
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        return json.dumps(
            {
                "type": "service_account",
                "project_id": "mock",
                "client_email": "push@mock.iam.gserviceaccount.com",
                "private_key": pem,
                "token_uri": f"{self.url}/token",
            }
        )


@pytest.fixture
def google() -> Iterator[Google]:
    with push_server(made_by=Google) as running:
        assert isinstance(running, Google)
        running.answers[SEND] = (200, {}, b'{"name": "projects/mock/messages/1"}')
        yield running


@pytest.fixture
def settings(settings: Settings, google: Google) -> Settings:
    account = SecretStr(google.account())
    changes = {"push_to_private": "on", "fcm_server": google.url, "fcm_service_account": account}
    return settings.model_copy(update=changes)


@pytest.fixture
def alice(app: Flask) -> Person:
    return register(app, "alice")


@pytest.fixture
def bob(app: Flask) -> Person:
    return register(app, "bob")


@pytest.fixture
def pushes(settings: Settings, alice: Person, bob: Person) -> Pushes:
    alice.post(PATH, APP, status=200)
    alice.practise("easy")
    bob.practise("easy", status=200)
    made = Pushes(settings, alice)
    assert made.queue() == 1
    return made


def test_a_match_reaches_an_app(pushes: Pushes, google: Google):
    pushes.send(lambda: not pushes.left())
    (taken,) = google.of(SEND)
    message = json.loads(taken.body)["message"]
    assert message["token"] == APP["endpoint"]
    assert message["data"]["title"] == "You are matched: your peer is waiting"
    assert json.loads(message["data"]["actions"])[0]["action"] == "open"
    assert all(isinstance(value, str) for value in message["data"].values())
    assert message["android"]["priority"] == "HIGH"
    assert 0 < int(message["android"]["ttl"].removesuffix("s")) <= 180
    assert google.given == 1


def test_an_app_that_was_removed_is_forgotten(pushes: Pushes, google: Google, alice: Person):
    kind = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
    error = {"error": {"code": 404, "details": [{"@type": kind, "errorCode": "UNREGISTERED"}]}}
    google.answers[SEND] = (404, {}, json.dumps(error).encode())
    pushes.send(lambda: not pushes.left())
    assert alice.get(PATH).get_json()["items"] == []


def test_a_project_that_does_not_exist_is_no_fault_of_the_device(pushes: Pushes, google: Google, alice: Person):
    google.answers[SEND] = (404, {}, b'{"error": {"code": 404, "status": "NOT_FOUND"}}')
    pushes.send(lambda: not pushes.left())
    assert len(alice.get(PATH).get_json()["items"]) == 1


def test_a_quota_is_waited_for(pushes: Pushes, google: Google):
    google.answers[SEND] = (429, {"Retry-After": "30"}, b'{"error": {"code": 429}}')
    pushes.send(lambda: bool(google.of(SEND)) and 20 < pushes.left()[0][1] < 45)
