"""The year of birth: asked for where a deployment requires it, said once, and corrected by administrators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from mockmate_api.accounts import first_administrator
from mockmate_api.http.extensions import db
from shared.core.settings import Settings
from tests.api.crowds import all_at_once
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

THIS_YEAR = datetime.now(UTC).year
ADULT = THIS_YEAR - 30
WISH = {"interview_type": "technical", "difficulty": "medium"}
NEW = {"email": "new@example.com", "password": PASSWORD}


@pytest.fixture
def strict(make_app: Callable[..., Flask], app: Flask) -> Flask:
    """A deployment that requires it, on the database of the other."""
    return make_app(require_birth_year=True)


def pointed_at(answer: object) -> tuple[str, str]:
    (error,) = answer.get_json()["errors"]  # type: ignore[attr-defined]
    return error["pointer"], error["code"]


def test_as_a_rule_nobody_is_asked(api: Person, alice: Person) -> None:
    config = api.get("/config").get_json()
    assert (config["birth_year_required"], config["adult_age"], config["minimum_age"]) == (False, 18, 13)
    assert alice.user["birth_year"] is None
    assert alice.post("/match/pair", WISH).status_code == 202


def test_who_may_say_it_may_also_leave_it(api: Person) -> None:
    answer = api.post("/auth/register", NEW | {"birth_year": ADULT})
    assert answer.get_json()["user"]["birth_year"] == ADULT


def test_where_it_is_required_no_account_is_made_without_it(strict: Flask, session: Session) -> None:
    api = Person(strict)
    assert api.get("/config").get_json()["birth_year_required"] is True
    answer = api.post("/auth/register", NEW)
    assert code_of(answer) == (422, "invalid")
    assert pointed_at(answer) == ("#/birth_year", "missing")
    assert api.post("/auth/register", NEW | {"birth_year": ADULT}).status_code == 201


@pytest.mark.parametrize("birth_year", [1899, 2101, "2000", 2000.5, True])
def test_what_is_no_year_is_refused(api: Person, birth_year: object) -> None:
    answer = api.post("/auth/register", NEW | {"birth_year": birth_year})
    assert code_of(answer)[0] == 422
    assert pointed_at(answer)[0] == "#/birth_year"


def test_a_year_to_come_is_refused(api: Person) -> None:
    answer = api.post("/auth/register", NEW | {"birth_year": THIS_YEAR + 1})
    assert (code_of(answer), pointed_at(answer)[0]) == ((422, "invalid"), "#/birth_year")


def test_who_is_too_young_is_refused_and_leaves_nothing(strict: Flask, session: Session) -> None:
    api = Person(strict)
    answer = api.post("/auth/register", NEW | {"birth_year": THIS_YEAR - 13})
    assert (code_of(answer), pointed_at(answer)) == ((422, "too_young"), ("#/birth_year", "too_young"))
    for table in ("users", "outgoing_mails", "audit_log", "sessions"):
        assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table
    assert api.post("/auth/register", NEW | {"birth_year": THIS_YEAR - 14}).status_code == 201


def test_there_need_be_no_minimum_age(make_app: Callable[..., Flask], session: Session) -> None:
    api = Person(make_app(require_birth_year=True, minimum_age=0))
    assert api.post("/auth/register", NEW | {"birth_year": THIS_YEAR}).status_code == 201


def test_the_first_administrator_says_it_too(strict: Flask, settings: Settings) -> None:
    api = Person(strict)
    with strict.app_context():
        link = first_administrator.link(db.session(), strict.extensions["mockmate.settings"])
        db.session.rollback()
    assert link is not None
    given = NEW | {"token": link.partition("#token=")[2]}
    assert pointed_at(api.post("/auth/first-administrator", given)) == ("#/birth_year", "missing")
    answer = api.post("/auth/first-administrator", given | {"birth_year": ADULT})
    assert answer.status_code == 201
    assert answer.get_json()["user"]["birth_year"] == ADULT


def test_who_was_there_before_says_it_first(
    strict: Flask, alice: Person, make_slot: Callable[..., int], session: Session
) -> None:
    old = Person(strict, alice.session)
    book = {"slot_id": make_slot(5), "difficulty": "easy"}
    booked = alice.post("/slots/book", book).get_json()
    assert code_of(old.post("/match/pair", WISH)) == (403, "birth_year_missing")
    assert code_of(old.post("/match/pair", {"slot_id": booked["slot_id"]})) == (403, "birth_year_missing")
    assert code_of(old.post("/slots/book", {"slot_id": make_slot(600), "difficulty": "easy"})) == (
        403,
        "birth_year_missing",
    )
    assert [one["status"] for one in old.get("/slots/bookings").get_json()["items"]] == ["booked"]
    assert old.patch("/users/me", {"birth_year": ADULT}).get_json()["birth_year"] == ADULT
    assert old.post("/match/pair", {"slot_id": booked["slot_id"]}).status_code == 202


def test_it_is_said_once(alice: Person) -> None:
    assert code_of(alice.patch("/users/me", {"birth_year": None}))[0] == 422
    assert code_of(alice.patch("/users/me", {"birth_year": THIS_YEAR - 5})) == (422, "too_young")
    assert alice.patch("/users/me", {"birth_year": ADULT}).status_code == 200
    assert alice.patch("/users/me", {"birth_year": ADULT, "full_name": "Alice"}).status_code == 200
    answer = alice.patch("/users/me", {"birth_year": ADULT - 1, "full_name": "Bob"})
    assert code_of(answer) == (409, "birth_year_set")
    me = alice.get("/users/me").get_json()
    assert (me["birth_year"], me["full_name"]) == (ADULT, "Alice")
    assert alice.get("/users/me/export").get_json()["profile"]["birth_year"] == ADULT


def test_of_two_years_said_at_once_one_stays(alice: Person, engine: Engine) -> None:
    years = [ADULT, ADULT - 1, ADULT - 2, ADULT - 3]
    answers = all_at_once(engine, "users", [partial(alice.patch, "/users/me", {"birth_year": year}) for year in years])
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]


def test_administrators_correct_it_and_the_log_keeps_no_year(alice: Person, admin: Person, session: Session) -> None:
    path = f"/admin/users/{alice.id}/birth-year"
    alice.patch("/users/me", {"birth_year": ADULT})
    assert admin.post(path, {"birth_year": ADULT - 1}).status_code == 204
    assert admin.post(path, {"birth_year": ADULT - 1}).status_code == 204
    assert alice.get("/users/me").get_json()["birth_year"] == ADULT - 1
    assert [one["birth_year"] for one in admin.get("/admin/users?q=alice").get_json()["items"]] == [ADULT - 1]
    (entry,) = admin.get("/admin/audit?kind=account.birth_year_changed").get_json()["items"]
    assert (entry["actor_id"], entry["subject_id"], entry["detail"]) == (admin.id, alice.id, {})
    assert code_of(admin.post(path, {"birth_year": THIS_YEAR - 3})) == (422, "too_young")
    assert code_of(admin.post("/admin/users/999999/birth-year", {"birth_year": ADULT})) == (404, "not_found")
    assert admin.post(path, {"birth_year": None}).status_code == 204
    assert alice.patch("/users/me", {"birth_year": ADULT}).status_code == 200


def test_it_goes_with_the_account(alice: Person, session: Session) -> None:
    alice.patch("/users/me", {"birth_year": ADULT})
    assert alice.call("DELETE", "/users/me", json={"password": PASSWORD}).status_code == 204
    assert session.scalar(text("SELECT birth_year FROM users WHERE id = :id"), {"id": alice.id}) is None
