"""A running socket service and the people who use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mockmate_api.http.extensions import db
from mockmate_ws.rooms import chat
from shared.core.settings import Settings
from shared.matching import schedule
from shared.models import InterviewType
from tests.clients.person import Person, register
from tests.sockets import InThread
from tests.ws.live import Met, meet
from tests.ws.post import Post, Server


@pytest.fixture
def app(app_for: Callable[[Settings], Flask], settings: Settings) -> Flask:
    """The API, with the practice rooms there. It serves many tests, so none may change it."""
    app = app_for(settings)
    with app.app_context():
        for interview_type in InterviewType:
            schedule.practice_room(db.session(), interview_type)
        db.session.commit()
    return app


@pytest.fixture
def socket_grace_seconds(settings: Settings) -> float:
    """How long a cut socket keeps somebody present. A third of it is how often rooms that are over are looked for."""
    return settings.socket_grace_seconds


@pytest.fixture
def sockets(settings: Settings, app: Flask, socket_grace_seconds: float) -> Iterator[InThread]:
    """The socket service, listening."""
    running = InThread(settings.model_copy(update={"socket_grace_seconds": socket_grace_seconds}))
    yield running
    running.stop()


@pytest.fixture
def newcomer(app: Flask, sockets: InThread) -> Callable[[str], Person]:
    """Make an account."""
    return lambda name: register(app, name, sockets.url)


@pytest.fixture
def question_bank(app: Flask) -> None:
    """The starter questions, loaded as `make run` does."""
    assert app.test_cli_runner().invoke(args=["seed"]).exit_code == 0


@pytest.fixture
def alice(newcomer: Callable[[str], Person]) -> Person:
    """One person."""
    return newcomer("alice")


@pytest.fixture
def bob(newcomer: Callable[[str], Person]) -> Person:
    """Another one."""
    return newcomer("bob")


@pytest.fixture
def server() -> Server:
    """A mail server, not yet listening."""
    return Server()


@pytest.fixture
def post(settings: Settings, server: Server) -> Iterator[Post]:
    """The outbox that goes to it."""
    made = Post(settings.model_copy(update={"mail_url": f"smtp://127.0.0.1:{server.port}"}))
    yield made
    made.close()


@pytest.fixture
def room(alice: Person, bob: Person) -> str:
    """The socket of an interview that both have started."""
    alice.practise("easy")
    interview_id = bob.practise("easy", status=200)["interview"]["id"]
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview_id}, status=200)
    return f"/ws/interview/live?interview_id={interview_id}"


LONGEST_CHAT = ["界" * 3996 + f"{number:04}" for number in range(200)]


@pytest.fixture
def talkative_room(alice: Person, bob: Person, room: str) -> str:
    """The socket of an interview with a chat of 200 lines as long as they may be."""
    interview_id = UUID(room.rpartition("=")[2])

    def talk(session: Session) -> None:
        for number, line in enumerate(LONGEST_CHAT):
            chat.send(session, chat.Line(interview_id, (alice, bob)[number % 2].id, f"line-{number}", line))

    alice.in_database(talk)
    return room


@pytest.fixture
def met(alice: Person, bob: Person, question_bank: None) -> Met:
    return meet(alice, bob)
