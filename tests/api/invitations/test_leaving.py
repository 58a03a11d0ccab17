"""What becomes of an invitation when either takes it back or leaves, at each moment, as the other person sees it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.invitations.conftest import Invite, accept, decline, states
from tests.api.invitations.test_moments import GONE, MOMENTS, Friends
from tests.clients.person import Person, code_of

MATCHED, COMPLETED, CANCELED = ("matched", None), ("completed", None), ("cancelled", "peer")
# The state of the other person's booking, by moment. Before the invitation is accepted, there is none.
AFTER: dict[str, dict[str, tuple[str, str | None]]] = {
    "take it back": {"matched": MATCHED, "live": MATCHED, "past": COMPLETED},
    "leave the waiting room": {"matched": MATCHED, "live": MATCHED, "past": COMPLETED},
    "cancel": {"matched": MATCHED, "live": MATCHED, "past": COMPLETED},
    "decline the match": {"matched": CANCELED, "live": MATCHED, "past": COMPLETED},
    "end": {"matched": CANCELED, "live": COMPLETED, "past": COMPLETED},
    "exit": {"matched": CANCELED, "live": COMPLETED, "past": COMPLETED},
}


def do(act: str, friends: Friends, who: Person) -> Any:
    """Do it, if there is anything to do it to; returns the answer."""
    mine = [one for one in who.get("/slots/bookings").get_json()["items"] if one["invited"]]
    match act:
        case "take it back" if who is friends.alice:
            return who.delete(f"/invitations/{friends.invitation['id']}")
        case "take it back":
            return decline(who, friends.invitation)
        case "leave the waiting room":
            return who.post("/match/leave", {"slot_id": mine[0]["slot_id"]} if mine else {})
        case "cancel":
            return mine and who.delete(f"/slots/bookings/{mine[0]['id']}")
        case "decline the match":
            return friends.interview and who.post(f"/interview/{friends.interview}/decline", {})
    return friends.interview and who.post(f"/interview/{friends.interview}/{act}", {})


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("act", AFTER)
@pytest.mark.parametrize("by_inviter", [True, False])
def test_what_the_other_sees(
    invite_bob: Invite, alice: Person, bob: Person, act: str, moment: str, by_inviter: bool
) -> None:
    friends = Friends(invite_bob, alice, bob, moment)
    who, other = (alice, bob) if by_inviter else (bob, alice)
    answer = do(act, friends, who)
    after = AFTER[act].get(moment)
    assert states(other) == ([after] if after else [])
    if act == "take it back" and after:
        # Too late; what was arranged stands.
        assert code_of(answer) == ((409, "invitation_answered") if by_inviter else GONE)
    stands = other.get(f"/invitations/{friends.invitation['id']}") if other is alice or after else None
    if after is None and act == "take it back":
        assert answer.status_code == 204
        assert code_of(accept(bob, friends.invitation)) == GONE
        assert stands is None or stands.get_json()["status"] == "declined"
    elif after is None:
        assert accept(bob, friends.invitation).status_code == 200
    elif stands is not None:
        assert stands.get_json()["status"] == "accepted"
    if after == MATCHED:
        status = other.get("/match/status").get_json()
        assert status["interview"]["id"] == friends.interview


@pytest.mark.parametrize("by_inviter", [True, False])
def test_leaving_the_waiting_room_leaves_what_is_arranged(
    invite_bob: Invite, alice: Person, bob: Person, by_inviter: bool
) -> None:
    who, other = (alice, bob) if by_inviter else (bob, alice)
    slot = {"slot_id": accept(bob, invite_bob()).get_json()["slot_id"]}
    who.post("/match/pair", slot, status=202)
    who.post("/match/leave", slot, status=204)
    assert states(other) == [("booked", None)]
    assert other.post("/match/pair", slot, status=202).get_json()["status"] == "waiting"
    assert who.post("/match/pair", slot, status=200).get_json()["interview"]["peer"]["id"] == other.id


@pytest.mark.parametrize("waits", [None, "who", "other"])
@pytest.mark.parametrize("by_inviter", [True, False])
def test_canceling_cancels_for_both(
    invite_bob: Invite, alice: Person, bob: Person, by_inviter: bool, waits: str | None
) -> None:
    who, other = (alice, bob) if by_inviter else (bob, alice)
    taken = accept(bob, invite_bob()).get_json()
    if waits:
        {"who": who, "other": other}[waits].post("/match/pair", {"slot_id": taken["slot_id"]}, status=202)
    mine = next(one for one in who.get("/slots/bookings").get_json()["items"] if one["invited"])
    who.delete(f"/slots/bookings/{mine['id']}", status=204)
    assert (states(who), states(other)) == ([("cancelled", "person")], [CANCELED])
    told = other.get("/match/status").get_json()
    assert told["status"] == "idle"


@pytest.mark.parametrize("by_inviter", [True, False])
def test_a_safety_exit_ends_an_invitation_that_is_still_open(
    alice: Person, bob: Person, met: str, by_inviter: bool
) -> None:
    who, other = (alice, bob) if by_inviter else (bob, alice)
    wanted = {"interview_type": "technical", "difficulty": "easy", "interview_id": met}
    alice.post("/invitations", wanted, status=201)
    who.post(f"/interview/{met}/exit", {}, status=200)
    assert [one["status"] for one in other.get("/invitations").get_json()["items"]] == ["withdrawn"]
    assert code_of(other.post("/invitations", wanted)) == (409, "again_not_agreed")
