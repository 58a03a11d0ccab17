"""Organizers see who is in the group and how often they came, nothing of what people wrote or how they are rated."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.access import FEEDBACK, TABLE
from tests.api.groups.conftest import members
from tests.clients.person import Person, register

MARKER = "xylophone-marker"
WRITE = """
    INSERT INTO chat_messages (interview_id, user_id, client_id, text, sent_at)
    VALUES (:interview, :user, 'a', :marker, now());
    INSERT INTO notes (interview_id, user_id, text) VALUES (:interview, :user, :marker);
    INSERT INTO documents (interview_id, snapshot) VALUES (:interview, convert_to(:marker, 'UTF8'))
    ON CONFLICT (interview_id) DO UPDATE SET snapshot = EXCLUDED.snapshot;
    INSERT INTO document_updates (interview_id, "offset", data)
    VALUES (:interview, 1000, convert_to(:marker, 'UTF8'));
    INSERT INTO shared_runs
        (interview_id, user_id, client_id, language, stdout, stderr, stdin, status, ms, truncated)
    VALUES (:interview, :user, 'a', 'python', :marker, :marker, :marker, 'ok', 1, false);
    UPDATE bookings SET note = :marker WHERE user_id = :user
"""
SAID = ("communication", "overall", "did_well", "to_improve", "would_pass", "good_match", "reliability", "text", "note")


@pytest.fixture
def dora(app: Flask, club: dict[str, Any]) -> Person:
    person = register(app, "dora")
    person.post("/groups/join", {"token": club["token"]}, status=200)
    return person


@pytest.fixture
def interview(club: dict[str, Any], bob: Person, dora: Person, session: Session) -> str:
    """An interview of two members in the group's room, in which they write the marker wherever they can."""
    wish = {"interview_type": "technical", "difficulty": "easy", "group_id": club["id"]}
    bob.post("/match/pair", wish, status=202)
    met = str(dora.post("/match/pair", wish, status=200).get_json()["interview"]["id"])
    for one in (bob, dora):
        one.post("/interview/start", {"interview_id": met}, status=200)
    for statement in WRITE.split(";"):
        session.execute(text(statement), {"interview": met, "user": bob.id, "marker": MARKER})
    session.commit()
    bob.post(f"/interview/{met}/end", status=200)
    words = {"did_well": MARKER, "to_improve": MARKER}
    for one in (bob, dora):
        one.post("/feedback/submit", {"interview_id": met, **FEEDBACK, **words}, status=201)
        one.call("PATCH", f"/interview/{met}/again", json={"again": True, "contact": MARKER}, status=200)
    bob.post(f"/users/{dora.id}/report", {"reason": "spam", "text": MARKER}, status=201)
    return met


def keys(value: Any) -> set[str]:
    """Return the names of all fields in an answer."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_what_members_write_and_say_is_in_no_answer_to_an_organizer(
    club: dict[str, Any], interview: str, alice: Person, bob: Person, dora: Person
) -> None:
    # The marker is there for those whom it concerns.
    assert MARKER in bob.get(f"/interview/{interview}/chat", status=200).get_data(as_text=True)
    assert MARKER in dora.get("/feedback/received", status=200).get_data(as_text=True)
    names = {"group_id": club["id"], "interview_id": interview, "user_id": bob.id}
    asked = 0
    for method, rule in TABLE:
        if method != "GET" or rule.startswith(("/docs", "/openapi", "/metrics")):
            continue
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(names.get(found[1], 1)), rule)
        answer = alice.get(path).get_data(as_text=True)
        assert MARKER not in answer, path
        asked += 1
    assert asked > 30
    listed = alice.get(f"/groups/{club['id']}/members", status=200).get_data(as_text=True)
    assert MARKER not in listed
    assert keys(json.loads(listed)).isdisjoint(SAID)
    assert (members(alice, club["id"])["bob"]["interviews"], members(alice, club["id"])["bob"]["no_shows"]) == (1, 0)


def test_an_organizer_of_whom_the_interview_is_not_does_not_get_into_it(
    interview: str, alice: Person, club: dict[str, Any], dora: Person
) -> None:
    alice.patch(f"/groups/{club['id']}/members/{dora.id}", {"organizer": True}, status=204)
    for part in ("", "/chat", "/runs", "/replay", "/export", "/turns", "/again"):
        assert alice.get(f"/interview/{interview}{part}").status_code == 404
