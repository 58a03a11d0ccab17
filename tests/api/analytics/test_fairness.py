"""GET /analytics/fairness: who waits longer, or finds nobody, by level, language and hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.models import BookingStatus
from tests.api.past import BEHAVIORAL, TECHNICAL, Past
from tests.clients.person import Person

DAY = datetime(2031, 3, 4, tzinfo=UTC)
PERIOD = "from=2031-03-01T00:00:00Z&to=2031-03-20T00:00:00Z"


def groups(admin: Person, kind: str) -> list[tuple[Any, ...]]:
    shown = admin.get(f"/analytics/fairness?{PERIOD}", status=200).get_json()
    return [
        (
            one["of"],
            one["came"],
            one["unmatched"],
            one["unmatched_rate"],
            one["wait_p50_seconds"],
            one["wait_p95_seconds"],
        )
        for one in shown["groups"]
        if one["kind"] == kind and one["interview_type"] == "technical"
    ]


@pytest.fixture
def waits(alice: Person, bob: Person, session: Session) -> None:
    """Six at nine o'clock were matched; of five at night, who spoke Spanish, all waited in vain; one came at noon.

    What doesn't count: who left before the end, who came for another type of interview, and who came another day.
    """
    past = Past(session)
    for day in range(3):
        past.meet(alice.id, bob.id, DAY + timedelta(days=day, hours=9), waited=(20, 40))
    for day in range(5):
        past.wait_in_vain(alice.id, DAY + timedelta(days=day, hours=23))
    session.execute(text("UPDATE bookings SET language = 'es', difficulty = 'hard' WHERE status = 'expired'"))
    noon = DAY + timedelta(hours=12)
    past.wait_in_vain(bob.id, noon)
    past.book(alice.id, past._slot(TECHNICAL, noon), BookingStatus.EXPIRED, waited=False)
    for day in range(4):
        past.wait_in_vain(alice.id, noon + timedelta(days=day), BEHAVIORAL)
    for at in (datetime(2031, 3, 20, tzinfo=UTC), datetime(2031, 2, 28, 23, 59, tzinfo=UTC)):
        past.wait_in_vain(bob.id, at)


@pytest.mark.usefixtures("waits")
def test_it_shows_who_waits_in_vain(admin: Person) -> None:
    assert groups(admin, "by_level") == [("easy", 7, 1, 0.1429, 30, 40), ("hard", 5, 5, 1, None, None)]
    assert groups(admin, "by_language") == [("en", 7, 1, 0.1429, 30, 40), ("es", 5, 5, 1, None, None)]


@pytest.mark.usefixtures("waits")
def test_groups_of_fewer_than_five_are_one_and_have_no_rates(admin: Person) -> None:
    assert groups(admin, "by_hour") == [
        ("09", 6, 0, 0, 30, 40),
        ("23", 5, 5, 1, None, None),
        (None, 1, 1, None, None, None),
    ]


def test_the_waits_of_a_few_who_were_matched_are_not_told(
    admin: Person, alice: Person, bob: Person, session: Session
) -> None:
    past = Past(session)
    for day in range(2):
        past.meet(alice.id, bob.id, DAY + timedelta(days=day, hours=9), waited=(20, 40))
    past.wait_in_vain(alice.id, DAY + timedelta(days=3, hours=9))
    assert groups(admin, "by_level") == [("easy", 5, 1, 0.2, None, None)]


def test_levels_are_in_their_order(admin: Person, alice: Person, session: Session) -> None:
    past = Past(session)
    for hours in range(15):
        past.wait_in_vain(alice.id, DAY + timedelta(hours=hours))
    session.execute(text("UPDATE bookings SET difficulty = (ARRAY['easy', 'medium', 'hard'])[1 + id % 3]"))
    session.commit()
    assert [of for of, *_ in groups(admin, "by_level")] == ["easy", "medium", "hard"]


def test_nobody_came(admin: Person) -> None:
    assert admin.get(f"/analytics/fairness?{PERIOD}").get_json()["groups"] == []
