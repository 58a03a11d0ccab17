"""GET /analytics/moderation: figures that were worked out by hand, and no names."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.clock import rfc3339
from tests.api.past import Past
from tests.clients.person import Person, code_of

PATH = "/analytics/moderation"
NONE = {"made": 0, "undecided": 0, "dismissed": 0, "warned": 0, "restricted": 0, "suspended": 0}


class Reports:
    """Reports that were made so many days ago, and answered and decided so many minutes later."""

    def __init__(self, session: Session, by: Person, moderator: Person) -> None:
        self.session, self.by, self.moderator = session, by, moderator

    def make(
        self,
        about: Person,
        reason: str,
        days: int,
        looked: int | None = None,
        decided: int | None = None,
        how: str = "",
    ) -> None:
        self.session.execute(
            text(
                """
                INSERT INTO reports (reporter_id, subject_id, reason, text, created_at, first_answer_at,
                    resolved_at, resolved_by, resolution)
                SELECT :by, :about, :reason, 'Secret words.', at, at + CAST(:looked AS interval),
                    at + CAST(:decided AS interval), CAST(:moderator AS bigint), :how
                FROM (SELECT now() - CAST(:ago AS interval) AS at) AS made
                """
            ),
            {
                "by": self.by.id,
                "about": about.id,
                "reason": reason,
                "ago": timedelta(days=days),
                "looked": None if looked is None else timedelta(minutes=looked),
                "decided": None if decided is None else timedelta(minutes=decided),
                "moderator": None if decided is None else self.moderator.id,
                "how": how or None,
            },
        )
        self.session.commit()

    def appeal(self, of: Person, outcome: str | None) -> None:
        self.session.execute(
            text(
                """
                WITH measure AS (
                    INSERT INTO measures (user_id, kind, text) VALUES (:of, 'warned', 'Secret words.') RETURNING id
                )
                INSERT INTO appeals (measure_id, text, answered_at, answered_by, outcome, answer)
                SELECT id, 'Secret words.', CASE WHEN CAST(:outcome AS text) IS NOT NULL THEN now() END,
                    CASE WHEN CAST(:outcome AS text) IS NOT NULL THEN CAST(:moderator AS bigint) END,
                    CAST(:outcome AS text), CASE WHEN CAST(:outcome AS text) IS NOT NULL THEN 'Secret words.' END
                FROM measure
                """
            ),
            {"of": of.id, "outcome": outcome, "moderator": self.moderator.id},
        )
        self.session.commit()


@pytest.fixture
def reports(session: Session, alice: Person, moderator: Person) -> Reports:
    return Reports(session, alice, moderator)


def test_every_figure(reports: Reports, admin: Person, bob: Person, charlie: Person) -> None:
    reports.make(bob, "harassment", 3, looked=10, decided=60, how="suspended")
    reports.make(bob, "harassment", 2, looked=20)
    reports.make(charlie, "spam", 2, looked=30, decided=180, how="dismissed")
    reports.make(charlie, "other", 1)
    reports.make(bob, "cheating", 40, looked=500, decided=501, how="warned")
    for outcome in ("uphold", "uphold", "lift", None):
        reports.appeal(bob, outcome)
    answer = admin.get(PATH, status=200)
    shown = answer.get_json()
    assert {one.pop("reason"): one for one in shown["reasons"]} == {
        "harassment": NONE | {"made": 2, "undecided": 1, "suspended": 1},
        "inappropriate": NONE,
        "cheating": NONE,
        "spam": NONE | {"made": 1, "dismissed": 1},
        "other": NONE | {"made": 1, "undecided": 1},
    }
    assert shown["first_answer_p50_seconds"] == 20 * 60
    assert shown["decision_p50_seconds"] == 120 * 60
    assert shown["appeals"] == {"made": 4, "unanswered": 1, "upheld": 2, "lifted": 1}
    assert shown["now"]["reports"] == 2
    assert 2 * 86_400 <= shown["now"]["oldest_seconds"] < 3 * 86_400
    for private in ("Secret", "bob", "charlie", "alice"):
        assert private not in answer.get_data(as_text=True)


def test_the_open_ones_are_counted_whenever_they_were_made(reports: Reports, admin: Person, bob: Person) -> None:
    reports.make(bob, "spam", 40)
    shown = admin.get(PATH).get_json()
    assert (shown["now"]["reports"], sum(one["made"] for one in shown["reasons"])) == (1, 0)
    now = Past(reports.session).now
    query = f"from={rfc3339(now - timedelta(days=50))}&to={rfc3339(now - timedelta(days=30))}"
    assert sum(one["made"] for one in admin.get(f"{PATH}?{query}").get_json()["reasons"]) == 1


def test_without_reports_there_is_no_median(admin: Person) -> None:
    shown = admin.get(PATH).get_json()
    assert shown["now"] == {"reports": 0, "oldest_seconds": None}
    assert (shown["first_answer_p50_seconds"], shown["decision_p50_seconds"]) == (None, None)


def test_moderators_who_are_no_administrators_do_not_see_it(moderator: Person) -> None:
    assert code_of(moderator.get(PATH)) == (403, "forbidden")
