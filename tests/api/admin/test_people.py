"""GET /admin/users: administrators find people by name, address or id, and read no addresses."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients.person import Person


def found(admin: Person, query: str = "") -> list[str]:
    answer = admin.get(f"/admin/users?{query}")
    assert answer.status_code == 200
    return [one["username"] for one in answer.get_json()["items"]]


def test_everybody_is_listed_newest_first_in_pages(alice: Person, bob: Person, admin: Person):
    first = admin.get("/admin/users?limit=2").get_json()
    assert [one["id"] for one in first["items"]] == [admin.id, bob.id]
    rest = admin.get(f"/admin/users?limit=2&cursor={first['next_cursor']}").get_json()
    assert [one["id"] for one in rest["items"]] == [alice.id]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize("words", ["ali", "ALICE", "Liddell", "ALICE@example.com"])
def test_part_of_a_name_or_a_whole_address_finds_somebody(alice: Person, bob: Person, admin: Person, words: str):
    assert alice.patch("/users/me", {"full_name": "Alice Liddell"}).status_code == 200
    assert found(admin, f"q={words}") == ["alice"]


def test_an_id_finds_its_owner(alice: Person, bob: Person, admin: Person):
    assert found(admin, f"q={bob.id}") == ["bob"]


@pytest.mark.parametrize("words", ["example.com", "alice@", "%25", "_", "99999999999999999999"])
def test_part_of_an_address_or_a_pattern_finds_nobody(alice: Person, admin: Person, words: str):
    assert found(admin, f"q={words}") == []


def test_no_address_is_shown(alice: Person, admin: Person):
    assert "example.com" not in admin.get("/admin/users").get_data(as_text=True)


def test_who_is_suspended_is_told_from_who_was(alice: Person, bob: Person, admin: Person, session: Session):
    for person in (alice, bob):
        admin.post(f"/admin/users/{person.id}/suspend", {"reason": "spam"})
    session.execute(text("UPDATE users SET suspended_until = now() - interval '1 s' WHERE id = :id"), {"id": bob.id})
    session.commit()
    assert found(admin, "suspended=true") == ["alice"]
    assert found(admin, "suspended=false") == ["admin", "bob"]
    (shown,) = admin.get("/admin/users?suspended=true").get_json()["items"]
    assert (shown["suspension_reason"], shown["suspended_until"]) == ("spam", None)


def test_a_deleted_account_is_not_found(alice: Person, admin: Person, session: Session):
    session.execute(text("UPDATE users SET deleted_at = now() WHERE id = :id"), {"id": alice.id})
    session.commit()
    assert found(admin, "q=alice") == []
