"""The slots of a group, single and weekly, and what its organizers count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.groups import slots
from tests.api.groups.conftest import members
from tests.clients.person import Person, code_of

TEMPLATE = {"interview_type": "technical", "weekday": 3, "local_time": "18:00", "time_zone": "Europe/Berlin"}


def soon(days: float = 3) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT12:00:00Z")


def listed(person: Person, club: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.get(f"/slots?group_id={club['id']}&limit=100").get_json()["items"]
    return found


def test_an_organizer_adds_a_slot_that_members_book(club: dict[str, Any], alice: Person, bob: Person) -> None:
    path, wanted = f"/groups/{club['id']}/slots", {"interview_type": "behavioral", "starts_at": soon(), "capacity": 4}
    made = alice.post(path, wanted, status=201).get_json()
    assert (made["starts_at"][:19], made["capacity"]) == (soon()[:19], 4)
    assert code_of(alice.post(path, wanted)) == (409, "slot_taken")
    assert code_of(bob.post(path, wanted | {"starts_at": soon(4)})) == (403, "forbidden")
    assert [one["id"] for one in listed(bob, club)] == [made["id"]]
    bob.post("/slots/book", {"slot_id": made["id"], "difficulty": "easy"}, status=201)
    assert code_of(alice.delete(f"{path}/{made['id']}")) == (409, "slot_booked")
    other = alice.post(path, wanted | {"starts_at": soon(5)}, status=201).get_json()
    alice.delete(f"{path}/{other['id']}", status=204)
    assert [one["id"] for one in listed(bob, club)] == [made["id"]]


@pytest.mark.parametrize("days", [-1, 400])
def test_a_slot_is_within_the_next_year(club: dict[str, Any], alice: Person, days: float) -> None:
    wanted = {"interview_type": "behavioral", "starts_at": soon(days)}
    assert code_of(alice.post(f"/groups/{club['id']}/slots", wanted)) == (422, "invalid")


def test_a_public_slot_is_not_removed_by_way_of_a_group(club: dict[str, Any], alice: Person, admin: Person) -> None:
    admin.post("/admin/slots/generate", {"days": 2}, status=200)
    public = admin.get("/slots").get_json()["items"][-1]["id"]
    assert code_of(alice.delete(f"/groups/{club['id']}/slots/{public}")) == (404, "not_found")
    assert admin.get(f"/match/waiting-room?slot_id={public}").status_code == 200


def test_weekly_times_make_slots_and_take_those_with_them_that_nobody_booked(
    club: dict[str, Any], alice: Person, bob: Person, settings: Settings, session: Session
) -> None:
    path = f"/groups/{club['id']}/slot-templates"
    made = alice.post(path, TEMPLATE, status=201).get_json()
    assert alice.get(path).get_json()["items"] == [made]
    found = listed(bob, club)
    assert len(found) == 2
    assert {datetime.fromisoformat(one["starts_at"]).isoweekday() for one in found} == {3}
    assert code_of(alice.post(path, TEMPLATE)) == (409, "slot_template_taken")
    # The job finds nothing missing, and brings back what is.
    assert slots.plan(session, settings) == 0
    session.execute(text("DELETE FROM slots WHERE id = :slot"), {"slot": found[1]["id"]})
    assert slots.plan(session, settings) == 1
    session.commit()
    bob.post("/slots/book", {"slot_id": found[0]["id"], "difficulty": "easy"}, status=201)
    alice.delete(f"{path}/{made['id']}", status=204)
    assert [one["id"] for one in listed(bob, club)] == [found[0]["id"]]


def test_an_archived_group_gets_no_more_slots(
    club: dict[str, Any], alice: Person, settings: Settings, session: Session
) -> None:
    alice.post(f"/groups/{club['id']}/slot-templates", TEMPLATE, status=201)
    alice.post(f"/groups/{club['id']}/archive", status=204)
    session.execute(text("DELETE FROM slots WHERE starts_at IS NOT NULL"))
    assert slots.plan(session, settings) == 0


def test_organizers_count_what_happened_in_the_group_and_nothing_else(
    club: dict[str, Any], alice: Person, bob: Person, charlie: Person, session: Session
) -> None:
    wish = {"interview_type": "technical", "difficulty": "easy"}
    # A public interview, and a missed public slot, are nobody's business here.
    bob.post("/match/pair", wish)
    public = charlie.post("/match/pair", wish, status=200).get_json()["interview"]["id"]
    for one in (bob, charlie):
        one.post("/interview/start", {"interview_id": public}, status=200)
    bob.post(f"/interview/{public}/end", status=200)
    bob.post("/match/pair", wish | {"group_id": club["id"]})
    ours = alice.post("/match/pair", wish | {"group_id": club["id"]}, status=200).get_json()["interview"]["id"]
    for one in (alice, bob):
        one.post("/interview/start", {"interview_id": ours}, status=200)
    bob.post(f"/interview/{ours}/end", status=200)
    path = f"/groups/{club['id']}/slots"
    slot = alice.post(path, {"interview_type": "behavioral", "starts_at": soon()}, status=201).get_json()["id"]
    bob.post("/slots/book", {"slot_id": slot, "difficulty": "easy"}, status=201)
    session.execute(text("UPDATE bookings SET status = 'no_show' WHERE slot_id = :slot"), {"slot": slot})
    session.commit()
    counted = {name: (one["interviews"], one["no_shows"]) for name, one in members(alice, club["id"]).items()}
    assert counted == {"alice": (1, 0), "bob": (1, 1)}
