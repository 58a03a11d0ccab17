"""Invitations, and the slots that two people have for themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from shared.models import Booking, Difficulty, InterviewType, Slot
from tests.clients.person import Person

MakePrivate = Callable[..., int]
Invite = Callable[..., dict[str, Any]]
WISH = {"interview_type": "technical", "difficulty": "medium"}


def in_minutes(minutes: float) -> str:
    """Return a time from now, as the API writes it."""
    at = (datetime.now(UTC) + timedelta(minutes=minutes)).replace(microsecond=0)
    return at.isoformat().replace("+00:00", ".000000Z")


def token_of(invitation: dict[str, Any]) -> str:
    return str(invitation["url"].partition("#")[2])


def states(person: Person) -> list[tuple[str, str | None]]:
    """Return the state of each booking of this person by invitation, latest first."""
    mine = person.get("/slots/bookings").get_json()["items"]
    return [(one["status"], one["cancelled_by"]) for one in mine if one["invited"]]


def answer(person: Person, invitation: dict[str, Any], how: str, **more: Any) -> Any:
    """Accept or decline an invitation, by its link, or as the one whom it is for alone."""
    if invitation["url"] is None:
        return person.post(f"/invitations/{invitation['id']}/{how}", more)
    return person.post(f"/invitations/{how}", {"token": token_of(invitation), **more})


def accept(person: Person, invitation: dict[str, Any], **more: Any) -> Any:
    return answer(person, invitation, "accept", **more)


def decline(person: Person, invitation: dict[str, Any]) -> Any:
    return answer(person, invitation, "decline")


@pytest.fixture
def invite(alice: Person) -> Invite:
    """Let Alice invite somebody, for now or at times in so many minutes; returns the invitation."""

    def make(*minutes: float, **more: Any) -> dict[str, Any]:
        wanted = {**WISH, "proposals": [in_minutes(each) for each in minutes], **more}
        invitation: dict[str, Any] = alice.post("/invitations", wanted, status=201).get_json()
        return invitation

    return make


@pytest.fixture
def met(ended: str, alice: Person, bob: Person) -> str:
    """Return a past interview of Alice and Bob after which both would practice together again."""
    for person in (alice, bob):
        person.patch(f"/interview/{ended}/again", {"again": True}, status=200)
    return ended


@pytest.fixture(params=["by a link", "alone"])
def invite_bob(request: pytest.FixtureRequest, alice: Person) -> Invite:
    """Let Alice invite Bob: by a link, or, since both would meet again, him alone."""
    more = {"interview_id": request.getfixturevalue("met")} if request.param == "alone" else {}

    def make(*minutes: float) -> dict[str, Any]:
        wanted = {**WISH, **more, "proposals": [in_minutes(each) for each in minutes]}
        invitation: dict[str, Any] = alice.post("/invitations", wanted, status=201).get_json()
        return invitation

    return make


@pytest.fixture
def make_private(session: Session) -> MakePrivate:
    """Make a private slot of two people that starts in so many minutes, and return its id."""

    def make(one: Person, other: Person, minutes: float = 60, **levels: Any) -> int:
        starts_at = datetime.now(UTC) + timedelta(minutes=minutes)
        times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45)}
        slot = Slot(interview_type=InterviewType.TECHNICAL, capacity=2, invitation_id=uuid4(), **times)
        session.add(slot)
        for person in (one, other):
            difficulty = Difficulty(levels.get(person.username, "easy"))
            session.add(Booking(user_id=person.id, slot=slot, difficulty=difficulty, **times))
        session.commit()
        return slot.id

    return make
