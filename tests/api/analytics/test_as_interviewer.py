"""GET /analytics/me on the role of the interviewer: apart from what answers were rated with."""

from __future__ import annotations

import statistics
from collections import defaultdict
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.api.analytics.test_me import FINER, Recount, analytics, drawn_toward, fill, settle, stats
from tests.api.feedback.test_submit import GOOD
from tests.api.past import Past
from tests.clients.person import Person


def test_every_number_is_what_a_recount_gives(alice: Person, bob: Person, charlie: Person, session: Session) -> None:
    settle(session, alice, "Europe/Berlin")
    fill(Past(session), alice, [bob, charlie], 6)
    shown, recount = analytics(alice)["as_interviewer"], Recount(session, alice.id)
    by_name: dict[str, list[int]] = defaultdict(list)
    by_week: dict[tuple[str, str], list[int]] = defaultdict(list)
    for interview, given in recount.as_interviewer:
        for name in given.keys() - {"words"}:
            by_name[name].append(given[name])
            by_week[name, str(recount.monday(interview))].append(given[name])
    assert {one["dimension"] for one in shown["dimensions"]} == set(by_name) == {"overall", *FINER}
    for one in shown["dimensions"]:
        name = one["dimension"]
        assert {key: one[key] for key in ("count", "mean", "spread")} == stats(by_name[name])
        weeks = sorted(week for of, week in by_week if of == name)
        assert one["weeks"] == [{"week": week, **stats(by_week[name, week])} for week in weeks]
    means = {name: round(statistics.mean(given), 2) for name, given in by_name.items() if name != "overall"}
    drawn = {name: drawn_toward(recount.site_as_interviewer, by_name[name]) for name in means}
    chosen = shown["advice"]["dimension"]
    assert shown["advice"]["mean"] == means[chosen]
    assert drawn[chosen] == pytest.approx(min(drawn.values()), abs=0.006)


def test_ratings_as_interviewer_are_apart_from_those_as_interviewee(
    alice: Person, bob: Person, session: Session
) -> None:
    past = Past(session)
    for number in range(3):
        met = past.meet(alice.id, bob.id, past.now - timedelta(days=4, hours=2 * number))
        past.say(
            met, bob.id, alice.id, overall=5, as_interviewer={"overall": 2, "hints": 1}, rates_interviewee=number > 0
        )
    shown = analytics(alice)
    assert [(one["dimension"], one["count"], one["mean"]) for one in shown["dimensions"]] == [
        ("communication", 2, 3),
        ("overall", 2, 5),
    ]
    as_interviewer = shown["as_interviewer"]
    assert [(one["dimension"], one["count"], one["mean"]) for one in as_interviewer["dimensions"]] == [
        ("hints", 3, 1),
        ("overall", 3, 2),
    ]
    assert as_interviewer["advice"]["dimension"] == "hints"
    # What to practice next follows from how they answered, not from how they asked.
    assert shown["next"]["because"] == "ready_for_harder"


def test_feedback_of_before_counts_as_interviewee_only(alice: Person, bob: Person, ended: str) -> None:
    for person in (alice, bob):
        person.post("/feedback/submit", {"interview_id": ended, **GOOD})
        shown = analytics(person)
    assert shown["dimensions"]
    assert shown["as_interviewer"] == {"dimensions": [], "advice": None}
