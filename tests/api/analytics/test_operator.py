"""GET /analytics/operator: every number against a slow, obvious recount."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.core.clock import rfc3339
from shared.models import Booking, Feedback, Interview, InterviewStatus, InterviewType, Participant, Slot
from tests.api.past import Past
from tests.clients.person import Person, code_of

DAY = datetime(2031, 3, 4, tzinfo=UTC)


def fill(past: Past, people: list[Person], seed: int) -> None:
    chance = random.Random(seed)
    for number in range(80):
        at = DAY + timedelta(minutes=chance.randrange(-600, 4 * 1440), seconds=number)
        of = chance.choice(list(InterviewType))
        one, other = chance.sample(people, 2)
        if chance.random() < 0.2:
            past.wait_in_vain(one.id, at, of)
            continue
        met = past.meet(
            one.id,
            other.id,
            at,
            of=of,
            status=chance.choice([InterviewStatus.ENDED] * 3 + [InterviewStatus.ABANDONED]),
            absent=chance.choice([(), (one.id,), (one.id, other.id)]),
            level_gap=chance.randrange(3),
            waited=(chance.randrange(1000), chance.randrange(1000)),
        )
        past.say(met, one.id, other.id, helpful=chance.choice([True, True, False, None]))


def percentile(values: list[int], part: float) -> float | None:
    """As statistics books have it: between the two nearest, in proportion. Of a few, there is none."""
    if len(values) < 5:
        return None
    place = part * (len(values) - 1)
    low, high = sorted(values)[math.floor(place)], sorted(values)[math.ceil(place)]
    return round(low + (high - low) * (place % 1), 1)


def recount(session: Session, fits: Callable[[datetime, InterviewType], bool]) -> dict[str, Any]:
    session.rollback()
    interviews = [one for one in session.scalars(select(Interview)) if fits(one.matched_at, one.interview_type)]
    ids = {one.id for one in interviews}
    waits = [one.waited_seconds for one in session.scalars(select(Participant)) if one.interview_id in ids]
    rows = session.execute(select(Booking, Slot.interview_type).join(Slot)).all()
    bookings = [booking for booking, of in rows if fits(booking.starts_at, of)]
    came = Counter(booking.status.value for booking in bookings if booking.waiting_since)
    all_of = Counter(booking.status.value for booking in bookings)
    matched = came["completed"] + came["matched"] + came["no_show"] + came["cancelled"]
    gaps = Counter(one.level_gap for one in interviews)
    over = Counter(one.status.value for one in interviews)

    said = [one for one in session.scalars(select(Feedback)) if one.interview_id in ids]
    votes = [one.helpful for one in said if one.helpful is not None]

    def part(some: int, of: int) -> Any:
        return pytest.approx(some / of, abs=0.0001) if of >= 5 else None

    return {
        "wait_p50_seconds": percentile(waits, 0.5),
        "wait_p95_seconds": percentile(waits, 0.95),
        "came": matched + came["expired"],
        "matched": matched,
        "match_rate": part(matched, matched + came["expired"]),
        "level_gaps": {"none": gaps[0], "one": gaps[1], "two": gaps[2]},
        "no_shows": all_of["no_show"],
        "no_show_rate": part(all_of["no_show"], all_of["no_show"] + all_of["completed"]),
        "interviews": len(interviews),
        "ended": over["ended"],
        "abandoned": over["abandoned"],
        "completion_rate": part(over["ended"], over["ended"] + over["abandoned"]),
        "feedbacks": len(said),
        "helpful_votes": len(votes),
        "helpful": sum(votes),
        "helpful_rate": part(sum(votes), len(votes)),
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_every_number_is_what_a_recount_gives(
    admin: Person, alice: Person, bob: Person, charlie: Person, session: Session, seed: int
) -> None:
    fill(Past(session), [alice, bob, charlie], seed)
    start, end = DAY + timedelta(hours=3), DAY + timedelta(days=3, hours=3)
    answer = admin.get(f"/analytics/operator?from={rfc3339(start)}&to={rfc3339(end)}")
    assert answer.status_code == 200
    shown = answer.get_json()

    assert shown["total"] == recount(session, lambda at, _: start <= at < end)
    assert shown["total"]["interviews"] > 20
    for each in shown["types"]:
        of = InterviewType(each.pop("interview_type"))
        assert each == recount(session, lambda at, type_, of=of: start <= at < end and type_ is of)  # type: ignore[misc]
    assert len(shown["types"]) == 2
    days = [(each["day"], each["interview_type"]) for each in shown["days"]]
    assert days == sorted(set(days))
    assert len(days) >= 6
    for each in shown["days"]:
        day, of = each.pop("day"), InterviewType(each.pop("interview_type"))

        def fits(at: datetime, type_: InterviewType, day: str = day, of: InterviewType = of) -> bool:
            return start <= at < end and type_ is of and str(at.astimezone(UTC).date()) == day

        assert each == recount(session, fits)


def test_an_empty_platform_has_no_rates(admin: Person) -> None:
    shown = admin.get("/analytics/operator").get_json()
    assert (shown["types"], shown["days"]) == ([], [])
    assert shown["now"] == {"live_rooms": 0, "starting_rooms": 0, "waiting": 0}
    assert [shown["total"][name] for name in ("match_rate", "no_show_rate", "completion_rate")] == [None] * 3
    assert (shown["total"]["interviews"], shown["total"]["wait_p50_seconds"]) == (0, None)


def test_interviews_of_groups_count_as_usual_and_those_by_invitation_apart(
    admin: Person, alice: Person, bob: Person, session: Session
) -> None:
    past = Past(session)
    club = alice.post("/groups", {"name": "Club"}, status=201).get_json()["group"]["id"]

    def counted() -> tuple[int, ...]:
        shown = admin.get("/analytics/operator").get_json()
        waits = admin.get("/analytics/fairness").get_json()["groups"]
        came = sum(one["came"] for one in waits if one["kind"] == "by_level")
        return shown["total"]["interviews"], shown["total"]["came"], shown["invited"], came

    past.meet(alice.id, bob.id)
    assert counted() == (1, 2, 0, 2)
    past.meet(alice.id, bob.id, past.now - timedelta(days=4), group_id=club)
    past.wait_in_vain(alice.id, past.now - timedelta(days=3), group_id=club)
    assert counted() == (2, 5, 0, 5)
    past.meet(alice.id, bob.id, past.now - timedelta(days=2), invited=True)
    assert counted() == (2, 5, 1, 5)


def test_it_counts_what_is_going_on_now(admin: Person, charlie: Person, live: str) -> None:
    charlie.post("/match/pair", {"interview_type": "technical", "difficulty": "easy"})
    shown = admin.get("/analytics/operator").get_json()
    assert shown["now"] == {"live_rooms": 1, "starting_rooms": 0, "waiting": 1}
    assert (shown["total"]["interviews"], shown["total"]["matched"]) == (1, 2)


@pytest.mark.parametrize(
    "query",
    [
        "from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z",
        "from=2020-01-01T00:00:00Z",
        "from=2028-01-01T00:00:00Z&to=2030-01-01T00:00:00Z",
        "from=2099-01-01T00:00:00Z",
        "day=1",
    ],
)
def test_a_time_that_cannot_be_looked_at_is_refused(admin: Person, query: str) -> None:
    assert code_of(admin.get(f"/analytics/operator?{query}")) == (422, "invalid")
