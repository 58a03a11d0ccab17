"""Events written in one go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from shared.core import database
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import Event, PeerJoined


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """Connections as both services have them."""
    made = database.make_engine(settings, "test")
    yield made
    made.dispose()


def test_events_told_together_have_their_places_in_each_stream(engine: Engine) -> None:
    def told(*people: int) -> list[tuple[str, Event]]:
        return [(event_log.user(1 + number % 2), PeerJoined(user_id=person)) for number, person in enumerate(people)]

    with Session(engine) as session:
        assert event_log.append_many(session, told(10, 11, 12, 13, 14)) == [1, 1, 2, 2, 3]
        assert event_log.append_many(session, told(15, 16)) == [4, 3]
        assert [one.offset for one in event_log.positions(session, ["user:1", "user:2"]).values()] == [4, 3]
        rows = session.execute(text('SELECT stream, "offset", data FROM events ORDER BY stream, "offset"')).all()
        assert [(row.stream, row.offset, row.data["user_id"]) for row in rows] == [
            *(("user:1", offset, person) for offset, person in enumerate((10, 12, 14, 15), 1)),
            *(("user:2", offset, person) for offset, person in enumerate((11, 13, 16), 1)),
        ]
