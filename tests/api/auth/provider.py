"""A real OpenID provider in a thread, which lies if it is told to, and the way of a browser to it and back."""

from __future__ import annotations

import json
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from flask import Response, g, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from pydantic import SecretStr
from werkzeug.serving import make_server

from shared.core.settings import Settings
from tests.clients.person import Person

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it uses what its own library calls deprecated
    import oidc_provider_mock

NAME = "example"
CLIENT = "mockmate"


class OpenIdProvider:
    """oidc-provider-mock at an address. `twist` changes the claims and the header of ID tokens before they are signed.

    `describe` changes what it says of itself, and `asked` is what it was asked: paths and forms.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.be_honest()
        self.asked: list[tuple[str, dict[str, str]]] = []

    def be_honest(self) -> None:
        """Tell the truth from now on."""
        self.twist: Callable[[dict[str, Any], dict[str, Any]], object] = lambda *_: None
        self.sign: Callable[[dict[str, Any], dict[str, Any], RSAKey], str] = jwt.encode
        self.describe: Callable[[dict[str, Any]], object] = lambda _: None

    def knows(self, subject: str, **claims: Any) -> None:
        """Let it know somebody."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            httpx.put(f"{self.url}/users/{subject}", json=claims).raise_for_status()

    def lie(self, response: Response) -> Response:
        self.asked.append((request.path, request.form.to_dict()))
        if request.path == "/.well-known/openid-configuration":
            metadata = json.loads(response.get_data())
            self.describe(metadata)
            response.set_data(json.dumps(metadata))
        if request.path != "/oauth2/token" or response.status_code != 200:
            return response
        key = RSAKey.import_key(g.oidc_provider_mock_storage.jwk.as_dict(is_private=True))
        tokens = json.loads(response.get_data())
        was = jwt.decode(tokens["id_token"], key)
        self.twist(was.claims, was.header)
        tokens["id_token"] = self.sign(was.header, was.claims, key)
        response.set_data(json.dumps(tokens))
        return response


@contextmanager
def provider_in_thread() -> Iterator[OpenIdProvider]:
    """Run one for a test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        app = oidc_provider_mock.app(require_nonce=True)
        server = make_server("127.0.0.1", 0, app.wsgi_app, threaded=True)
    provider = OpenIdProvider(f"http://127.0.0.1:{server.server_port}")
    app.after_request(provider.lie)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def having(settings: Settings, *urls: str, **more: Any) -> Settings:
    """Return settings with a provider at each address."""
    listed = [
        {"name": NAME if number == 0 else f"{NAME}-{number}", "issuer": url, "client_id": CLIENT, "client_secret": "§"}
        for number, url in enumerate(urls)
    ]
    return settings.model_copy(update={"oidc_providers": SecretStr(json.dumps(listed)), **more})


def go(person: Person, subject: str, *, provider: str = NAME, step: str = "start") -> str:
    """Go to the provider and say there who one is. Returns where the provider sends the browser: a path of ours."""
    url = person.post(f"/auth/providers/{provider}/{step}", status=200).get_json()["url"]
    sent = httpx.post(url, data={"sub": subject})
    assert sent.status_code == 302, sent.text
    place = urlsplit(sent.headers["Location"])
    assert place.path == f"/auth/providers/{provider}/callback"
    return f"{place.path}?{place.query}"


def come_back(person: Person, path: str) -> dict[str, str]:
    """Come back from the provider; returns what the page /signed-in is told."""
    # The document of the API says nothing of it, so neither does `person.get`.
    answer = person.browse(path)
    assert answer.status_code == 303, answer.text
    place = urlsplit(answer.headers["Location"])
    assert (place.scheme, place.netloc, place.path, place.query) == ("", "", "/signed-in", "")
    return {name: values[0] for name, values in parse_qs(place.fragment).items()}


def sign_in(person: Person, subject: str, *, provider: str = NAME, step: str = "start") -> Any:
    """Sign in at the provider; returns the answer to the code that the page has."""
    told = come_back(person, go(person, subject, provider=provider, step=step))
    return person.post("/auth/providers/finish", told)
