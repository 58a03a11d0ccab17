"""The audit log: what it keeps, and GET /admin/audit."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients import PASSWORD
from tests.clients.person import Person, code_of


def kinds(session: Session, person: Person | None = None) -> list[str]:
    session.rollback()
    rows = session.execute(
        text("SELECT kind FROM audit_log WHERE :id IS NULL OR :id IN (actor_id, subject_id) ORDER BY id"),
        {"id": person.id if person else None},
    )
    return list(rows.scalars())


def log_in(app: Flask, name: str, password: str = PASSWORD, **options: Any) -> Any:
    return Person(app).post("/auth/login", {"login": name, "password": password}, **options)


def test_logins_that_succeed_fail_and_end_are_kept(app: Flask, alice: Person, session: Session) -> None:
    log_in(app, "alice", "wrong password")
    second = Person(app, log_in(app, "alice").get_json())
    second.post("/auth/logout")
    assert kinds(session, alice) == [
        "account.registered",
        "login.ok",
        "login.failed",
        "login.ok",
        "login.ended",
    ]


def test_a_try_at_an_account_that_does_not_exist_is_kept_without_its_name(app: Flask, session: Session) -> None:
    log_in(app, "somebody's password typed here")
    row = session.execute(text("SELECT * FROM audit_log")).one()
    assert (row.kind, row.actor_id, row.subject_id) == ("login.failed", None, None)
    assert "password" not in str(row.detail)


def test_a_refresh_token_used_twice_is_kept(alice: Person, session: Session) -> None:
    for _ in range(2):
        alice.post("/auth/refresh", token=alice.refresh_token)
        session.execute(
            text(
                "UPDATE sessions SET rotated_at = rotated_at - interval '1 min', refresh_jti = gen_random_uuid(),"
                " previous_refresh_jti = gen_random_uuid()"
            )
        )
        session.commit()
    assert kinds(session, alice)[-1] == "login.refresh_reused"


def test_what_is_undone_is_not_kept(app: Flask, alice: Person, bob: Person, session: Session) -> None:
    before = kinds(session)
    assert Person(app).post("/auth/register", {"email": "alice@example.com", "password": PASSWORD}).status_code == 409
    assert kinds(session) == before


def test_who_tries_what_is_for_administrators_is_kept_once_a_minute(alice: Person, session: Session) -> None:
    for _ in range(3):
        assert code_of(alice.get("/admin/audit")) == (403, "forbidden")
        assert code_of(alice.post(f"/admin/users/{alice.id}/promote")) == (403, "forbidden")
    assert kinds(session, alice).count("admin.denied") == 1
    entry = session.execute(text("SELECT detail FROM audit_log WHERE kind = 'admin.denied'")).scalar_one()
    assert entry == {"rule": "/admin/audit"}


def test_an_entry_says_whose_request_it_was(app: Flask, alice: Person, session: Session) -> None:
    log_in(app, "alice", headers={"X-Request-ID": "my-request"}, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    row = session.execute(text("SELECT * FROM audit_log ORDER BY id DESC LIMIT 1")).one()
    assert (row.kind, row.actor_id, row.address, row.request_id) == ("login.ok", alice.id, "192.0.2.7", "my-request")


def test_the_command_line_leaves_a_trace(app: Flask, alice: Person, session: Session) -> None:
    for command in ("promote", "promote", "demote"):
        assert app.test_cli_runner().invoke(args=["users", command, "alice@example.com"]).exit_code == 0
    rows = session.execute(
        text("SELECT kind, actor_id, subject_id, address FROM audit_log WHERE kind LIKE 'role.%' ORDER BY id")
    )
    assert [tuple(row) for row in rows] == [
        ("role.promoted", None, alice.id, None),
        ("role.demoted", None, alice.id, None),
    ]


def test_administrators_read_it_newest_first_by_kind_and_person(
    app: Flask, alice: Person, bob: Person, admin: Person
) -> None:
    log_in(app, "alice", "wrong password")
    newest = admin.get("/admin/audit?limit=1").get_json()
    assert newest["items"][0]["kind"] == "login.failed"
    assert newest["next_cursor"]
    older = admin.get(f"/admin/audit?limit=100&cursor={newest['next_cursor']}").get_json()
    ids = [each["id"] for each in newest["items"] + older["items"]]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 7
    of_alice = admin.get(f"/admin/audit?actor_id={alice.id}").get_json()["items"]
    assert [each["kind"] for each in of_alice] == ["login.ok", "account.registered"]
    failed = admin.get(f"/admin/audit?kind=login.failed&subject_id={alice.id}").get_json()["items"]
    assert len(failed) == 1
    assert admin.get(f"/admin/audit?kind=login.failed&subject_id={bob.id}").get_json()["items"] == []
    assert code_of(admin.get("/admin/audit?kind=nonsense")) == (422, "invalid")


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_nobody_can_change_it(admin: Person, method: str) -> None:
    assert code_of(admin.call(method, "/admin/audit")) == (405, "method_not_allowed")
