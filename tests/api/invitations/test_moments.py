"""What becomes of an invitation by blocking, deleting and suspending at each moment, and when two act at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.api.invitations.conftest import Invite, accept, states, token_of
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register

GONE = (404, "invitation_invalid")
MOMENTS = ("invited", "registered", "matched", "live", "past")


class Friends:
    """Alice, who invites, and Bob, at one of the moments."""

    def __init__(self, invite: Invite, alice: Person, bob: Person, moment: str) -> None:
        self.alice, self.bob, self.moment = alice, bob, moment
        self.invitation = invite()
        self.interview = ""
        if moment in ("invited", "registered"):
            return
        slot = {"slot_id": accept(bob, self.invitation).get_json()["slot_id"]}
        alice.post("/match/pair", slot, status=202)
        self.interview = str(bob.post("/match/pair", slot, status=200).get_json()["interview"]["id"])
        if moment == "matched":
            return
        for person in (alice, bob):
            person.post("/interview/start", {"interview_id": self.interview}, status=200)
        if moment == "past":
            bob.post(f"/interview/{self.interview}/end", status=200)


def do(act: str, who: Person, other: Person, admin: Person) -> None:
    match act:
        case "block":
            who.patch("/users/me", {"blocks": [other.id]}, status=200)
        case "delete":
            who.delete("/users/me", json={"password": PASSWORD}, status=204)
        case "suspend":
            admin.post(f"/admin/users/{who.id}/suspend", {"reason": "spam"}, status=204)


# The state of the booking of the one who stays, by moment; None while there is none.
AFTER: dict[str, dict[str, tuple[str, str | None]]] = {
    "block": {"matched": ("matched", None), "live": ("matched", None), "past": ("completed", None)},
    "delete": {"matched": ("cancelled", "peer"), "live": ("completed", None), "past": ("completed", None)},
    "suspend": {"matched": ("cancelled", "peer"), "live": ("completed", None), "past": ("completed", None)},
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("act", AFTER)
@pytest.mark.parametrize("by_inviter", [True, False])
def test_each_act_at_each_moment(
    invite_bob: Invite, alice: Person, bob: Person, admin: Person, act: str, moment: str, by_inviter: bool
):
    friends = Friends(invite_bob, alice, bob, moment)
    who, other = (alice, bob) if by_inviter else (bob, alice)
    do(act, who, other, admin)
    after = AFTER[act].get(moment)
    assert states(other)[:1] == ([after] if after else [])
    if after is None and other is bob:
        assert code_of(accept(bob, friends.invitation)) == GONE
    if after is None and friends.invitation["url"] is None:
        # It was for him alone. Those of a deleted account are gone.
        left = [one["status"] for one in other.get("/invitations").get_json()["items"]]
        assert left == ([] if act == "delete" and by_inviter else ["withdrawn"])
    elif after is None and other is alice and act == "block":
        assert alice.get("/invitations").get_json()["items"][0]["status"] == "open"
    if moment == "past" and act != "block":
        past = other.get("/interview/history").get_json()["items"][0]
        assert past["id"] == friends.interview
        assert past["peer"]["username"] == (f"deleted-{who.id}" if act == "delete" else who.username)


@pytest.mark.parametrize("act", AFTER)
@pytest.mark.parametrize("by_inviter", [True, False])
def test_what_is_arranged_and_still_to_come_ends(
    invite_bob: Invite, alice: Person, bob: Person, admin: Person, act: str, by_inviter: bool
):
    invitation = invite_bob(600)
    accept(bob, invitation, starts_at=invitation["proposals"][0])
    who, other = (alice, bob) if by_inviter else (bob, alice)
    do(act, who, other, admin)
    assert states(other) == [("cancelled", "peer")]
    if act == "block":
        assert states(who) == [("cancelled", "person")]


def at_once(*works: Any) -> list[Any]:
    barrier = Barrier(len(works))

    def run(work: Any) -> Any:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.parametrize("_", range(4))
def test_of_several_who_accept_at_once_one_does(app: Flask, invite: Invite, alice: Person, _: int):
    people = [register(app, f"friend{number}") for number in range(4)]
    invitation = invite()
    found = at_once(*(partial(accept, person, invitation) for person in people))
    assert sorted(one.status_code for one in found) == [200, 404, 404, 404]
    assert [len(states(person)) for person in people].count(1) == 1
    assert len(states(alice)) == 1


@pytest.mark.parametrize("_", range(4))
def test_accepting_and_withdrawing_at_once_agree(invite: Invite, alice: Person, bob: Person, _: int):
    invitation = invite()
    taken, gone = at_once(lambda: accept(bob, invitation), lambda: alice.delete(f"/invitations/{invitation['id']}"))
    assert (taken.status_code, gone.status_code) in {(200, 409), (404, 204)}
    arranged = 1 if taken.status_code == 200 else 0
    assert (len(states(alice)), len(states(bob))) == (arranged, arranged)


@pytest.mark.parametrize("_", range(4))
def test_accepting_and_blocking_at_once_agree(invite: Invite, alice: Person, bob: Person, _: int):
    invitation = invite(600)
    time = invitation["proposals"][0]
    at_once(
        lambda: accept(bob, invitation, starts_at=time),
        lambda: alice.patch("/users/me", {"blocks": [bob.id]}, status=200),
    )
    assert [state for state, _ in states(bob)] in ([], ["cancelled"])


@pytest.mark.parametrize("_", range(4))
def test_accepting_and_deleting_at_once_agree(invite: Invite, alice: Person, bob: Person, _: int):
    invitation = invite(600)
    time = invitation["proposals"][0]
    at_once(
        lambda: accept(bob, invitation, starts_at=time),
        lambda: alice.delete("/users/me", json={"password": PASSWORD}, status=204),
    )
    assert [state for state, _ in states(bob)] in ([], ["cancelled"])


@pytest.mark.parametrize("_", range(4))
def test_accepting_two_at_the_same_time_gives_one(
    app: Flask, invite: Invite, alice: Person, bob: Person, session: Session, _: int
):
    carol = register(app, "carol")
    mine = invite()
    wanted = {"interview_type": "technical", "difficulty": "easy"}
    theirs = carol.post("/invitations", wanted, status=201).get_json()
    elsewhere = Person(app, bob.session)
    found = at_once(partial(accept, bob, mine), partial(accept, elsewhere, theirs))
    assert sorted(one.status_code for one in found) == [200, 409]
    lost = next(invitation for invitation, one in zip((mine, theirs), found, strict=True) if one.status_code == 409)
    assert bob.post("/invitations/look", {"token": token_of(lost)}).status_code == 200


def test_leaving_an_interview_for_safety_ends_what_else_is_arranged(
    invite: Invite, alice: Person, bob: Person, admin: Person
):
    later = invite(900)
    accept(bob, later, starts_at=later["proposals"][0])
    friends = Friends(invite, alice, bob, "live")
    for _ in range(2):
        bob.post(f"/interview/{friends.interview}/exit", {}, status=200)
    assert sorted(states(alice)) == [("cancelled", "peer"), ("completed", None)]
    assert code_of(accept(bob, invite())) == GONE
