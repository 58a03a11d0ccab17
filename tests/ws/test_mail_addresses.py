"""Mail to and from names that aren't ASCII: the server is told the domain that DNS would be asked for, and no other."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from shared.core.settings import Settings, SettingsError
from tests.ws.post import Post, Server, text_of

PASSWORD = "correct horse battery"

# Spellings of one domain each, the first as punycode, and what IDNA 2003 made of it, which is somebody else's.
SPELLINGS = [
    pytest.param(["xn--wei-dorf-sya.example", "weiß-dorf.example", "WEIẞ-Dorf.example"], id="sharp s"),
    pytest.param(["xn--hxa2bffq.example", "φάρος.example", "ΦΆΡος.example"], id="final sigma"),
    pytest.param(
        ["xn--strae-oqa.xn--wei-dorf-sya.example", "straße.weiß-dorf.example", "XN--STRAE-OQA.weiß-dorf。example"],
        id="in two labels",
    ),
    pytest.param(
        ["xn--bcher-kva.example", unicodedata.normalize("NFD", "bücher.example"), "\uff22Ücher\uff0eexample"],
        id="an umlaut",
    ),
    pytest.param(
        ["xn--ugbj4cdm40f260k.example", "نمی\u200cشود.example", "نمی\u200cشود\u3002EXAMPLE"], id="zero-width non-joiner"
    ),
    pytest.param(["xn--10cl1a0b660p.example", "ශ්\u200dරී.example", "ශ්\u200dරී\uff0eexample"], id="zero-width joiner"),
    pytest.param(["xn--snl.example", "㛼.example", "\U0002f868.example"], id="a corrected decomposition"),
    pytest.param(["xn--58dc.example", "\u13a0\u13a1.example", "\uab70\uab71.example"], id="Cherokee"),
    pytest.param(["xn--zca.example", "ß.example", "\u1e9e.example"], id="capital sharp s"),
    pytest.param(["xn--wgv71a.example", "日本.example", "日本｡example"], id="ideographs"),
]


def call(app: Flask, path: str, **body: Any) -> TestResponse:
    return app.test_client().post(path, json=body)


def token_of(server: Server) -> str:
    found = re.search(r"#token=(\S+)", text_of(server.taken[-1], "plain"))
    assert found
    return found[1]


@pytest.mark.parametrize("typed", [0, 1, 2])
@pytest.mark.parametrize("spellings", SPELLINGS)
def test_links_go_to_the_domain_itself_however_it_is_typed(
    app: Flask, post: Post, server: Server, spellings: list[str], typed: int
):
    spelled = [f"anna@{domain}" for domain in spellings]
    with server.listening(smtputf8=False):
        assert call(app, "/auth/register", email=spelled[typed], password=PASSWORD).status_code == 201
        post.deliver()
        assert call(app, "/auth/verify-email", token=token_of(server)).status_code == 204
        assert call(app, "/auth/forgot-password", email=spelled[(typed + 1) % 3]).status_code == 202
        post.deliver()
        reset = call(app, "/auth/reset-password", token=token_of(server), password="another horse battery")
        assert reset.status_code == 204
        post.deliver()
    assert server.recipients == [spelled[0]] * 3
    assert all(f"\r\nTo: {spelled[0]}\r\n".encode() in b"\r\n" + raw for raw in server.raw)


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_the_spellings_of_an_address_are_one_account(app: Flask, spellings: list[str]):
    answers = [call(app, "/auth/register", email=f"anna@{domain}", password=PASSWORD) for domain in spellings]
    assert [answer.status_code for answer in answers] == [201, 409, 409]
    for domain in spellings:
        assert call(app, "/auth/login", login=f"Anna@{domain}", password=PASSWORD).status_code == 200


@pytest.mark.parametrize("domain", ["weiss-dorf.example", "φάροσ.example", "نمیشود.example", "ශ්රී.example"])
def test_the_domain_that_it_was_taken_for_is_another_account(app: Flask, post: Post, server: Server, domain: str):
    with server.listening():
        for each in ("weiß-dorf.example", "φάρος.example", "نمی\u200cشود.example", "ශ්\u200dරී.example", domain):
            email = f"anna@{each}"
            assert call(app, "/auth/register", email=email, password=PASSWORD).status_code == 201
        post.deliver()
    assert len(set(server.recipients)) == 5


@pytest.mark.parametrize("name", ["ΝΊΚΟΣ", "İnci", "Ǆemal", "straße"])
def test_capitals_before_the_at_sign_are_no_obstacle(app: Flask, post: Post, server: Server, name: str):
    """Languages differ in what is the small letter; whoever registered is found all the same."""
    email = f"{name}@example.com"
    with server.listening():
        assert call(app, "/auth/register", email=email, password=PASSWORD).status_code == 201
        post.deliver()
        assert call(app, "/auth/login", login=email, password=PASSWORD).status_code == 200
        call(app, "/auth/forgot-password", email=email)
        post.deliver()
    assert server.recipients == [email] * 2
    assert all(f"\nTo: {email}\r\n".encode() in raw for raw in server.raw)


def test_a_server_that_cannot_write_an_address_holds_up_nobody_else(post: Post, server: Server):
    for recipient in ("jürgen@example.com", "erin@bücher.example"):
        post.enqueue(recipient)
    with server.listening(smtputf8=False):
        assert post.deliver() == 2
    assert server.recipients == ["erin@xn--bcher-kva.example"]
    given_up, sent = post.waiting()
    assert (given_up.last_error, sent.last_error) == ("SMTPNotSupportedError", None)
    assert given_up.given_up_at is not None


@pytest.mark.parametrize("domain", ["☃.example", "ä" * 70 + ".example", "a\u0301\u200d.example", "x..ä"])
def test_a_stored_address_that_has_no_form_in_ascii_is_given_up_with_a_reason(post: Post, server: Server, domain: str):
    for recipient in (f"anna@{domain}", "erin@example.com"):
        post.enqueue(recipient)
    with server.listening():
        assert post.deliver() == 2
        assert post.deliver() == 0
    assert server.recipients == ["erin@example.com"]
    given_up = post.waiting()[0]
    assert given_up.given_up_at is not None
    assert "DNS" in (given_up.last_error or "")


def test_the_sender_and_the_deployment_may_be_international_too(
    app: Flask, settings: Settings, post: Post, server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("JWT_SECRET", "s" * 32)
    monkeypatch.setenv("MAIL_FROM", "Weißdorf <no-reply@weiß-dorf.example>")
    monkeypatch.setenv("PUBLIC_URL", "https://straße.example:8443/mock")
    post.settings = Settings.from_environment().model_copy(update={"mail_url": post.settings.mail_url})
    call(app, "/auth/register", email="anna@example.com", password=PASSWORD)
    with server.listening(smtputf8=False):
        assert post.deliver() == 1
    assert server.senders == ["no-reply@xn--wei-dorf-sya.example"]
    (raw,) = server.raw
    assert b" <no-reply@xn--wei-dorf-sya.example>\r\n" in raw
    assert re.search(rb"\r\nMessage-ID: <mail-[0-9.]+@xn--strae-oqa.example>\r\n", raw)
    assert "https://xn--strae-oqa.example:8443/mock/verify-email#token=" in text_of(server.taken[0], "plain")


@pytest.mark.parametrize("name", ["MAIL_URL", "MAIL_FROM", "PUBLIC_URL"])
def test_a_host_that_cannot_exist_is_said_at_the_start(monkeypatch: pytest.MonkeyPatch, settings: Settings, name: str):
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("JWT_SECRET", "s" * 32)
    monkeypatch.setenv(name, {"MAIL_FROM": "a@☃.example"}.get(name, "smtp://☃.example"))
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment()


@pytest.mark.parametrize(
    ("name", "written", "reached"),
    [
        ("MAIL_URL", "smtps://ß:ü@straße.example:465", "smtps://ß:ü@xn--strae-oqa.example:465"),
        ("REDIS_URL", "rediss://ß:ü@straße.example:6380/2", "rediss://ß:ü@xn--strae-oqa.example:6380/2"),
        ("REDIS_URL", "redis://φάρος.example", "redis://xn--hxa2bffq.example"),
    ],
)
def test_servers_may_have_such_names(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, name: str, written: str, reached: str
):
    """As Python reads them, these name servers of other people, who would be told the passwords."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("JWT_SECRET", "s" * 32)
    monkeypatch.setenv(name, written)
    assert getattr(Settings.from_environment(), name.lower()) == reached


