"""In public rooms, people who wish it are matched within their group first, and nobody waits longer for that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.matching import candidates
from shared.models import InterviewType, Slot
from tests.clients.person import Person, register

Crowd = dict[str, Person]
WAITING = """
    INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status, waiting_since, present_until)
    SELECT person, :slot, 'easy', now() - interval '1 min', now() + interval '59 min', 'waiting',
        now() - interval '5 min' + place * interval '1 second', now() + interval '5 min'
    FROM unnest(CAST(:people AS bigint[])) WITH ORDINALITY AS waits(person, place)
"""


@pytest.fixture
def crowd(app: Flask, club: dict[str, Any], alice: Person, bob: Person, charlie: Person) -> Crowd:
    """Alice, Bob and Dora are in the group; Charlie and Erin are strangers to it."""
    dora, erin = register(app, "dora"), register(app, "erin")
    dora.post("/groups/join", {"token": club["token"]}, status=200)
    return {one.username: one for one in (alice, bob, charlie, dora, erin)}


@pytest.fixture
def slot(make_slot: Callable[..., int]) -> int:
    """A public slot that has just begun."""
    return make_slot(-1)


def wish(club: dict[str, Any], *people: Person) -> None:
    for one in people:
        one.patch(f"/groups/{club['id']}/membership", {"prefers_group": True}, status=200)


def wait(session: Session, slot: int, *people: Person) -> None:
    """Have people wait in a slot, the longest waiting first."""
    session.execute(text(WAITING), {"slot": slot, "people": [one.id for one in people]})
    session.commit()


def meet(admin: Person, slot: int, crowd: Crowd) -> dict[str, str | None]:
    """Run a pass, and return whom each of these people sees on their own pages."""
    admin.post(f"/admin/slots/{slot}/pair", status=200)
    met = {}
    for name, person in crowd.items():
        interview = person.get(f"/match/status?slot_id={slot}", status=200).get_json()["interview"]
        met[name] = interview and interview["peer"]["username"]
    return met


def test_members_who_wish_it_meet_each_other_and_the_others_are_paired_all_the_same(
    crowd: Crowd, club: dict[str, Any], slot: int, admin: Person, session: Session
) -> None:
    wish(club, crowd["alice"], crowd["dora"])
    wait(session, slot, *(crowd[name] for name in ("alice", "charlie", "dora", "erin")))
    met = meet(admin, slot, crowd)
    assert met == {"alice": "dora", "dora": "alice", "charlie": "erin", "erin": "charlie", "bob": None}


def test_nobody_waits_longer_for_a_group_than_without(
    crowd: Crowd, club: dict[str, Any], slot: int, admin: Person, session: Session
) -> None:
    """Five wait, two pairs are made: who came last stays alone, although a member of the group is among the others."""
    wish(club, crowd["alice"], crowd["bob"], crowd["dora"])
    wait(session, slot, *(crowd[name] for name in ("alice", "charlie", "dora", "erin", "bob")))
    met = meet(admin, slot, crowd)
    assert met == {"alice": "dora", "dora": "alice", "charlie": "erin", "erin": "charlie", "bob": None}


def test_it_takes_the_wish_of_both(
    crowd: Crowd, club: dict[str, Any], slot: int, admin: Person, session: Session
) -> None:
    wish(club, crowd["alice"])
    wait(session, slot, *(crowd[name] for name in ("alice", "charlie", "dora", "erin")))
    assert meet(admin, slot, crowd)["alice"] == "charlie"


@pytest.mark.parametrize("end", ["archived", "unapproved", "left", "no longer wished"])
def test_a_group_counts_only_while_it_can_be_used_and_the_person_wishes_it(
    crowd: Crowd, club: dict[str, Any], slot: int, admin: Person, session: Session, end: str
) -> None:
    wish(club, crowd["alice"], crowd["dora"])
    match end:
        case "archived":
            crowd["alice"].post(f"/groups/{club['id']}/archive", status=204)
        case "unapproved":
            session.execute(text("UPDATE groups SET approved_at = NULL"))
        case "left":
            crowd["dora"].post(f"/groups/{club['id']}/leave", status=204)
        case _:
            crowd["dora"].patch(f"/groups/{club['id']}/membership", {"prefers_group": False}, status=200)
    wait(session, slot, *(crowd[name] for name in ("alice", "charlie", "dora", "erin")))
    assert meet(admin, slot, crowd)["alice"] == "charlie"


def test_only_in_public_slots_people_carry_their_groups(
    crowd: Crowd, club: dict[str, Any], slot: int, settings: Settings, session: Session
) -> None:
    alice, now = crowd["alice"], datetime.now(UTC)
    wish(club, alice)
    own = Slot(
        interview_type=InterviewType.TECHNICAL,
        group_id=club["id"],
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        capacity=9,
    )
    session.add(own)
    session.commit()
    for of, groups in ((session.get_one(Slot, slot), {club["id"]}), (own, set())):
        session.execute(text("DELETE FROM bookings"))
        wait(session, of.id, alice)
        ((ticket,), _) = candidates.tickets(session, settings, of, candidates.waiting(session, settings, of, now), now)
        assert ticket.groups == groups
