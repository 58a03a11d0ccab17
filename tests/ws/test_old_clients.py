"""Clients of a release before go on working: what they once sent is sent again, and the answers are still of use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from mockmate_api.http.extensions import db
from shared.core.settings import Settings
from tests.asking import ask_for_small_functions
from tests.clients.person import Person
from tests.sockets import InThread
from tests.ws.recordings.replay import Replay, journeys

RECORDINGS = [
    pytest.param(lines, id=f"{file.name.partition('.')[0]}-{name}")
    for file in sorted((Path(__file__).parent / "recordings").glob("*.tar.xz"))
    for name, lines in sorted(journeys(file).items())
]


@pytest.fixture
def socket_grace_seconds() -> float:
    """So that a room closes soon after its interview."""
    return 3


@pytest.mark.parametrize("lines", RECORDINGS)
def test_two_people_meet_with_clients_of_then(
    app: Flask, sockets: InThread, settings: Settings, question_bank: None, lines: list[dict[str, Any]]
):
    # Other kinds of questions came later.
    with app.app_context():
        ask_for_small_functions(db.session())
        db.session.commit()
    Replay(Person(app, sockets=sockets.url), settings.allowed_origins[0]).follow(lines)
