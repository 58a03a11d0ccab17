"""What becomes of a group, and of interviews in it, by each act at each moment, at the side of the one who stays."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.api.groups.conftest import members
from tests.clients import PASSWORD
from tests.clients.person import Person, register

MOMENTS = ("invited", "registered", "matched", "live", "past")
WISH = {"interview_type": "technical", "difficulty": "medium"}
State = tuple[str, str | None]


class Three:
    """Alice organizes, Dora is a member, and Bob is at one of the moments: he has the link, is a member, meets Dora."""

    def __init__(self, group: dict[str, Any], alice: Person, bob: Person, dora: Person, moment: str) -> None:
        self.group, self.alice, self.bob, self.dora, self.moment = group, alice, bob, dora, moment
        self.path = f"/groups/{group['id']}"
        self.interview = ""
        if moment == "invited":
            return
        bob.post("/groups/join", {"token": group["token"]}, status=200)
        if moment != "registered":
            self._meet()

    def _meet(self) -> None:
        wish = WISH | {"group_id": self.group["id"]}
        self.dora.post("/match/pair", wish, status=202)
        self.interview = str(self.bob.post("/match/pair", wish, status=200).get_json()["interview"]["id"])
        if self.moment == "matched":
            return
        for person in (self.bob, self.dora):
            person.post("/interview/start", {"interview_id": self.interview}, status=200)
        if self.moment == "past":
            self.dora.post(f"/interview/{self.interview}/end", status=200)

    def do(self, act: str) -> None:
        is_member = self.moment != "invited"
        match act:
            case "leave":
                self.bob.post(f"{self.path}/leave", status=204 if is_member else 404)
            case "remove":
                self.alice.delete(f"{self.path}/members/{self.bob.id}", status=204 if is_member else 404)
            case "renew":
                self.alice.post(f"{self.path}/link", status=200)
            case "archive":
                self.alice.post(f"{self.path}/archive", status=204)
            case "block":
                self.bob.patch("/users/me", {"blocks": [self.dora.id]}, status=200)
            case "delete":
                self.bob.delete("/users/me", json={"password": PASSWORD}, status=204)

    def doras(self) -> State | None:
        """Where Dora stands, as she sees it."""
        found = self.dora.get("/slots/bookings", status=200).get_json()["items"]
        return (found[0]["status"], found[0]["cancelled_by"]) if found else None


# Dora's booking after each act, by the moment; in the first two moments she has none.
AFTER: dict[str, dict[str, State]] = {
    "leave": {"matched": ("waiting", None), "live": ("matched", None), "past": ("completed", None)},
    "remove": {"matched": ("waiting", None), "live": ("matched", None), "past": ("completed", None)},
    "renew": {"matched": ("matched", None), "live": ("matched", None), "past": ("completed", None)},
    "archive": {"matched": ("cancelled", "group"), "live": ("matched", None), "past": ("completed", None)},
    "block": {"matched": ("matched", None), "live": ("matched", None), "past": ("completed", None)},
    "delete": {"matched": ("waiting", None), "live": ("completed", None), "past": ("completed", None)},
}
# Whether the others still see Bob among the members, whether he can come (back) in by the link, and a newcomer can.
STAYS = {"leave": False, "remove": False, "renew": True, "archive": True, "block": True, "delete": False}
COMES = {"leave": True, "remove": False, "renew": False, "archive": False, "block": True, "delete": False}
OPEN = {"leave": True, "remove": True, "renew": False, "archive": False, "block": True, "delete": True}


@pytest.fixture
def dora(app: Flask) -> Person:
    return register(app, "dora")


@pytest.fixture
def group(alice: Person, dora: Person) -> dict[str, Any]:
    made = alice.post("/groups", {"name": "Club"}, status=201).get_json()
    token = made["url"].partition("#")[2]
    dora.post("/groups/join", {"token": token}, status=200)
    return {**made["group"], "token": token}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("act", AFTER)
def test_each_act_at_each_moment(
    app: Flask, group: dict[str, Any], alice: Person, bob: Person, dora: Person, act: str, moment: str
) -> None:
    three = Three(group, alice, bob, dora, moment)
    three.do(act)
    assert three.doras() == AFTER[act].get(moment)
    assert ("bob" in members(dora, group["id"])) is (STAYS[act] and moment != "invited")
    again = bob.post("/groups/join", {"token": group["token"]}).status_code
    # Nothing was done to somebody who only had the link, as far as he himself is concerned.
    comes = COMES[act] or (act == "remove" and moment == "invited")
    assert again == (401 if act == "delete" else 200 if comes else 404)
    newcomer = register(app, "erin")
    assert newcomer.post("/groups/join", {"token": group["token"]}).status_code == (200 if OPEN[act] else 404)
    if moment == "live" and act != "delete":
        for person in (bob, dora):
            assert person.get(f"/interview/{three.interview}", status=200).get_json()["status"] == "live"
    if moment == "past":
        (past,) = dora.get("/interview/history").get_json()["items"]
        assert past["peer"]["username"] == (f"deleted-{bob.id}" if act == "delete" else "bob")


@pytest.mark.parametrize("act", ["leave", "remove", "archive", "delete"])
def test_a_booking_to_come_ends_and_the_others_seats_stay_theirs(
    group: dict[str, Any], alice: Person, bob: Person, dora: Person, act: str
) -> None:
    three = Three(group, alice, bob, dora, "registered")
    template = {"interview_type": "technical", "weekday": 1, "local_time": "18:00", "time_zone": "UTC"}
    alice.post(f"{three.path}/slot-templates", template, status=201)
    slots = f"/slots?group_id={group['id']}"
    slot = dora.get(slots).get_json()["items"][-1]["id"]
    for person in (bob, dora):
        person.post("/slots/book", {"slot_id": slot, "difficulty": "easy"}, status=201)
    three.do(act)
    assert three.doras() == (("cancelled", "group") if act == "archive" else ("booked", None))
    left = dora.get(slots).get_json()["items"]
    assert [one["booked"] for one in left if one["id"] == slot] == ([] if act == "archive" else [1])


@pytest.mark.parametrize("moment", MOMENTS[1:])
def test_when_the_last_organizer_deletes_their_account_the_longest_member_takes_over(
    group: dict[str, Any], alice: Person, bob: Person, dora: Person, moment: str
) -> None:
    """At any moment of the others: what is going on between them goes on."""
    three = Three(group, alice, bob, dora, moment)
    before = three.doras()
    alice.delete("/users/me", json={"password": PASSWORD}, status=204)
    assert three.doras() == before
    assert {name: one["organizer"] for name, one in members(bob, group["id"]).items()} == {"dora": True, "bob": False}
    dora.post(f"{three.path}/link", status=200)


@pytest.mark.parametrize("moment", ["matched", "live", "past"])
def test_the_last_organizer_deletes_their_account_in_an_interview(
    group: dict[str, Any], alice: Person, bob: Person, dora: Person, moment: str
) -> None:
    wish = WISH | {"group_id": group["id"]}
    dora.post("/match/pair", wish, status=202)
    interview = alice.post("/match/pair", wish, status=200).get_json()["interview"]["id"]
    if moment != "matched":
        for person in (alice, dora):
            person.post("/interview/start", {"interview_id": interview}, status=200)
    if moment == "past":
        dora.post(f"/interview/{interview}/end", status=200)
    alice.delete("/users/me", json={"password": PASSWORD}, status=204)
    found = dora.get("/slots/bookings").get_json()["items"][0]
    assert (found["status"], found["cancelled_by"]) == AFTER["delete"][moment]
    assert members(dora, group["id"])["dora"]["organizer"] is True


def test_a_group_whose_last_member_deletes_their_account_is_archived(
    group: dict[str, Any], alice: Person, dora: Person, bob: Person, admin: Person
) -> None:
    for one in (dora, alice):
        one.delete("/users/me", json={"password": PASSWORD}, status=204)
    (found,) = admin.get("/admin/groups").get_json()["items"]
    assert (found["members"], found["created_by"], found["archived_at"] is not None) == (0, None, True)
    assert bob.post("/groups/join", {"token": group["token"]}).status_code == 404
