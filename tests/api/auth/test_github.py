"""Signing in with GitHub, against a stand-in that answers as its documents say; with real requests over HTTP."""

from __future__ import annotations

import hashlib
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask, Response, jsonify, redirect, request
from pydantic import SecretStr
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from shared.core.settings import Settings
from tests.api.auth.provider import come_back
from tests.clients.person import Person, code_of

SECRET = "a secret of the app"


class Hub:
    """GitHub as far as its documents describe the web application flow: one person, who always agrees."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.addresses: list[dict[str, Any]] = []
        self.challenges: dict[str, str] = {}
        self.url = ""
        self.app = Flask(__name__)
        self.app.add_url_rule("/login/oauth/authorize", view_func=self.authorize)
        self.app.add_url_rule("/login/oauth/access_token", view_func=self.access_token, methods=["POST"])
        self.app.add_url_rule("/api/v3/user", view_func=lambda: self._about(self.person), endpoint="user")
        self.app.add_url_rule("/api/v3/user/emails", view_func=lambda: self._about(self.addresses), endpoint="emails")

    def authorize(self) -> Response:
        assert request.args["client_id"] == "app"
        assert request.args["scope"] == "read:user user:email"
        assert request.args["code_challenge_method"] == "S256"
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = request.args["code_challenge"]
        sent = urlencode({"code": code, "state": request.args["state"]})
        return redirect(f"{request.args['redirect_uri']}?{sent}")  # type: ignore[return-value]

    def access_token(self) -> Response:
        form = request.form
        assert request.headers["Accept"] == "application/json"
        if (form["client_id"], form["client_secret"]) != ("app", SECRET):
            return jsonify(error="incorrect_client_credentials")
        verifier = urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if self.challenges.pop(form["code"], None) != verifier:
            return jsonify(error="bad_verification_code")
        return jsonify(access_token="gho_x", scope="read:user,user:email", token_type="bearer")

    def _about(self, what: Any) -> Response:
        assert request.headers["User-Agent"]
        if request.headers["Authorization"] != "Bearer gho_x":
            return Response(status=401)
        return jsonify(what)


@pytest.fixture(scope="module")
def running() -> Iterator[Hub]:
    hub = Hub()
    server = make_server("127.0.0.1", 0, hub.app, threaded=True)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield hub
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def hub(running: Hub) -> Hub:
    running.person = {"id": 583231, "login": "octocat", "name": "Ada Adams", "email": None}
    running.addresses = [
        {"email": "old@example.com", "primary": False, "verified": True, "visibility": None},
        {"email": "ada@example.com", "primary": True, "verified": True, "visibility": "private"},
    ]
    return running


@pytest.fixture
def settings(settings: Settings, hub: Hub) -> Settings:
    secret = SecretStr(SECRET)
    return settings.model_copy(
        update={"github_url": hub.url, "github_client_id": "app", "github_client_secret": secret}
    )


def sign_in(person: Person, hub: Hub) -> Any:
    url = urlsplit(person.post("/auth/providers/github/start", status=200).get_json()["url"])
    place = urlsplit(hub.app.test_client().get(f"{url.path}?{url.query}").headers["Location"])
    told = come_back(person, f"{place.path}?{place.query}")
    return person.post("/auth/providers/finish", told) if "code" in told else told


def test_a_person_signs_up_and_in_and_is_known_by_their_number(app: Flask, api: Person, hub: Hub) -> None:
    assert api.get("/config").get_json()["providers"] == [{"name": "github", "label": "GitHub"}]
    told = sign_in(api, hub).get_json()
    assert (told["outcome"], told["email"], told["full_name"]) == ("new_person", "ada@example.com", "Ada Adams")
    ada = api.post("/auth/providers/register", {"ticket": told["ticket"]}, status=201).get_json()["user"]
    hub.person |= {"login": "renamed", "name": None}
    hub.addresses = []
    again = sign_in(Person(app), hub).get_json()
    assert again["session"]["user"]["id"] == ada["id"]
    # The name is free again; whoever takes it is somebody else.
    hub.person |= {"id": 583232, "login": "octocat"}
    assert code_of(sign_in(Person(app), hub)) == (403, "provider_email_unconfirmed")


def test_only_a_confirmed_primary_address_counts(api: Person, hub: Hub) -> None:
    hub.addresses[1]["verified"] = False
    assert code_of(sign_in(api, hub)) == (403, "provider_email_unconfirmed")


def test_a_wrong_code_is_refused(api: Person, hub: Hub, session: Session) -> None:
    url = urlsplit(api.post("/auth/providers/github/start", status=200).get_json()["url"])
    state = parse_qs(url.query)["state"][0]
    assert come_back(api, f"/auth/providers/github/callback?state={state}&code=made-up") == {"error": "refused"}


def test_an_answer_in_another_form_is_no_proof(api: Person, hub: Hub) -> None:
    hub.person = {"id": "583231"}
    assert sign_in(api, hub) == {"error": "away"}
