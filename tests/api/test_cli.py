"""The commands of `flask --app mockmate_api.wsgi`."""

from __future__ import annotations

import os
import subprocess
import sys

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients.person import Person


def test_people_are_promoted_and_demoted_by_address_in_any_case(app: Flask, alice: Person) -> None:
    runner = app.test_cli_runner()
    promoted = runner.invoke(args=["users", "promote", "ALICE@example.com"])
    assert promoted.exit_code == 0, promoted.output
    assert alice.get("/users/me").get_json()["is_admin"] is True
    assert alice.post("/admin/slots/generate", {"days": 1}).status_code == 200
    assert runner.invoke(args=["users", "demote", "alice@example.com"]).exit_code == 0
    assert alice.get("/users/me").get_json()["is_admin"] is False


def test_an_address_nobody_has_is_said_in_words(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["users", "promote", "nobody@example.com"])
    assert result.exit_code == 1
    assert "No user is registered with nobody@example.com." in result.output


def test_seeding_twice_adds_nothing_twice(app: Flask, session: Session) -> None:
    runner = app.test_cli_runner()
    first = runner.invoke(args=["seed"])
    assert first.exit_code == 0, first.output
    counted = "SELECT (SELECT count(*) FROM slots), (SELECT count(*) FROM questions)"
    before = session.execute(text(counted)).one()
    assert before[0] > 600
    assert before[1] >= 12
    session.rollback()
    assert runner.invoke(args=["seed"]).output.startswith("0 slots added")
    assert session.execute(text(counted)).one() == before


def test_settings_that_cannot_be_used_are_explained_without_a_trace() -> None:
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    result = subprocess.run(
        [sys.executable, "-c", "import mockmate_api.wsgi"], env=clean, capture_output=True, text=True, check=False
    )
    assert result.returncode == 4
    assert "JWT_SECRET must have at least 32 bytes" in result.stderr
    assert "Traceback" not in result.stderr
