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


def test_without_fresh_credentials_a_socket_closes_when_its_token_or_as_old_a_ticket_would_expire(
    alice: Person, brief_sockets: InThread, app: Flask
):
    dana = register(app, "dana", brief_sockets.url)
    with alice.socket("/ws/connect") as by_token, dana.in_browser("/ws/connect") as by_ticket:
        for wire in (by_token, by_ticket):
            wire.expect("hello")
        for wire in (by_token, by_ticket):
            assert wire.closed() == 4400


def test_fresh_credentials_keep_it_open(alice: Person, bob: Person, patient: Flask):
    """Bob's socket, opened later, expires; Alice's, which should have gone before, are still there."""
    waiting = f"/ws/match?slot_id={alice.practise('easy')['slot_id']}"
    with alice.socket("/ws/connect") as general, alice.socket(waiting) as lobby:
        for wire in (general, lobby):
            wire.expect("hello")
        assert general.command("reauth", {"token": fresh_token(patient, alice)})["type"] == "ack"
        ticket = alice.post("/auth/ws-ticket", status=201).get_json()["ticket"]
        assert lobby.command("reauth", {"ticket": ticket})["type"] == "ack"
        with bob.socket("/ws/connect") as his:
            his.expect("hello")
            assert his.closed() == 4400
        for wire in (general, lobby):
            wire.say("still open?")
            assert wire.expect("error")["data"]["code"] == "bad_json"


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
