"""A group of Alice, in which Bob is, too; Charlie is in one of his own."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients.person import Person


def make(person: Person, name: str = "Club") -> dict[str, Any]:
    """Make a group, and return it with its `token`."""
    made = person.post("/groups", {"name": name}, status=201).get_json()
    return {**made["group"], "token": made["url"].partition("#")[2]}


def confirm(session: Session, *people: Person) -> None:
    """Have these people confirmed their addresses."""
    session.execute(
        text("UPDATE users SET email_verified_at = now() WHERE id = ANY(:ids)"), {"ids": [one.id for one in people]}
    )
    session.commit()


def members(person: Person, group_id: int) -> dict[str, dict[str, Any]]:
    """Return the members of a group by name."""
    listed = person.get(f"/groups/{group_id}/members", status=200).get_json()["items"]
    return {one["user"]["username"]: one for one in listed}


@pytest.fixture
def club(alice: Person, bob: Person) -> dict[str, Any]:
    group = make(alice)
    bob.post("/groups/join", {"token": group["token"]}, status=200)
    return group


@pytest.fixture
def other_club(charlie: Person) -> dict[str, Any]:
    return make(charlie, "Other club")
