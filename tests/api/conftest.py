"""Alice, Bob and Charlie, an administrator, and the slots they meet in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from mockmate_api import create_app
from mockmate_api.http.extensions import db
from shared.core.settings import Settings
from shared.models import InterviewType, Slot
from tests.api.mailbox import Mailbox
from tests.apps import close
from tests.clients.person import Person, register


@pytest.fixture
def make_app(settings: Settings) -> Iterator[Callable[..., Flask]]:
    """Make apps with settings of their own."""
    made = []

    def make(**changes: Any) -> Flask:
        made.append(create_app(settings.model_copy(update=changes)))
        return made[-1]

    yield make
    for app in made:
        close(app)


@pytest.fixture
def app(app_for: Callable[[Settings], Flask], settings: Settings) -> Flask:
    """The app, on an empty database. It serves many tests, so none may change it; `make_app` makes one for that."""
    return app_for(settings)


@pytest.fixture
def api(app: Flask) -> Person:
    """Nobody in particular."""
    return Person(app)


@pytest.fixture
def alice(app: Flask) -> Person:
    return register(app, "alice")


@pytest.fixture
def bob(app: Flask) -> Person:
    return register(app, "bob")


@pytest.fixture
def charlie(app: Flask) -> Person:
    return register(app, "charlie")


@pytest.fixture
def admin(app: Flask, session: Session) -> Person:
    person = register(app, "admin")
    session.execute(text("UPDATE users SET is_admin = true WHERE id = :id"), {"id": person.id})
    session.commit()
    return person


@pytest.fixture
def moderator(app: Flask, session: Session) -> Person:
    person = register(app, "moderator")
    session.execute(text("UPDATE users SET is_moderator = true WHERE id = :id"), {"id": person.id})
    session.commit()
    return person


@pytest.fixture
def engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A look behind the API; commit what it should see."""
    with Session(engine) as opened:
        yield opened


@pytest.fixture
def mailbox(session: Session, settings: Settings) -> Mailbox:
    """The post; take the welcome out first when somebody has registered."""
    return Mailbox(session, settings)


@pytest.fixture
def make_slot(session: Session) -> Callable[..., int]:
    """Make a slot that starts in so many minutes from now, and return its id."""

    def make(
        minutes: float = 60, *, of: InterviewType = InterviewType.TECHNICAL, length: float = 60, capacity: int = 100
    ) -> int:
        starts_at = datetime.now(UTC) + timedelta(minutes=minutes)
        slot = Slot(
            interview_type=of, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=length), capacity=capacity
        )
        session.add(slot)
        session.commit()
        return slot.id

    return make


@pytest.fixture
def let_pass(session: Session) -> Callable[[int, float], None]:
    """Let minutes pass for a slot and its bookings, by moving both into the past."""

    def move(slot_id: int, minutes: float) -> None:
        for table, column in (("slots", "id"), ("bookings", "slot_id")):
            session.execute(
                text(f"UPDATE {table} SET starts_at = starts_at - :by, ends_at = ends_at - :by WHERE {column} = :slot"),
                {"by": timedelta(minutes=minutes), "slot": slot_id},
            )
        session.commit()

    return move


@pytest.fixture
def matched(alice: Person, bob: Person) -> str:
    """Alice and Bob practise a technical interview; they are matched. Returns the interview's id."""
    wish = {"interview_type": "technical", "difficulty": "medium"}
    assert alice.post("/match/pair", wish).status_code == 202
    answer = bob.post("/match/pair", wish)
    assert answer.status_code == 200
    return str(answer.get_json()["interview"]["id"])


@pytest.fixture
def live(matched: str, alice: Person, bob: Person) -> str:
    """The same interview, started by both."""
    for person in (alice, bob):
        assert person.post("/interview/start", {"interview_id": matched}).status_code == 200
    return matched


@pytest.fixture
def ended(live: str, alice: Person) -> str:
    """The same interview, ended by Alice."""
    assert alice.post(f"/interview/{live}/end").status_code == 200
    return live


def pair_again(one: Person, other: Person, wish: dict[str, Any]) -> str:
    """Pair two people who may have met lately: they wait for a minute, nobody new comes. Returns the interview's id."""
    one.post("/match/pair", wish)
    other.post("/match/pair", wish)
    with one.app.app_context():
        longer = "UPDATE bookings SET waiting_since = waiting_since - interval '2 min' WHERE status = 'waiting'"
        db.session.execute(text(longer))
        db.session.commit()
    return str(other.post("/match/pair", wish).get_json()["interview"]["id"])


def events_of(session: Session, stream: str) -> list[str]:
    """Return the types of a stream's events, in order."""
    rows = session.execute(text('SELECT type FROM events WHERE stream = :stream ORDER BY "offset"'), {"stream": stream})
    return [row.type for row in rows]


def practice_room(session: Session, of: InterviewType) -> int:
    """Return the id of the public practice room of a type."""
    public = Slot.interview_type == of, Slot.starts_at.is_(None), Slot.group_id.is_(None)
    return session.scalars(select(Slot.id).where(*public)).one()
