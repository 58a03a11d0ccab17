"""`reauth`: fresh credentials on an open socket; and what happens to a socket without them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from mockmate_api import create_app
from shared.core.settings import Settings
from tests.clients.person import Person, register
from tests.sockets import InThread

BRIEFLY = 0.1  # minutes: long enough to get a socket open on a busy machine


@pytest.fixture
def app(settings: Settings) -> Flask:
    """An API whose access tokens soon expire."""
    return create_app(settings.model_copy(update={"access_token_minutes": BRIEFLY}))


@pytest.fixture
def patient(settings: Settings) -> Flask:
    """The same API with tokens that last."""
    return create_app(settings)


@pytest.fixture
def brief_sockets(settings: Settings) -> Iterator[InThread]:
    running = InThread(settings.model_copy(update={"access_token_minutes": BRIEFLY}))
    yield running
    running.stop()


def fresh_token(app: Flask, person: Person) -> str:
    token: str = Person(app).post("/auth/refresh", token=person.refresh_token).get_json()["access_token"]
    return token


def test_without_fresh_credentials_a_socket_closes_when_its_token_expires(alice: Person):
    with alice.socket("/ws/connect") as hers:
        hers.expect("hello")
        assert hers.closed() == 4400


def test_a_socket_opened_with_a_ticket_lives_as_long_as_a_token_would(brief_sockets: InThread, app: Flask):
    dana = register(app, "dana", brief_sockets.url)
    with dana.in_browser("/ws/connect") as hers:
        hers.expect("hello")
        assert hers.closed() == 4400


@pytest.mark.parametrize(("path", "kind"), [("/ws/connect", "token"), ("/ws/match", "ticket")])
def test_fresh_credentials_keep_it_open(alice: Person, bob: Person, patient: Flask, kind: str, path: str):
    """Bob's socket, opened later, expires; Alice's, which should have gone before, is still there."""
    if path == "/ws/match":
        path += f"?slot_id={alice.practise('easy')['slot_id']}"
    with alice.socket(path) as hers:
        hers.expect("hello")
        shown = (
            {"token": fresh_token(patient, alice)}
            if kind == "token"
            else {"ticket": alice.post("/auth/ws-ticket", status=201).get_json()["ticket"]}
        )
        assert hers.command("reauth", shown)["type"] == "ack"
        with bob.socket("/ws/connect") as his:
            his.expect("hello")
            assert his.closed() == 4400
        hers.say("still open?")
        assert hers.expect("error")["data"]["code"] == "bad_json"


def test_what_is_refused_changes_nothing(alice: Person, bob: Person, patient: Flask):
    with alice.socket("/ws/connect") as hers:
        hers.expect("hello")
        for shown, code in (
            ({"token": "nonsense"}, "token_invalid"),
            ({"token": alice.refresh_token}, "token_invalid"),
            ({"ticket": "guessed"}, "token_invalid"),
            ({}, "invalid"),
            ({"token": fresh_token(patient, bob)}, "forbidden"),
        ):
            answer = hers.command("reauth", shown)
            assert (answer["type"], answer["data"]["code"]) == ("error", code)
        assert hers.closed() == 4400


def test_a_ticket_shown_twice_under_one_id_is_acked_twice(alice: Person):
    with alice.socket("/ws/connect") as hers:
        hers.expect("hello")
        ticket = alice.post("/auth/ws-ticket", status=201).get_json()["ticket"]
        for _ in range(2):
            assert hers.command("reauth", {"ticket": ticket}, id_="r1")["type"] == "ack"


def test_the_login_that_was_shown_last_is_the_one_that_counts(
    newcomer: Callable[[str], Person], patient: Flask, sockets: InThread
):
    dana = newcomer("dana")
    body = {"login": "dana", "password": "correct horse battery"}
    later = Person(patient, Person(patient).post("/auth/login", body).get_json())
    with dana.socket("/ws/connect") as hers:
        hers.expect("hello")
        assert hers.command("reauth", {"token": later.token})["type"] == "ack"
        dana.post("/auth/logout", status=204)
        hers.expect("session.revoked")
        hers.say("still open?")
        assert hers.expect("error")["data"]["code"] == "bad_json"
        later.post("/auth/logout", status=204)
        assert hers.closed() == 4506