@pytest.mark.parametrize(
    "domain", ["a\u200cb.example", "xn--ab-j1t.example", "نمی\u200c.example", "a\u00adb.example", "a\u2060b.example"]
)
def test_what_does_not_show_is_refused_where_nothing_needs_it(app: Flask, domain: str):
    assert call(app, "/auth/register", email=f"anna@{domain}", password=PASSWORD).status_code == 422


def test_mail_to_a_stored_address_with_a_joiner_keeps_it(post: Post, server: Server):
    """Addresses were once taken by other rules."""
    post.enqueue("anna@نمی\u200cشود.example")
    with server.listening(smtputf8=False):
        post.deliver()
    assert server.recipients == ["anna@xn--ugbj4cdm40f260k.example"]


def test_what_is_stored_is_unicode_in_one_spelling(app: Flask, post: Post):
    call(app, "/auth/register", email="anna@XN--WEI-dorf-sya.example", password=PASSWORD)
    emails = post.run(lambda session: session.execute(text("SELECT email FROM users")).scalars().all())
    assert emails == ["anna@weiß-dorf.example"]


def test_stored_addresses_that_need_a_look_are_named_without_showing_them(app: Flask, post: Post):
    def listed() -> list[list[str]]:
        said = app.test_cli_runner().invoke(args=["users", "addresses"])
        assert said.exit_code == 0
        return [line.split("\t") for line in said.output.splitlines()]

    for email in ("anna@weiß-dorf.example", "bob@bücher.example", "carl@xn--bcher-kva.example", "ann@example.com"):
        post.settle(email)
    assert listed() == [["Mail can be sent to every address, and no two accounts share one."]]
    for email in (
        "Anna@xn--wei-dorf-sya.example",
        "dora@☃.example",
        "d@日本.example",
        "D@日本｡example",
        "d@xn--wgv71a.example",
    ):
        post.settle(email)
    reasons = [reason for _, _, reason in listed()]
    assert reasons == [
        "its address is another spelling of that of user 1",
        "no mail can be sent to its address",
        "its address is another spelling of that of user 7, 9",
        "its address is another spelling of that of user 7, 8",
    ]
    assert not any("@" in word for line in listed() for word in line)
