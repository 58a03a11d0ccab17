"""Making, joining, leaving and archiving groups, and what their organizers do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.groups.conftest import confirm, make, members
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register


def names(person: Person) -> list[str]:
    return [one["name"] for one in person.get("/groups").get_json()["items"]]


def test_whoever_makes_a_group_is_its_organizer_and_gets_its_link(alice: Person) -> None:
    made = alice.post("/groups", {"name": "Club", "about": " We meet on Mondays. "}, status=201).get_json()
    group = made["group"]
    assert made["url"].partition("/join#")[2]
    assert (group["name"], group["about"]) == ("Club", "We meet on Mondays.")
    assert (group["organizer"], group["approved"], group["archived"], group["members"]) == (True, True, False, 1)
    assert alice.get("/groups").get_json()["items"] == [group]


@pytest.mark.parametrize("name", ["", " Club", "Cl\u202eub", "x" * 81, 3, None])
def test_a_name_that_misleads_is_refused(alice: Person, name: object) -> None:
    assert code_of(alice.post("/groups", {"name": name})) == (422, "invalid")
    assert names(alice) == []


def test_the_link_shows_what_the_group_is_and_lets_people_in_once(club: dict[str, Any], charlie: Person) -> None:
    nobody = Person(charlie.app)
    seen = nobody.post("/groups/look", {"token": club["token"]}, status=200).get_json()
    assert seen == {"name": "Club", "about": "", "members": 2}
    for _ in range(2):
        joined = charlie.post("/groups/join", {"token": club["token"]}, status=200).get_json()
        assert (joined["id"], joined["member"], joined["organizer"], joined["members"]) == (club["id"], True, False, 3)


def test_a_new_link_ends_the_one_before(club: dict[str, Any], alice: Person, charlie: Person) -> None:
    url = alice.post(f"/groups/{club['id']}/link", status=200).get_json()["url"]
    for path in ("/groups/look", "/groups/join"):
        assert code_of(charlie.post(path, {"token": club["token"]})) == (404, "not_found")
    assert charlie.post("/groups/join", {"token": url.partition("#")[2]}).status_code == 200


def test_by_a_confirmed_address_people_find_the_group_and_join(
    club: dict[str, Any], alice: Person, charlie: Person, session: Session
) -> None:
    path = f"/groups/{club['id']}"
    unconfirmed = alice.patch(path, {"domains": ["example.com"]})
    assert code_of(unconfirmed) == (422, "invalid")
    assert unconfirmed.get_json()["errors"][0]["pointer"] == "#/domains/0"
    confirm(session, alice)
    assert alice.patch(path, {"domains": ["@Example.COM"]}, status=200).get_json()["domains"] == ["example.com"]
    assert (names(charlie), code_of(charlie.post(f"{path}/join"))) == ([], (404, "not_found"))
    confirm(session, charlie)
    (found,) = charlie.get("/groups").get_json()["items"]
    assert (found["id"], found["member"]) == (club["id"], False)
    assert code_of(charlie.get(path)) == (404, "not_found")
    assert charlie.post(f"{path}/join", status=200).get_json()["member"] is True


def test_a_domain_counts_only_while_an_organizer_has_an_address_of_it(
    club: dict[str, Any], alice: Person, bob: Person, session: Session, app: Flask
) -> None:
    confirm(session, alice)
    alice.patch(f"/groups/{club['id']}", {"domains": ["example.com"]}, status=200)
    alice.patch(f"/groups/{club['id']}/members/{bob.id}", {"organizer": True}, status=204)
    alice.post(f"/groups/{club['id']}/leave", status=204)
    confirm(session, dora := register(app, "dora"))
    assert (names(dora), code_of(dora.post(f"/groups/{club['id']}/join"))) == ([], (404, "not_found"))
    confirm(session, bob)
    assert names(dora) == ["Club"]


@pytest.mark.parametrize("domain", ["gmail.com", "other.org", "localhost", "a b.com", "", "exa_mple.com"])
def test_a_domain_of_others_is_refused(club: dict[str, Any], alice: Person, session: Session, domain: str) -> None:
    confirm(session, alice)
    assert code_of(alice.patch(f"/groups/{club['id']}", {"domains": [domain]})) == (422, "invalid")


def test_even_people_at_a_public_provider_can_not_open_a_group_to_all_of_it(app: Flask, session: Session) -> None:
    erin = register(app, "erin", email="erin@gmail.com")
    confirm(session, erin)
    group = make(erin)
    answer = erin.patch(f"/groups/{group['id']}", {"domains": ["gmail.com"]})
    assert [one["code"] for one in answer.get_json()["errors"]] == ["public_domain"]


def test_where_groups_are_off_none_is_made(make_app: Callable[..., Flask], alice: Person) -> None:
    off = Person(make_app(groups="off"), alice.session)
    assert code_of(off.post("/groups", {"name": "Club"})) == (403, "groups_off")
    assert off.get("/config").get_json()["groups"] == "off"


def test_where_administrators_approve_nobody_joins_before(
    make_app: Callable[..., Flask], alice: Person, charlie: Person, admin: Person
) -> None:
    careful = Person(make_app(groups="approval"), alice.session)
    group = make(careful)
    assert group["approved"] is False
    for path in ("/groups/look", "/groups/join"):
        assert code_of(charlie.post(path, {"token": group["token"]})) == (404, "not_found")
    (waiting,) = admin.get("/admin/groups?waiting=true").get_json()["items"]
    assert (waiting["name"], waiting["created_by"]["username"], waiting["approved_at"]) == ("Club", "alice", None)
    assert admin.post(f"/admin/groups/{group['id']}/approve", status=200).get_json()["approved_at"]
    assert admin.get("/admin/groups?waiting=true").get_json()["items"] == []
    assert charlie.post("/groups/join", {"token": group["token"]}, status=200).get_json()["approved"] is True


@pytest.mark.parametrize("approved", [True, False])
def test_whoever_made_a_group_is_told_once_how_it_was_decided(
    make_app: Callable[..., Flask], alice: Person, admin: Person, approved: bool
) -> None:
    group = make(Person(make_app(groups="approval"), alice.session))
    for act in ("approve", "approve") if approved else ("archive", "archive"):
        admin.post(f"/admin/groups/{group['id']}/{act}", status=200)
    # That a group is archived after it was approved is no answer.
    admin.post(f"/admin/groups/{group['id']}/archive", status=200)
    (told,) = alice.get("/notifications").get_json()["items"]
    data = {"group_id": group["id"], "name": "Club", "approved": approved}
    assert (told["kind"], told["data"], told["read"]) == ("group.answered", data, False)
    assert admin.get("/notifications").get_json()["items"] == []


def test_without_a_confirmed_address_nobody_makes_one(make_app: Callable[..., Flask], alice: Person) -> None:
    strict = Person(make_app(require_verified_email=True), alice.session)
    assert code_of(strict.post("/groups", {"name": "Club"})) == (403, "email_not_verified")


def test_the_last_organizer_names_another_one_first(club: dict[str, Any], alice: Person, bob: Person) -> None:
    path = f"/groups/{club['id']}"
    assert code_of(alice.post(f"{path}/leave")) == (409, "last_organizer")
    assert code_of(alice.patch(f"{path}/members/{alice.id}", {"organizer": False})) == (409, "last_organizer")
    alice.patch(f"{path}/members/{bob.id}", {"organizer": True}, status=204)
    alice.post(f"{path}/leave", status=204)
    assert (names(alice), names(bob)) == ([], ["Club"])
    assert code_of(alice.post(f"{path}/leave")) == (404, "not_found")


def test_of_two_organizers_who_leave_at_once_one_stays(
    club: dict[str, Any], alice: Person, bob: Person, charlie: Person
) -> None:
    charlie.post("/groups/join", {"token": club["token"]}, status=200)
    alice.patch(f"/groups/{club['id']}/members/{bob.id}", {"organizer": True}, status=204)
    with ThreadPoolExecutor(2) as both:
        tries = both.map(lambda one: Person(one.app, one.session).post(f"/groups/{club['id']}/leave"), (alice, bob))
        assert sorted(one.status_code for one in tries) == [204, 409]
    assert len([one for one in members(charlie, club["id"]).values() if one["organizer"]]) == 1


def test_a_group_that_its_last_member_leaves_is_archived(alice: Person, charlie: Person, admin: Person) -> None:
    group = make(alice)
    alice.post(f"/groups/{group['id']}/leave", status=204)
    assert admin.get("/admin/groups").get_json()["items"][0]["archived_at"] is not None
    assert code_of(charlie.post("/groups/join", {"token": group["token"]})) == (404, "not_found")


def test_people_who_were_removed_come_back_only_when_an_organizer_takes_it_back(
    club: dict[str, Any], alice: Person, bob: Person, session: Session
) -> None:
    path = f"/groups/{club['id']}"
    confirm(session, alice, bob)
    alice.patch(path, {"domains": ["example.com"]}, status=200)
    alice.delete(f"{path}/members/{bob.id}", status=204)
    assert (names(bob), list(members(alice, club["id"]))) == ([], ["alice"])
    assert code_of(bob.post("/groups/join", {"token": club["token"]})) == (404, "not_found")
    assert code_of(bob.post(f"{path}/join")) == (404, "not_found")
    (removed,) = alice.get(f"{path}/removals").get_json()["items"]
    assert removed["user"]["username"] == "bob"
    alice.delete(f"{path}/removals/{bob.id}", status=204)
    assert bob.post("/groups/join", {"token": club["token"]}).status_code == 200
    kinds = "SELECT kind, actor_id, subject_id FROM audit_log WHERE kind LIKE 'group.%'"
    assert [tuple(row) for row in session.execute(text(kinds))] == [("group.removed", alice.id, bob.id)]


def test_organizers_remove_others_but_leave_themselves(club: dict[str, Any], alice: Person) -> None:
    assert code_of(alice.delete(f"/groups/{club['id']}/members/{alice.id}")) == (409, "not_oneself")


def test_members_see_who_is_in_but_not_how_often_they_came(club: dict[str, Any], alice: Person, bob: Person) -> None:
    for one in members(bob, club["id"]).values():
        assert (one["interviews"], one["no_shows"]) == (None, None)
    assert {name: (one["interviews"], one["organizer"]) for name, one in members(alice, club["id"]).items()} == {
        "alice": (0, True),
        "bob": (0, False),
    }


def test_nobody_joins_an_archived_group(
    club: dict[str, Any], alice: Person, bob: Person, charlie: Person, session: Session
) -> None:
    confirm(session, alice, charlie)
    alice.patch(f"/groups/{club['id']}", {"domains": ["example.com"]}, status=200)
    for _ in range(2):
        alice.post(f"/groups/{club['id']}/archive", status=204)
    assert code_of(charlie.post("/groups/join", {"token": club["token"]})) == (404, "not_found")
    assert code_of(charlie.post(f"/groups/{club['id']}/join")) == (404, "not_found")
    assert bob.get(f"/groups/{club['id']}").get_json()["archived"] is True
    # Nobody has to look after it any more.
    alice.post(f"/groups/{club['id']}/leave", status=204)


def test_a_group_that_is_archived_while_somebody_joins_takes_them_before_or_not_at_all(
    club: dict[str, Any], alice: Person, charlie: Person
) -> None:
    with ThreadPoolExecutor(2) as both:
        archiving = both.submit(alice.post, f"/groups/{club['id']}/archive")
        joining = both.submit(charlie.post, "/groups/join", {"token": club["token"]})
        assert archiving.result().status_code == 204
        joined = joining.result().status_code
    assert joined in {200, 404}
    assert ("charlie" in members(alice, club["id"])) is (joined == 200)


def test_an_administrator_archives_any_group_and_sees_no_members(
    club: dict[str, Any], admin: Person, bob: Person
) -> None:
    archived = admin.post(f"/admin/groups/{club['id']}/archive", status=200).get_json()
    assert (archived["members"], archived["archived_at"] is None) == (2, False)
    assert code_of(admin.get(f"/groups/{club['id']}/members")) == (404, "not_found")
    assert bob.get(f"/groups/{club['id']}").get_json()["archived"] is True


def test_when_the_last_organizer_deletes_their_account_the_longest_member_takes_over(
    club: dict[str, Any], alice: Person, bob: Person, charlie: Person, session: Session
) -> None:
    charlie.post("/groups/join", {"token": club["token"]}, status=200)
    assert alice.delete("/users/me", json={"password": PASSWORD}).status_code == 204
    assert {name: one["organizer"] for name, one in members(bob, club["id"]).items()} == {
        "bob": True,
        "charlie": False,
    }
    bob.delete("/users/me", json={"password": PASSWORD})
    charlie.delete("/users/me", json={"password": PASSWORD})
    look = "SELECT archived_at IS NOT NULL, (SELECT count(*) FROM group_members) FROM groups"
    assert tuple(session.execute(text(look)).one()) == (True, 0)


def test_a_full_group_takes_nobody_and_a_person_can_not_be_everywhere(
    club: dict[str, Any], charlie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.groups.membership.MAX_MEMBERS", 2)
    assert code_of(charlie.post("/groups/join", {"token": club["token"]})) == (409, "group_full")
    monkeypatch.undo()
    monkeypatch.setattr("shared.groups.membership.MAX_GROUPS", 1)
    charlie.post("/groups/join", {"token": club["token"]}, status=200)
    assert code_of(charlie.post("/groups", {"name": "Another"})) == (409, "too_many_groups")
    charlie.post(f"/groups/{club['id']}/leave", status=204)
    assert charlie.post("/groups", {"name": "Another"}).status_code == 201
