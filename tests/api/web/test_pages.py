"""The pages of the browser client: one file at every page's path, under a policy that lets nothing foreign in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from mockmate_api.web import routes
from mockmate_api.web.policies import page_headers, sandbox_headers, sockets_url
from shared.core.settings import Settings
from tests.clients.openapi import document_of


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A client that was built: what is in it doesn't matter here."""
    names = (
        "index.html",
        "sandbox.html",
        "preview.html",
        "favicon.svg",
        "sw.js",
        "manifest.webmanifest",
        "offline.html",
        "icons/icon-192.png",
        "assets/index-abc.js",
        "pyodide/pyodide.asm.wasm",
    )
    for name in (*names, "languages/index.json", "languages/ruby-0123/ruby.wasm"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"this is {name}")
    (tmp_path / "secret").write_text("not for anybody")
    monkeypatch.setattr(routes, "DIST", tmp_path)
    return tmp_path


# Also those whose names are like a route: behind nginx the page would hide the route, and here the other way around.
@pytest.mark.parametrize("path", [*(f"/{name}" for name in routes.PAGES), "/room/0b5c1c9e-5b0c-4c54-9c0f-6a8a4b6a2b53"])
def test_every_page_is_the_same_file_and_is_asked_for_anew(app: Flask, dist: Path, path: str):
    answer = app.test_client().get(path, buffered=True)
    assert answer.status_code == 200
    assert answer.text == "this is index.html"
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "media_type", "kept"),
    [
        ("/sw.js", "text/javascript", "no-cache"),
        ("/offline.html", "text/html", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "public, max-age=3600"),
        ("/icons/icon-192.png", "image/png", "public, max-age=3600"),
    ],
)
def test_what_an_installed_app_needs_is_there(app: Flask, dist: Path, path: str, media_type: str, kept: str):
    answer = app.test_client().get(path, buffered=True)
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (200, media_type, kept)
    assert rules_of(answer.headers["Content-Security-Policy"])["default-src"] == "'none'"


def rules_of(policy: str) -> dict[str, str]:
    return dict(rule.strip().split(" ", 1) for rule in policy.split(";"))


def test_scripts_and_styles_come_from_files_of_ours_alone(app: Flask, dist: Path):
    rules = rules_of(app.test_client().get("/", buffered=True).headers["Content-Security-Policy"])
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"


def test_pages_connect_to_others_only_where_zego_makes_the_calls(settings: Settings):
    without = settings.model_copy(update={"zego_app_id": 0})
    rules = rules_of(page_headers(without, "localhost:8000")["Content-Security-Policy"])
    assert len(rules["connect-src"].split()) == 2
    assert "worker-src" not in rules
    secret = SecretStr("0123456789abcdef0123456789abcdef")
    chosen = settings.model_copy(update={"zego_app_id": 7, "zego_server_secret": secret})
    rules = rules_of(page_headers(chosen, "localhost:8000")["Content-Security-Policy"])
    assert "wss:" in rules["connect-src"].split()
    assert rules["script-src"].split() == ["'self'", "'wasm-unsafe-eval'"]


def test_programs_run_in_a_page_without_an_origin(app: Flask, dist: Path):
    answer = app.test_client().get("/sandbox.html", headers={"Host": "mates.example:8443"}, buffered=True)
    rules = rules_of(answer.headers["Content-Security-Policy"])
    assert rules["sandbox"] == "allow-scripts"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    # WebKit finds nothing for 'self' in a page without an origin.
    for source in ("'self'", "http://mates.example:8443", "https://mates.example:8443"):
        assert source in rules["script-src"].split()
        assert source in rules["connect-src"].split()


@pytest.mark.parametrize("host", ["", "a b", "a;script-src *", "a'", "*", "a,b", "a/b"])
def test_a_host_that_is_none_is_in_no_policy(host: str):
    rules = rules_of(sandbox_headers(host)["Content-Security-Policy"])
    assert rules["script-src"] == "'self' blob: 'unsafe-eval' 'wasm-unsafe-eval'"
    assert rules["connect-src"] == "'self'"


def test_a_page_that_people_write_has_no_network_no_origin_and_nowhere_to_go(app: Flask, dist: Path):
    answer = app.test_client().get("/preview.html", buffered=True)
    rules = rules_of(answer.headers["Content-Security-Policy"])
    assert rules["sandbox"] == "allow-scripts allow-forms"
    assert (rules["default-src"], rules["form-action"], rules["base-uri"]) == ("'none'", "'none'", "'none'")
    assert not {"connect-src", "frame-src", "worker-src", "object-src"} & rules.keys()
    assert "http" not in answer.headers["Content-Security-Policy"]
    # The pages of ours frame no other host, so that it can't lead there either.
    page = app.test_client().get("/", buffered=True).headers["Content-Security-Policy"]
    assert rules_of(page)["frame-src"] == "'self'"


def test_files_named_after_their_content_are_kept_and_have_the_type_browsers_ask_for(app: Flask, dist: Path):
    client = app.test_client()
    asset = client.get("/assets/index-abc.js", buffered=True)
    assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asset.mimetype == "text/javascript"
    assert client.get("/pyodide/pyodide.asm.wasm", buffered=True).mimetype == "application/wasm"


