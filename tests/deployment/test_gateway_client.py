"""The browser client as nginx serves it: the pages, files and headers of the API, kept and compressed."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from pydantic import SecretStr

from deployment import client_conf
from mockmate_api import create_app
from mockmate_api.web import routes
from shared.core.settings import Settings
from tests.deployment.gateway import Gateway, Upstream

Start = Callable[..., Gateway]
INTERVIEW = "0b5c1c9e-5b0c-4c54-9c0f-6a8a4b6a2b53"
FILES = ["sandbox.html", "favicon.svg", "assets/index-abc.js", "assets/index-abc.css", "pyodide/pyodide.asm.wasm"]
FILES += [
    "preview.html",
    "licenses.json",
    "languages/index.json",
    "languages/ruby-0123456789ab/ruby.wasm",
    "pyodide/pyodide.mjs",
    "pyodide/python_stdlib.zip",
    "pyodide/pyodide-lock.json",
]
# Of a file's server, or of the connection.
VARYING = {"date", "server", "connection", "etag", "last-modified", "vary", "x-request-id"}
VARYING |= {"content-disposition", "accept-ranges"}


class Client(NamedTuple):
    """A client that was built, behind nginx and in the API."""

    gateway: Gateway
    app: Flask
    dist: Path


@pytest.fixture
def client(
    start_gateway: Start, upstream: Upstream, settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Client:
    dist = folder / "dist"
    for name in ("index.html", *FILES):
        path = dist / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"this is {name}\n" + "x" * 2000)
    monkeypatch.setattr(routes, "DIST", dist)
    gateway = start_gateway([upstream.port], [upstream.port], WEB_ROOT=str(dist), PROXIES_IN_FRONT="127.0.0.2/32")
    return Client(gateway, create_app(settings.model_copy(update={"public_ws_url": gateway.sockets})), dist)


def test_the_configuration_is_what_the_api_would_do():
    assert client_conf.PATH.read_text() == client_conf.text(), "nginx's client.conf is older than the code: make docs"


def test_pages_and_files_are_the_same_as_from_the_api(client: Client, upstream: Upstream):
    pages = [f"/{page}" for page in routes.PAGES]
    pages += [f"/{page}/{INTERVIEW}" for page in routes.PAGES_OF_INTERVIEWS]
    for path in (*pages, *(f"/{name}" for name in FILES)):
        given = client.gateway.ask("GET", path)
        host = f"127.0.0.1:{client.gateway.port}"
        wanted = client.app.test_client().get(path, headers={"Host": host}, buffered=True)
        assert given.status == wanted.status_code == 200, path
        assert given.body == wanted.data, path
        headers = {name.lower(): value for name, value in wanted.headers.items()}
        assert {name: value for name, value in given.headers.items() if name not in VARYING} == {
            name: value for name, value in headers.items() if name not in VARYING
        }, path
    assert upstream.seen == []


def test_people_at_an_unknown_address_get_a_page_and_programs_what_the_api_says(client: Client, upstream: Upstream):
    upstream.status = 404
    typed = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    host = {"Host": f"127.0.0.1:{client.gateway.port}"}
    for path in ("/nowhere", "/room/1", "/manage/nothing", "/login/"):
        given = client.gateway.ask(
            "GET", path, {**typed, "If-None-Match": client.gateway.ask("GET", "/").headers["etag"]}
        )
        wanted = client.app.test_client().get(path, headers={**host, **typed})
        assert given.status == wanted.status_code == 404, path
        assert given.body == wanted.data == (client.dist / "index.html").read_bytes(), path
        assert "Accept" in given.headers["vary"]
        headers = {name.lower(): value for name, value in wanted.headers.items()}
        assert {name: value for name, value in given.headers.items() if name not in VARYING} == {
            name: value for name, value in headers.items() if name not in VARYING
        }, path
        assert client.gateway.ask("GET", path, {"Accept": "application/json, text/html"}).json["path"] == path
    upstream.status = 200
    assert client.gateway.ask("GET", "/docs", typed).json["path"] == "/docs"
    assert client.gateway.ask("GET", "/refusal/page").json["code"] == "not_found"


def test_behind_tls_pages_find_the_sockets_there_too(client: Client):
    given = {"Host": "interviews.example.org", "X-Forwarded-Proto": "https"}
    answer = client.gateway.ask("GET", "/waiting", given, source="127.0.0.2")
    assert " connect-src 'self' wss://interviews.example.org;" in answer.headers["content-security-policy"]
    assert answer.headers["strict-transport-security"]
    odd = client.gateway.ask("GET", "/waiting", {"Host": "a';script-src *"})
    assert "script-src *" not in odd.headers.get("content-security-policy", "")


def test_pages_may_reach_zego_where_it_is_used(client: Client, start_gateway: Start, settings: Settings):
    gateway = start_gateway([1], [1], WEB_ROOT=str(client.dist), ZEGO_APP_ID="12")
    given = gateway.ask("GET", "/").headers["content-security-policy"]
    zego = {"public_ws_url": gateway.sockets, "zego_app_id": 12, "zego_server_secret": SecretStr("x" * 32)}
    app = create_app(settings.model_copy(update=zego))
    host = {"Host": f"127.0.0.1:{gateway.port}"}
    assert given == app.test_client().get("/", headers=host, buffered=True).headers["Content-Security-Policy"]
    assert given != client.gateway.ask("GET", "/").headers["content-security-policy"]


def test_files_are_sent_compressed_as_they_were_at_the_build(client: Client):
    name = "assets/index-abc.js"
    path = client.dist / f"{name}.gz"
    path.write_bytes(gzip.compress(b"made at the build"))
    answer = client.gateway.ask("GET", f"/{name}", {"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == b"made at the build"
    assert "Accept-Encoding" in answer.headers["vary"]
    plain = client.gateway.ask("GET", f"/{name}")
    assert plain.body == (client.dist / name).read_bytes()


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client):
    etag = client.gateway.ask("GET", "/").headers["etag"]
    again = client.gateway.ask("GET", "/login", {"If-None-Match": etag})
    assert again.status == 304
    assert again.headers["cache-control"] == "no-cache"


def test_what_the_client_does_not_have_is_asked_of_the_api(client: Client, upstream: Upstream):
    paths = ["/slots", "/assets/none.js", "/assets/", "/index.html", "/room/1", "/built.stamp", "/nowhere", "/login/"]
    for path in paths:
        assert client.gateway.ask("GET", path).json["path"] == path
    assert [seen.path for seen in upstream.seen] == paths


def test_where_no_client_was_built_all_is_asked_of_the_api(gateway: Gateway):
    for path in ("/", "/login", "/sandbox.html", "/assets/index-abc.js"):
        assert gateway.ask("GET", path).json["path"] == path


def test_pages_are_only_to_be_read(client: Client):
    answer = client.gateway.ask("POST", "/login", body=b"{}")
    assert (answer.status, answer.json["code"]) == (405, "method_not_allowed")


def test_no_route_of_the_api_lies_under_a_page(settings: Settings):
    pages = {f"/{page}" for page in routes.PAGES}
    folders = tuple(f"/{name}/" for name in (*routes.PAGES_OF_INTERVIEWS, *routes.FOLDERS))
    shadowed = [
        rule.rule
        for rule in create_app(settings).url_map.iter_rules()
        if not rule.endpoint.startswith("web.") and (rule.rule in pages or rule.rule.startswith(folders))
    ]
    assert not shadowed
