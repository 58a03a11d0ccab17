"""Who may do what in a group: nobody, strangers, another one's organizer, members, organizers, administrators."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.clients.person import Person, code_of

HIDDEN = (404, "not_found")
FORBIDDEN = (403, "forbidden")
ANONYMOUS = (401, "unauthenticated")

FOR_MEMBERS: dict[tuple[str, str], Any] = {
    ("GET", "/groups/{group}"): None,
    ("GET", "/groups/{group}/members"): None,
    ("PATCH", "/groups/{group}/membership"): {"prefers_group": True},
}
FOR_ORGANIZERS: dict[tuple[str, str], Any] = {
    ("PATCH", "/groups/{group}"): {"name": "Another name"},
    ("POST", "/groups/{group}/link"): None,
    ("POST", "/groups/{group}/archive"): None,
    ("PATCH", "/groups/{group}/members/{bob}"): {"organizer": True},
    ("DELETE", "/groups/{group}/members/{bob}"): None,
    ("GET", "/groups/{group}/removals"): None,
    ("DELETE", "/groups/{group}/removals/{removed}"): None,
}
"""With what each is asked."""


@pytest.fixture
def ask(club: dict[str, Any], alice: Person, bob: Person, moderator: Person) -> Any:
    """Ask about Alice's group, from which the moderator was removed."""
    moderator.post("/groups/join", {"token": club["token"]}, status=200)
    alice.delete(f"/groups/{club['id']}/members/{moderator.id}", status=204)
    names = {"group": club["id"], "bob": bob.id, "removed": moderator.id}

    def by(who: Person, method: str, path: str, body: Any) -> Any:
        return who.call(method, path.format(**names), **({} if body is None else {"json": body}))

    return by


@pytest.mark.parametrize(("method", "path"), [*FOR_MEMBERS, *FOR_ORGANIZERS])
def test_to_all_who_are_not_in_it_a_group_is_not_there(
    ask: Any, app: Flask, charlie: Person, other_club: Any, admin: Person, moderator: Person, method: str, path: str
) -> None:
    body = {**FOR_MEMBERS, **FOR_ORGANIZERS}[method, path]
    assert code_of(ask(Person(app), method, path, body)) == ANONYMOUS
    # A stranger to this group, who organizes another one; an administrator; one who was removed.
    for who in (charlie, admin, moderator):
        assert code_of(ask(who, method, path, body)) == HIDDEN, who.username


@pytest.mark.parametrize(("method", "path"), FOR_ORGANIZERS)
def test_members_do_not_do_what_organizers_do(
    ask: Any, alice: Person, bob: Person, club: dict[str, Any], method: str, path: str
) -> None:
    body = FOR_ORGANIZERS[method, path]
    assert code_of(ask(bob, method, path, body)) == FORBIDDEN
    assert ask(alice, method, path, body).status_code in {200, 204}


@pytest.mark.parametrize(("method", "path"), FOR_MEMBERS)
def test_members_are_let_in(ask: Any, bob: Person, method: str, path: str) -> None:
    assert ask(bob, method, path, FOR_MEMBERS[method, path]).status_code == 200