def test_languages_are_kept_and_what_is_installed_is_asked_for_anew(app: Flask, dist: Path):
    client = app.test_client()
    file = client.get("/languages/ruby-0123/ruby.wasm", buffered=True)
    assert file.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert file.mimetype == "application/wasm"
    listed = client.get("/languages/index.json", buffered=True)
    assert listed.headers["Cache-Control"] == "no-cache"
    assert file.headers["Access-Control-Allow-Origin"] == listed.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, br;q=0.1", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("identity", None),
        ("*", "br"),
        (None, None),
    ],
)
def test_a_file_is_sent_as_the_build_compressed_it(app: Flask, dist: Path, accepted: str | None, encoding: str | None):
    name = "assets/index-abc.js"
    for suffix in (".br", ".gz"):
        (dist / f"{name}{suffix}").write_text(f"compressed: {suffix}")
    headers = {"Accept-Encoding": accepted} if accepted else {}
    answer = app.test_client().get(f"/{name}", headers=headers, buffered=True)
    expected = {"br": "compressed: .br", "gzip": "compressed: .gz", None: f"this is {name}"}
    assert answer.text == expected[encoding]
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.mimetype == "text/javascript"
    assert "Accept-Encoding" in answer.headers["Vary"]
    # The tag is that of this encoding: a cache keeps several apart.
    for again, status in ((headers, 304), ({"Accept-Encoding": "x"}, 200 if encoding else 304)):
        tagged = {**again, "If-None-Match": answer.headers["ETag"]}
        assert app.test_client().get(f"/{name}", headers=tagged, buffered=True).status_code == status


def test_what_was_not_compressed_is_sent_as_it_is(app: Flask, dist: Path):
    answer = app.test_client().get("/", headers={"Accept-Encoding": "gzip, br"}, buffered=True)
    assert answer.text == "this is index.html"
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../secret",
        "/assets/%2e%2e%2fsecret",
        "/languages/ruby-0123/../../secret",
        "/languages/ruby-0123",
        "/secret",
        "/assets/none.js",
        "/nowhere",
    ],
)
def test_nothing_else_is_given_out(app: Flask, dist: Path, path: str):
    assert app.test_client().get(path, buffered=True).status_code == 404


TYPED = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/nowhere", "/secret", "/room/5", "/manage/none", "/HISTORY", "/assets/none.js"])
def test_people_at_an_unknown_address_get_the_page_and_programs_a_problem(app: Flask, dist: Path, path: str):
    client = app.test_client()
    etag = client.get("/", buffered=True).headers["ETag"]
    for headers in ({"Accept": TYPED}, {"Accept": "text/html", "If-None-Match": etag}):
        answer = client.get(path, headers=headers)
        assert (answer.status_code, answer.mimetype, answer.text) == (404, "text/html", "this is index.html")
        assert (
            answer.headers["Content-Security-Policy"]
            == client.get("/", buffered=True).headers["Content-Security-Policy"]
        )
        assert "Accept" in answer.headers["Vary"]
    for accepted in (None, "*/*", "application/json", "application/json, text/html;q=0.5", "image/png"):
        answer = client.get(path, headers={"Accept": accepted} if accepted else {})
        assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
        assert "Accept" in answer.headers["Vary"]
    answer = client.post(path, headers={"Accept": TYPED})
    assert answer.mimetype == "application/problem+json"


def test_where_the_client_is_not_built_the_page_says_how(app: Flask, dist: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(routes, "DIST", dist / "nowhere")
    answer = app.test_client().get("/", buffered=True)
    assert answer.status_code == 200
    assert "make run" in answer.text
    assert app.test_client().get("/nowhere", headers={"Accept": TYPED}).get_json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("public", "host", "expected"),
    [
        ("ws://127.0.0.1:8001", "localhost:8000", "ws://localhost:8001"),
        ("ws://localhost:8001/", "127.0.0.1:8000", "ws://127.0.0.1:8001"),
        ("ws://127.0.0.1:8001", "[::1]:8000", "ws://[::1]:8001"),
        ("wss://mock.example", "localhost:8000", "wss://mock.example"),
        ("wss://mock.example:444", "mock.example", "wss://mock.example:444"),
    ],
)
def test_the_sockets_are_where_the_page_can_reach_them(settings: Settings, public: str, host: str, expected: str):
    chosen = settings.model_copy(update={"public_ws_url": public})
    assert sockets_url(chosen, host) == expected


def test_the_config_says_where_the_sockets_are(app: Flask):
    answer = app.test_client().get("/config", headers={"Host": "localhost:8000"})
    assert answer.get_json()["sockets_url"].startswith("ws")


def test_the_config_names_the_pages_of_law_that_are_set(make_app: Callable[..., Flask]):
    told = make_app(imprint_url="https://example.org/imprint").test_client().get("/config").get_json()
    assert told["law"] == {"privacy": None, "terms": None, "imprint": "https://example.org/imprint"}


def test_the_config_says_which_clients_are_too_old(make_app: Callable[..., Flask]):
    told = make_app(minimum_client_version="0.0.7").test_client().get("/config").get_json()
    assert told["minimum_client_version"] == "0.0.7"
    assert told["version"] == document_of(make_app())["info"]["version"]


def test_the_licenses_of_what_the_server_contains_are_told_with_their_texts(app: Flask):
    answer = app.test_client().get("/licenses/server.json")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.json is not None
    found = {each["name"].lower(): each for each in answer.json}
    assert found["flask"]["license"] == "BSD-3-Clause"
    assert "Redistribution and use" in found["flask"]["text"]
    assert "libpq" in found["psycopg2-binary"]["text"]
