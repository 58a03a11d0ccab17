"""Sockets of an account that is suspended or deleted close, and its peers are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from shared.models import User
from tests.clients import PASSWORD
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.sockets import InThread

End = Callable[[], None]


@pytest.fixture
def admin(newcomer: Callable[[str], Person]) -> Person:
    """An administrator."""
    person = newcomer("admin")

    def promote(session: Session) -> None:
        session.get_one(User, person.id).is_admin = True

    person.in_database(promote)
    return person


@pytest.fixture(params=["suspended", "deleted"])
def end(request: pytest.FixtureRequest, app: Flask, alice: Person, admin: Person) -> End:
    """What ends Alice's account, or closes it."""

    def suspend() -> None:
        admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "Sold things."}, status=204)

    def delete() -> None:
        client = app.test_client()
        assert client.delete("/users/me", json={"password": PASSWORD}, headers=alice.headers).status_code == 204

    return suspend if request.param == "suspended" else delete


def test_every_socket_of_the_account_closes_and_none_opens(sockets: InThread, alice: Person, end: End):
    ticket = alice.post("/auth/ws-ticket", status=201).get_json()["ticket"]
    with alice.socket("/ws/connect") as one, alice.in_browser("/ws/connect") as other:
        one.expect("hello")
        other.expect("hello")
        end()
        assert one.closed() == 4506
        assert other.closed() == 4506
    with Wire(sockets.url + "/ws/connect", alice.headers) as again:
        assert again.closed() == 4506
    with Wire(sockets.url + "/ws/connect") as browser:
        browser.say('{"type":"auth","data":{"ticket":"' + ticket + '"}}')
        assert browser.closed() == 4501


def test_the_peer_in_the_room_hears_that_it_is_over(alice: Person, bob: Person, end: End):
    alice.practise("easy")
    interview = bob.practise("easy", status=200)["interview"]["id"]
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview}, status=200)
    path = f"/ws/interview/live?interview_id={interview}"
    with alice.socket(path) as hers, bob.socket(path) as his:
        hers.expect("interview.snapshot")
        his.expect("interview.snapshot")
        end()
        assert his.expect("interview.ended")["data"]["by"] == alice.id
        assert hers.closed() in {4504, 4506}


def test_who_waited_with_a_socket_is_out_of_the_room(alice: Person, bob: Person, end: End):
    alice.practise("easy")
    with alice.socket("/ws/match") as hers:
        hers.expect("waiting_room.snapshot")
        end()
        assert hers.closed() == 4506
        assert bob.practise("easy")["status"] == "waiting"
