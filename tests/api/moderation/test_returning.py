"""Accounts that are made after a suspension, on a device of the suspended person: moderators see them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.identity.devices import HEADER
from tests.api.moderation.conftest import Report, decide
from tests.clients import PASSWORD
from tests.clients.person import Person

DEVICE, OTHER = "a" * 22, "b" * 22


def log_in_from(app: Flask, name: str, device: str) -> None:
    Person(app).post("/auth/login", {"login": name, "password": PASSWORD}, headers={HEADER: device}, status=200)


def register_from(app: Flask, name: str, device: str | None) -> Person:
    body = {"email": f"{name}@example.org", "username": name, "password": PASSWORD}
    headers = {HEADER: device} if device is not None else {}
    return Person(app, Person(app).post("/auth/register", body, headers=headers, status=201).get_json())


def returning(moderator: Person) -> list[Any]:
    found = moderator.get("/moderation/returning", status=200).get_json()["items"]
    return [(one["person"]["username"], [each["username"] for each in one["suspended"]]) for one in found]


@pytest.fixture
def suspended(app: Flask, alice: Person, bob: Person, moderator: Person, report: Report) -> int:
    """Bob, whose device Charlie had used before. Returns the report."""
    log_in_from(app, "bob", DEVICE)
    number = report(alice, bob)
    assert decide(moderator, number, "suspended").status_code == 200
    return number


def test_a_new_account_on_the_device_is_allowed_and_shown(
    app: Flask, alice: Person, charlie: Person, moderator: Person, report: Report, suspended: int
) -> None:
    log_in_from(app, "charlie", DEVICE)
    register_from(app, "elsewhere", OTHER)
    register_from(app, "unknown", None)
    assert returning(moderator) == []
    rob = register_from(app, "robert", DEVICE)
    assert rob.get("/users/me").status_code == 200
    assert returning(moderator) == [("robert", ["bob"])]
    shown = moderator.get(f"/moderation/reports/{report(alice, rob)}").get_json()
    assert [one["username"] for one in shown["subject_history"]["same_device"]] == ["bob"]
    assert shown["reporter_history"]["same_device"] == []


def test_it_ends_with_the_suspension(app: Flask, admin: Person, bob: Person, moderator: Person, suspended: int) -> None:
    register_from(app, "robert", DEVICE)
    assert returning(moderator) == [("robert", ["bob"])]
    admin.post(f"/admin/users/{bob.id}/unsuspend", status=204)
    assert returning(moderator) == []


def test_only_a_digest_is_stored_of_what_can_be_a_token(app: Flask, session: Session) -> None:
    for number, odd in enumerate(("", "short", "x" * 65, "<script>alert(1)</script>")):
        register_from(app, f"odd{number}", odd)
    session.rollback()
    assert session.scalars(text("SELECT device_digest FROM sessions WHERE device_digest IS NOT NULL")).all() == []
    mine = register_from(app, "robert", DEVICE)
    session.rollback()
    (stored,) = session.scalars(text("SELECT device_digest FROM sessions WHERE device_digest IS NOT NULL")).all()
    assert DEVICE not in stored
    exported = mine.get("/users/me/export").get_json()
    assert [one["device_digest"] for one in exported["logins"]] == [stored]


@pytest.mark.parametrize(("resolution", "status"), [("suspended", 403), ("warned", 201)])
def test_who_deletes_the_account_before_the_decision_is_known_again(
    app: Flask,
    alice: Person,
    bob: Person,
    moderator: Person,
    report: Report,
    session: Session,
    resolution: str,
    status: int,
) -> None:
    number = report(alice, bob)
    bob.delete("/users/me", json={"password": PASSWORD}, status=204)
    assert decide(moderator, number, resolution).status_code == 200
    digests = session.execute(text("SELECT subject_digest FROM reports")).scalars().all()
    assert digests == [None]
    body = {"email": "Bob+again@example.com", "username": "bob", "password": PASSWORD}
    assert Person(app).post("/auth/register", body).status_code == status
    history = moderator.get(f"/moderation/reports/{number}").get_json()["subject_history"]
    assert [one["kind"] for one in history["measures"]] == (["suspended"] if status == 403 else [])


def test_nothing_is_kept_of_an_address_nobody_reports(bob: Person, session: Session) -> None:
    bob.delete("/users/me", json={"password": PASSWORD}, status=204)
    assert session.execute(text("SELECT count(*) FROM measures")).scalar_one() == 0
