"""POST /admin/users/{id}/appoint and /dismiss, and who loses the role."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients import PASSWORD
from tests.clients.person import Person, code_of


def is_moderator(session: Session, person: Person) -> bool:
    session.rollback()
    found = session.execute(text("SELECT is_moderator FROM users WHERE id = :id"), {"id": person.id})
    return bool(found.scalar_one())


def entries(session: Session, person: Person) -> list[str]:
    rows = session.execute(
        text("SELECT kind FROM audit_log WHERE subject_id = :id AND kind LIKE 'role.%' ORDER BY id"), {"id": person.id}
    )
    return list(rows.scalars())


def test_administrators_appoint_and_dismiss_moderators_and_the_log_says_so(
    alice: Person, admin: Person, session: Session
) -> None:
    for _ in range(2):
        admin.post(f"/admin/users/{alice.id}/appoint", status=204)
    assert alice.get("/users/me").get_json()["is_moderator"] is True
    assert admin.get("/admin/users?q=alice").get_json()["items"][0]["is_moderator"] is True
    for _ in range(2):
        admin.post(f"/admin/users/{alice.id}/dismiss", status=204)
    assert alice.get("/users/me").get_json()["is_moderator"] is False
    assert entries(session, alice) == ["role.moderator_appointed", "role.moderator_dismissed"]


def test_a_moderator_appoints_nobody(alice: Person, moderator: Person, session: Session) -> None:
    for deed in ("appoint", "promote", "suspend"):
        assert code_of(moderator.post(f"/admin/users/{alice.id}/{deed}", {"reason": "x"})) == (403, "forbidden")
    assert not is_moderator(session, alice)


def test_a_suspension_takes_the_role_for_good(moderator: Person, admin: Person, session: Session) -> None:
    admin.post(f"/admin/users/{moderator.id}/suspend", {"reason": "spam"}, status=204)
    assert not is_moderator(session, moderator)
    assert code_of(admin.post(f"/admin/users/{moderator.id}/appoint")) == (403, "suspended")
    admin.post(f"/admin/users/{moderator.id}/unsuspend", status=204)
    assert not is_moderator(session, moderator)
    assert entries(session, moderator) == ["role.moderator_dismissed"]


def test_a_deleted_account_keeps_no_role(moderator: Person, admin: Person, session: Session) -> None:
    moderator.delete("/users/me", json={"password": PASSWORD}, status=204)
    assert not is_moderator(session, moderator)
    assert code_of(admin.post(f"/admin/users/{moderator.id}/appoint")) == (404, "not_found")


def test_the_command_line_appoints_and_dismisses(app: Flask, alice: Person, admin: Person, session: Session) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["users", "appoint", "ALICE@example.com"]).exit_code == 0
    assert is_moderator(session, alice)
    assert runner.invoke(args=["users", "dismiss", "alice@example.com"]).exit_code == 0
    assert not is_moderator(session, alice)
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "spam"}, status=204)
    refused = runner.invoke(args=["users", "appoint", "alice@example.com"])
    assert refused.exit_code == 1
    assert "is suspended" in refused.output
    assert runner.invoke(args=["users", "appoint", "nobody@example.com"]).exit_code == 1
