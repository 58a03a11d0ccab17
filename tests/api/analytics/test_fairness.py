"""GET /analytics/fairness: who waits longer, or finds nobody, by level, language and hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.past import Past
from tests.clients.person import Person

DAY = datetime(2031, 3, 4, tzinfo=UTC)
PERIOD = "from=2031-03-01T00:00:00Z&to=2031-03-20T00:00:00Z"


def groups(admin: Person, kind: str) -> list[tuple[Any, ...]]:
    shown = admin.get(f"/analytics/fairness?{PERIOD}", status=200).get_json()
    return [
        (one["of"], one["came"], one["unmatched"], one["unmatched_rate"], one["wait_p50_seconds"])
        for one in shown["groups"]
        if one["kind"] == kind and one["interview_type"] == "technical"
    ]


@pytest.fixture
def waits(alice: Person, bob: Person, session: Session) -> None:
    """Six at nine o'clock were matched; of five at night, who spoke Spanish, all waited in vain; one came at noon."""
    past = Past(session)
    for day in range(3):
        past.meet(alice.id, bob.id, DAY + timedelta(days=day, hours=9), waited=(20, 40))
    for day in range(5):
        past.wait_in_vain(alice.id, DAY + timedelta(days=day, hours=23))
    session.execute(text("UPDATE bookings SET language = 'es', difficulty = 'hard' WHERE status = 'expired'"))
    past.wait_in_vain(bob.id, DAY + timedelta(hours=12))


@pytest.mark.usefixtures("waits")
def test_it_shows_who_waits_in_vain(admin: Person) -> None:
    assert groups(admin, "by_level") == [("easy", 7, 1, 0.1429, 30), ("hard", 5, 5, 1, None)]
    assert groups(admin, "by_language") == [("en", 7, 1, 0.1429, 30), ("es", 5, 5, 1, None)]


@pytest.mark.usefixtures("waits")
def test_groups_of_fewer_than_five_are_one_and_have_no_rates(admin: Person) -> None:
    assert groups(admin, "by_hour") == [("09", 6, 0, 0, 30), ("23", 5, 5, 1, None), (None, 1, 1, None, None)]


def test_the_waits_of_a_few_who_were_matched_are_not_told(
    admin: Person, alice: Person, bob: Person, session: Session
) -> None:
    past = Past(session)
    for day in range(2):
        past.meet(alice.id, bob.id, DAY + timedelta(days=day, hours=9), waited=(20, 40))
    past.wait_in_vain(alice.id, DAY + timedelta(days=3, hours=9))
    assert groups(admin, "by_level") == [("easy", 5, 1, 0.2, None)]


def test_nobody_came(admin: Person) -> None:
    assert admin.get(f"/analytics/fairness?{PERIOD}").get_json()["groups"] == []
