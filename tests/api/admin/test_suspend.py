"""POST /admin/users/{id}/suspend and /unsuspend."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from mockmate_api.http.extensions import db
from tests.api.conftest import events_of
from tests.api.crowds import all_at_once, held_up
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

WHY = {"reason": "Sold things to people."}


def log_in(app: Flask, password: str = PASSWORD) -> tuple[int, str]:
    answer = Person(app).post("/auth/login", {"login": "alice", "password": password})
    return (200, "") if answer.status_code == 200 else code_of(answer)


def suspend(admin: Person, person: Person, **more: str) -> int:
    return admin.post(f"/admin/users/{person.id}/suspend", {**WHY, **more}).status_code


def test_logins_end_and_none_can_be_opened(app: Flask, alice: Person, admin: Person, session: Session) -> None:
    assert suspend(admin, alice) == 204
    assert code_of(alice.get("/users/me")) == (401, "login_revoked")
    assert code_of(alice.post("/auth/refresh", token=alice.refresh_token)) == (401, "login_revoked")
    assert log_in(app) == (403, "suspended")
    assert "session.revoked" in events_of(session, f"user:{alice.id}")


def test_why_and_until_when_is_told_only_after_the_right_password(app: Flask, alice: Person, admin: Person) -> None:
    suspend(admin, alice, until="2099-01-01T00:00:00Z")
    assert log_in(app, "wrong password") == (401, "bad_credentials")
    told = Person(app).post("/auth/login", {"login": "alice", "password": PASSWORD}).get_json()["detail"]
    assert told == "Your account is suspended until 2099-01-01T00:00:00.000000Z: Sold things to people."


def test_who_still_has_a_token_is_told_why_it_is_of_no_use(app: Flask, alice: Person, bob: Person, admin: Person):
    suspend(admin, alice)
    bob.post("/auth/logout", status=204)
    for person, is_suspended in ((alice, True), (bob, False)):
        for refused in (person.get("/users/me"), Person(app).post("/auth/refresh", token=person.refresh_token)):
            assert code_of(refused) == (401, "login_revoked")
            assert refused.get_json()["suspended"] is is_suspended


def test_it_is_over_when_its_time_is_up_or_it_is_lifted(
    app: Flask, alice: Person, admin: Person, session: Session
) -> None:
    suspend(admin, alice, until=(datetime.now(UTC) + timedelta(hours=1)).isoformat())
    assert log_in(app) == (403, "suspended")
    session.execute(text("UPDATE users SET suspended_until = now() - interval '1 s' WHERE id = :id"), {"id": alice.id})
    session.commit()
    assert log_in(app) == (200, "")
    suspend(admin, alice)
    assert log_in(app) == (403, "suspended")
    for _ in range(2):
        assert admin.post(f"/admin/users/{alice.id}/unsuspend").status_code == 204
    assert log_in(app) == (200, "")


@pytest.mark.recorded
def test_bookings_are_cancelled_and_peers_told(
    alice: Person, bob: Person, admin: Person, matched: str, make_slot: Callable[..., int], session: Session
) -> None:
    slot = make_slot(24 * 60)
    alice.post("/slots/book", {"slot_id": slot, "difficulty": "easy"})
    suspend(admin, alice)
    assert bob.get(f"/interview/{matched}").get_json()["status"] == "abandoned"
    assert [each["status"] for each in bob.get("/slots/bookings").get_json()["items"]] == ["waiting"]
    rows = session.execute(text("SELECT DISTINCT status FROM bookings WHERE user_id = :id"), {"id": alice.id})
    assert rows.scalars().all() == ["cancelled"]


def test_a_time_that_has_passed_is_refused(alice: Person, admin: Person) -> None:
    answer = admin.post(f"/admin/users/{alice.id}/suspend", {**WHY, "until": "2020-01-01T00:00:00Z"})
    assert code_of(answer) == (422, "invalid")
    assert alice.get("/users/me").status_code == 200


def test_oneself_and_nobody_cannot_be_suspended(alice: Person, admin: Person) -> None:
    assert code_of(admin.post(f"/admin/users/{admin.id}/suspend", WHY)) == (409, "not_oneself")
    assert code_of(admin.post("/admin/users/999/suspend", WHY)) == (404, "not_found")
    assert alice.delete("/users/me", json={"password": PASSWORD}).status_code == 204
    assert code_of(admin.post(f"/admin/users/{alice.id}/suspend", WHY)) == (404, "not_found")
    assert code_of(admin.post(f"/admin/users/{alice.id}/promote")) == (404, "not_found")


def test_a_login_at_the_same_moment_does_not_slip_through(
    app: Flask, alice: Person, admin: Person, engine: Engine, session: Session
) -> None:
    """Whichever is first: a login that was let in ends with the others, a later one is refused."""
    answers = all_at_once(engine, "sessions", [lambda: log_in(app), lambda: (suspend(admin, alice), "")])
    assert answers[0] in {(200, ""), (403, "suspended")}
    assert answers[1] == (204, "")
    live = "SELECT count(*) FROM sessions WHERE user_id = :id AND revoked_at IS NULL"
    assert session.execute(text(live), {"id": alice.id}).scalar_one() == 0


@pytest.mark.parametrize("mark", ["suspended_at = now(), suspension_reason = 'spam'", "deleted_at = now()"])
def test_a_request_that_was_let_in_before_makes_no_booking_behind_it(
    alice: Person, engine: Engine, session: Session, make_slot: Callable[..., int], mark: str
) -> None:
    slot = make_slot()

    def book() -> tuple[int, str]:
        answer = alice.post("/slots/book", {"slot_id": slot, "difficulty": "easy"})
        return (201, "") if answer.status_code == 201 else code_of(answer)

    with held_up(engine, f"UPDATE users SET {mark} WHERE id = {alice.id}", book) as (booking, connection):
        connection.commit()
    assert booking.result() == (401, "login_revoked")
    assert session.execute(text("SELECT count(*) FROM bookings")).scalar_one() == 0


def test_administrators_make_and_unmake_each_other(app: Flask, alice: Person, admin: Person, session: Session) -> None:
    for _ in range(2):
        assert admin.post(f"/admin/users/{alice.id}/promote").status_code == 204
    assert alice.get("/users/me").get_json()["is_admin"] is True
    assert alice.get("/admin/reports").status_code == 200
    assert code_of(alice.post(f"/admin/users/{alice.id}/demote")) == (409, "not_oneself")
    assert alice.post(f"/admin/users/{admin.id}/demote").status_code == 204
    assert code_of(admin.get("/admin/reports")) == (403, "forbidden")
    kinds = session.execute(text("SELECT kind FROM audit_log WHERE kind LIKE 'role.%' ORDER BY id")).scalars().all()
    assert kinds == ["role.promoted", "role.demoted"]


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "x" * 501}, {**WHY, "until": "soon"}])
def test_what_cannot_be_used_suspends_nobody(alice: Person, admin: Person, body: dict[str, str]) -> None:
    assert code_of(admin.post(f"/admin/users/{alice.id}/suspend", body)) == (422, "invalid")
    assert alice.get("/users/me").status_code == 200


def test_the_schema_knows_no_half_a_suspension(app: Flask, alice: Person) -> None:
    with app.app_context(), pytest.raises(Exception, match="users_suspension_whole"):
        db.session.execute(text("UPDATE users SET suspension_reason = 'spam'"))
    with app.app_context():
        db.session.rollback()
