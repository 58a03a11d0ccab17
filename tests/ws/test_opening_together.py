"""Sockets that open at the same moment are looked up together: each gets its own answer, and no other's trouble."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from jwt import decode, encode
from sqlalchemy import Engine, create_engine, text
from websockets.exceptions import ConnectionClosed

from mockmate_ws import auth
from mockmate_ws.auth import Credentials
from mockmate_ws.protocol import Close
from shared.core.errors import Problem
from shared.core.settings import Settings
from tests.clients.person import Person, wait_for_a_lock
from tests.clients.wire import Wire

EVERYBODY = ("alice", "bob", "carol", "dave", "erin")


@pytest.fixture
def people(newcomer: Callable[[str], Person]) -> list[Person]:
    return [newcomer(name) for name in EVERYBODY]


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    made = create_engine(settings.sqlalchemy_url)
    yield made
    made.dispose()


@contextmanager
def holding(engine: Engine, statement: str, **given: object) -> Iterator[None]:
    """Hold what a statement locks."""
    with engine.connect() as connection:
        connection.execute(text(statement), given)
        yield
        connection.rollback()


@contextmanager
def opened_together(engine: Engine, people: list[Person], path: Callable[[Person], str]) -> Iterator[list[Wire]]:
    """Let the first one hold up the others, so that those are one batch."""
    with ExitStack() as stack:
        with holding(engine, "LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE"):
            first = stack.enter_context(people[0].socket("/ws/connect"))
            wait_for_a_lock(people[0])
            wires = [stack.enter_context(person.socket(path(person))) for person in people]
        first.expect("hello")
        yield wires


def test_each_of_many_credentials_is_judged_for_itself(people: list[Person], settings: Settings):
    alice, bob, carol, dave, erin = people
    bob.post("/auth/logout", token=bob.refresh_token, status=204)
    ticket = carol.post("/auth/ws-ticket", status=201).get_json()["ticket"]
    of_another = {**decode(dave.token, options={"verify_signature": False}), "sub": str(alice.id)}
    shown = [
        Credentials(token=alice.token),
        Credentials(token=bob.token),
        Credentials(ticket=ticket),
        Credentials(ticket=ticket),
        Credentials(ticket="no ticket"),
        Credentials(token="no token"),
        Credentials(token=erin.refresh_token),
        Credentials(token=encode(of_another, settings.jwt_secret.get_secret_value())),
    ]
    found = alice.in_database(lambda session: auth.identify(settings, session, shown))
    assert [one.code if isinstance(one, Problem) else one.user_id for one in found] == [
        alice.id,
        "login_revoked",
        carol.id,
        *["token_invalid"] * 4,
        "login_revoked",
    ]


def test_a_booking_that_is_held_and_a_row_that_cannot_be_read_keep_nobody_else_out(
    people: list[Person], engine: Engine
):
    for person, language in zip(people, ("en", "de", "fr", "es", "it"), strict=True):
        slot_id = person.practise("easy", language=language)["slot_id"]
    _, bob, carol, *_ = people
    bob.in_database(
        lambda session: session.execute(
            # Python's calendar ends before it.
            text("UPDATE bookings SET waiting_since = '20000-01-01' WHERE user_id = :id"),
            {"id": bob.id},
        )
    )
    with opened_together(engine, people, lambda _: f"/ws/match?slot_id={slot_id}") as wires:
        alices, bobs, carols, *others = wires
        with holding(engine, "SELECT FROM bookings WHERE user_id = :id FOR UPDATE", id=carol.id):
            for wire in (alices, *others):
                assert wire.expect("waiting_room.snapshot")["data"]["status"] == "waiting"
            with pytest.raises(ConnectionClosed):
                bobs.receive()
        assert carols.expect("waiting_room.snapshot")["data"]["status"] == "waiting"


def test_a_participant_who_is_held_keeps_nobody_else_out(people: list[Person], engine: Engine):
    alice, bob, carol, dave, _ = people
    with ExitStack() as stack:
        rooms: dict[Person, str] = {}
        for first, second in ((alice, bob), (carol, dave)):
            first.practise("easy")
            interview_id = second.practise("easy", status=200)["interview"]["id"]
            rooms |= dict.fromkeys((first, second), f"/ws/interview/live?interview_id={interview_id}")
        held = "SELECT FROM participants WHERE user_id = :id FOR UPDATE"
        with holding(engine, held, id=alice.id):
            wires = stack.enter_context(opened_together(engine, list(rooms), lambda person: rooms[person]))
            for wire in wires[1:]:
                wire.expect("interview.snapshot")
        wires[0].expect("interview.snapshot")
        stranger = stack.enter_context(alice.socket(rooms[carol]))
        assert stranger.expect("error")["data"]["code"] == "not_found"


def test_of_many_sockets_of_one_person_the_latest_five_stay(people: list[Person], engine: Engine):
    alice, bob, *_ = people
    with opened_together(engine, [bob, *[alice] * 8], lambda _: "/ws/connect") as (bobs, *hers):
        bobs.expect("hello")
        assert [wire.closed() for wire in hers[:3]] == [Close.TOO_MANY_SOCKETS] * 3
        for wire in hers[3:]:
            wire.say("anybody there?")
            assert wire.expect("error")["data"]["code"] == "bad_json"
