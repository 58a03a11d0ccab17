"""GET /feedback/received and /feedback/given: double-blind."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.conftest import pair_again
from tests.api.feedback.test_submit import GOOD
from tests.clients.person import Person


def items(person: Person, which: str, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.get(f"/feedback/{which}{query}").get_json()["items"]
    return found


def test_i_cannot_read_mine_before_i_have_given_theirs(alice: Person, bob: Person, ended: str) -> None:
    alice.post("/feedback/submit", {"interview_id": ended, **GOOD})
    assert items(bob, "received") == []
    bob.post("/feedback/submit", {"interview_id": ended, **GOOD, "overall": 1})
    assert [each["overall"] for each in items(bob, "received")] == [4]
    assert [each["overall"] for each in items(alice, "received")] == [1]
    assert [each["visible"] for each in items(alice, "given")] == [True]


@pytest.mark.parametrize(("hours", "shown"), [(71, 0), (73, 1)])
def test_after_three_days_i_can_read_it_anyway(
    alice: Person, bob: Person, ended: str, session: Session, hours: int, shown: int
) -> None:
    alice.post("/feedback/submit", {"interview_id": ended, **GOOD})
    statement = "UPDATE interviews SET ended_at = ended_at - make_interval(hours => :hours)"
    session.execute(text(statement), {"hours": hours})
    session.commit()
    assert len(items(bob, "received")) == shown
    assert items(alice, "given")[0]["visible"] is bool(shown)


def test_others_see_neither(charlie: Person, alice: Person, bob: Person, ended: str) -> None:
    for person in (alice, bob):
        person.post("/feedback/submit", {"interview_id": ended, **GOOD})
    assert items(charlie, "received") == items(charlie, "given") == []


def test_pages_follow_each_other_newest_first(alice: Person, bob: Person, ended: str) -> None:
    alice.post("/feedback/submit", {"interview_id": ended, **GOOD})
    wish = {"interview_type": "technical", "difficulty": "easy"}
    second = pair_again(bob, alice, wish)
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": second})
    alice.post(f"/interview/{second}/end")
    alice.post("/feedback/submit", {"interview_id": second, **GOOD})
    page = alice.get("/feedback/given?limit=1").get_json()
    assert [each["interview_id"] for each in page["items"]] == [second]
    rest = items(alice, "given", f"?limit=1&cursor={page['next_cursor']}")
    assert [each["interview_id"] for each in rest] == [ended]
