"""Alice, Bob and Charlie have met, and report each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.past import Past
from tests.clients import PASSWORD
from tests.clients.person import Person, register

RUDE = {"reason": "harassment", "text": "Shouted at me."}

Report = Callable[..., int]


@pytest.fixture
def report(session: Session) -> Report:
    """Let a person report another one, whom they have met, and return the report's id."""

    def make(by: Person, about: Person, **more: Any) -> int:
        Past(session).meet(by.id, about.id)
        session.commit()
        return int(by.post(f"/users/{about.id}/report", RUDE | more, status=201).get_json()["id"])

    return make


@pytest.fixture
def second(app: Flask, session: Session) -> Person:
    """Another moderator."""
    return make_moderator(app, session, "second")


def make_moderator(app: Flask, session: Session, name: str) -> Person:
    person = register(app, name)
    session.execute(text("UPDATE users SET is_moderator = true WHERE id = :id"), {"id": person.id})
    session.commit()
    return person


def decide(moderator: Person, report_id: int, resolution: str, **more: Any) -> Any:
    body = {"resolution": resolution} | ({} if resolution == "dismissed" else {"text": "Be kind."}) | more
    return moderator.post(f"/moderation/reports/{report_id}/resolve", body)


def log_in(app: Flask, name: str) -> Any:
    return Person(app).post("/auth/login", {"login": name, "password": PASSWORD})
