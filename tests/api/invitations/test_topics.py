"""Topics of an invitation: validated, shown to whoever has the link, and those of both bookings and the interview."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from shared.matching import topics
from tests.api.invitations.conftest import WISH, Invite, accept, token_of
from tests.clients.person import Person, code_of


@pytest.fixture(autouse=True)
def on_offer(session: Session) -> None:
    topics.add_shipped(session)
    session.commit()


def test_what_is_to_be_practiced_is_shown_booked_and_agreed_on(
    invite: Invite, api: Person, alice: Person, bob: Person
) -> None:
    invitation = invite(topics=["system-design", "sql", "sql"])
    assert invitation["topics"] == ["sql", "system-design"]
    seen = api.post("/invitations/look", {"token": token_of(invitation)}).get_json()
    assert seen["topics"] == ["sql", "system-design"]
    slot = {"slot_id": accept(bob, invitation).get_json()["slot_id"]}
    for person in (alice, bob):
        (booking,) = person.get("/slots/bookings").get_json()["items"]
        assert booking["topics"] == ["sql", "system-design"]
    alice.post("/match/pair", slot, status=202)
    met = bob.post("/match/pair", slot, status=200).get_json()["interview"]
    assert met["topics"] == ["sql", "system-design"]


@pytest.mark.parametrize("slug", ["leadership", "no-such"])
def test_a_topic_of_another_type_or_of_none_is_refused_at_its_place(alice: Person, slug: str) -> None:
    refused = alice.post("/invitations", {**WISH, "topics": ["sql", slug]})
    assert code_of(refused) == (422, "invalid")
    assert [one["pointer"] for one in refused.get_json()["errors"]] == ["#/topics/1"]
    assert alice.get("/invitations").get_json()["items"] == []
