"""PUT /users/me/consent, the choice of how cameras begin, and REQUIRE_CONSENT."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.identity import consent
from tests.clients.person import Person, code_of, register

PRACTICE = {"interview_type": "behavioral", "difficulty": "easy"}


def agree(person: Person, version: object = consent.VERSION) -> tuple[int, dict[str, Any]]:
    answer = person.call("PUT", "/users/me/consent", json={"version": version})
    return answer.status_code, answer.get_json()


def test_what_i_agreed_to_is_in_my_profile_my_export_and_the_audit_log_once(alice: Person) -> None:
    before = alice.get("/users/me").get_json()
    assert (before["consented_at"], before["consent_version"]) == (None, None)
    status, profile = agree(alice)
    assert (status, profile["consent_version"]) == (200, consent.VERSION)
    assert profile["consented_at"] is not None
    assert agree(alice) == (200, profile)
    mine = alice.get("/users/me/export").get_json()
    assert mine["profile"]["consented_at"] == profile["consented_at"]
    assert [each["kind"] for each in mine["audit"]].count("account.consented") == 1


def test_a_text_of_before_has_to_be_agreed_to_again(alice: Person, session: Session) -> None:
    session.execute(text("UPDATE users SET consent_version = 0, consented_at = now() - interval '1 year'"))
    session.commit()
    before = alice.get("/users/me").get_json()["consented_at"]
    _, profile = agree(alice)
    assert profile["consent_version"] == consent.VERSION
    assert profile["consented_at"] > before


@pytest.mark.parametrize("version", [0, -1, consent.VERSION + 1, "1", None, True, 1.5])
def test_only_a_text_that_exists_can_be_agreed_to(alice: Person, version: object) -> None:
    assert agree(alice, version)[0] == 422
    assert alice.get("/users/me").get_json()["consent_version"] is None


def test_clients_learn_which_text_it_is_and_how_cameras_begin(api: Person) -> None:
    config = api.get("/config").get_json()
    assert (config["consent_version"], config["consent_required"], config["camera_start"]) == (
        consent.VERSION,
        False,
        "off",
    )


def test_as_a_rule_clients_that_know_nothing_of_it_go_on(alice: Person) -> None:
    assert alice.post("/match/pair", PRACTICE).status_code == 202


@pytest.mark.usefixtures("session")
def test_where_it_is_required_nobody_waits_or_begins_without(make_app: Callable[..., Flask], session: Session) -> None:
    app = make_app(require_consent="on")
    dana, erin = register(app, "dana"), register(app, "erin")
    assert dana.get("/config").get_json()["consent_required"] is True
    assert code_of(dana.post("/match/pair", PRACTICE)) == (403, "consent_required")
    for person in (dana, erin):
        agree(person)
    assert dana.post("/match/pair", PRACTICE).status_code == 202
    interview = erin.post("/match/pair", PRACTICE, status=200).get_json()["interview"]["id"]
    # The text has grown meanwhile.
    session.execute(text("UPDATE users SET consent_version = consent_version - 1"))
    session.commit()
    assert code_of(erin.post("/interview/start", {"interview_id": interview})) == (403, "consent_required")
    agree(erin)
    assert erin.post("/interview/start", {"interview_id": interview}).status_code == 200


def test_how_my_camera_begins_is_mine_to_choose(alice: Person, session: Session) -> None:
    assert alice.get("/users/me").get_json()["camera_start"] is None
    for choice in ("blurred", "on", "off", None):
        assert alice.patch("/users/me", {"camera_start": choice}).get_json()["camera_start"] == choice
    assert code_of(alice.patch("/users/me", {"camera_start": "sharp"})) == (422, "invalid")
    session.execute(text("UPDATE users SET camera_start = 'pixelated'"))  # of a newer release
    session.commit()
    assert alice.get("/users/me").get_json()["camera_start"] is None
