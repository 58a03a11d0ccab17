"""Booker processes: people who come, go and change their minds over REST, as fast as they can, by chance."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from mockmate_api import create_app
from mockmate_api.http.extensions import db
from mockmate_ws.endpoints.match import Coming, _enter
from shared.core import logging
from shared.core.errors import Problem
from shared.core.settings import Settings
from tests.clients.person import Person, register
from tests.system.hammer import Parent

LEVELS = ("easy", "medium", "hard")

Done = Counter[tuple[str, int]]
"""What was asked for, and how it was answered → how often."""


class Booker:
    """One person with wishes that stay, in one practice room."""

    def __init__(self, app: Flask, settings: Settings, name: str, chance: random.Random) -> None:
        self._app = app
        self._settings = settings
        self._chance = chance
        self.person: Person = register(app, name)
        self._wishes = {"language": chance.choice(("en", "en", "de")), "max_level_gap": chance.choice((0, 1, 2, 2))}

    def come(self, slot_id: int) -> int:
        """Enter over REST, which runs a pass."""
        wanted = {"interview_type": "technical", "difficulty": self._level(), **self._wishes}
        return self.person.post("/match/pair", wanted).status_code

    def come_by_socket(self, slot_id: int) -> int:
        """Book and enter as /ws/match does, leaving the pass to matchers."""
        wanted = {"slot_id": slot_id, "difficulty": self._level(), **self._wishes}
        booked = self.person.post("/slots/book", wanted)
        with self._app.app_context():
            try:
                _enter(db.session(), Coming(self._settings, self.person.id, slot_id, ""))
                db.session.commit()
            except Problem as refusal:
                db.session.rollback()
                return refusal.status
        return booked.status_code

    def leave(self, slot_id: int) -> int:
        """Leave the room."""
        return self.person.post("/match/leave", {}).status_code

    def cancel(self, slot_id: int) -> int:
        """Cancel what is booked."""
        return self._with_booking(self.person.delete)

    def change(self, slot_id: int) -> int:
        """Ask for another difficulty."""
        return self._with_booking(lambda path: self.person.patch(path, {"difficulty": self._level()}))

    def look(self, slot_id: int) -> int:
        """Ask how things are."""
        return self.person.get("/match/status").status_code

    def start(self, slot_id: int) -> int:
        """Be ready for the interview."""
        return self._with_interview(lambda id_: self.person.post("/interview/start", {"interview_id": id_}))

    def end(self, slot_id: int) -> int:
        """End the interview."""
        return self._with_interview(lambda id_: self.person.post(f"/interview/{id_}/end"))

    def _level(self) -> str:
        return self._chance.choice(LEVELS)

    def _with_booking(self, act: Callable[[str], TestResponse]) -> int:
        for booking in live_bookings(self.person):
            return act(f"/slots/bookings/{booking['id']}").status_code
        return 0

    def _with_interview(self, act: Callable[[str], TestResponse]) -> int:
        for booking in live_bookings(self.person):
            if booking["interview_id"]:
                return act(booking["interview_id"]).status_code
        return 0


_HABITS: tuple[tuple[Callable[[Booker, int], int], int], ...] = (
    (Booker.come, 4),
    (Booker.come_by_socket, 4),
    (Booker.end, 4),
    (Booker.start, 2),
    (Booker.change, 2),
    (Booker.look, 2),
    (Booker.leave, 1),
    (Booker.cancel, 1),
)
"""What people do, and how gladly."""


def quiet_app(settings: Settings) -> Flask:
    """Make the API of one process, which logs only what should not be."""
    quiet = settings.model_copy(update={"log_level": "ERROR"})
    logging.configure(quiet)
    return create_app(quiet)


def live_bookings(person: Person) -> list[dict[str, Any]]:
    """Return somebody's bookings that are still to come."""
    answer = person.get("/slots/bookings?live=true")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.get_json()["items"]
    return items


def book_by_chance(
    parent: Parent, settings: Settings, slot_id: int, names: Sequence[str], seed: str, actions: int
) -> Done:
    """Do so many things as these people, one after the other; every answer must be one that the contract announces."""
    chance = random.Random(seed)
    app = quiet_app(settings)
    people = [Booker(app, settings, name, chance) for name in names]
    acts, weights = zip(*_HABITS, strict=True)
    done: Done = Counter()
    for _ in range(actions):
        (act,) = chance.choices(acts, weights)
        done[act.__name__, act(chance.choice(people), slot_id)] += 1
    return done
