"""When people who met lately are paired again, in GET /match/status."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.matching.rule import REUNION_AFTER
from tests.clients.person import Person


def state_of(person: Person) -> Any:
    return person.get("/match/status", status=200).get_json()


@pytest.mark.usefixtures("ended")
def test_only_people_met_lately_are_announced(alice: Person, bob: Person, charlie: Person, session: Session) -> None:
    alice.practise("easy")
    assert state_of(alice)["reunion_at"] is None
    # Both hear of it, and when both will have waited for long enough.
    bob.practise("easy")
    seen = state_of(alice)
    assert (seen["reunion_at"], seen["met_at"]) == (state_of(bob)["reunion_at"], state_of(bob)["met_at"])
    entered = session.execute(text("SELECT max(waiting_since) AS at FROM bookings WHERE status = 'waiting'")).one().at
    assert abs(datetime.fromisoformat(seen["reunion_at"]) - entered - REUNION_AFTER) < timedelta(milliseconds=1)
    # Somebody who doesn't fit changes nothing; nobody to meet again is nothing to announce.
    charlie.practise("hard", max_level_gap=0)
    assert state_of(alice)["reunion_at"] == seen["reunion_at"]
    assert state_of(charlie)["reunion_at"] is None
    # Whom one has blocked, one meets no more.
    alice.patch("/users/me", json={"blocks": [bob.id]}, status=200)
    assert state_of(alice)["reunion_at"] is None


@pytest.mark.usefixtures("ended")
def test_it_comes_true(alice: Person, bob: Person, session: Session) -> None:
    for one in (alice, bob):
        one.practise("easy")
    session.execute(text("UPDATE bookings SET waiting_since = waiting_since - interval '1 minute'"))
    session.commit()
    assert alice.practise("easy", status=200)["interview"]["peer"]["id"] == bob.id
