"""GET /analytics/me: every number against a slow, obvious recount."""

from __future__ import annotations

import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mockmate_api.reviews.feedback_view import RUBRICS
from shared.models import Feedback, Interview, InterviewStatus, InterviewType, Participant, Question, User
from tests.api.feedback.test_submit import GOOD
from tests.api.past import BEHAVIORAL, TECHNICAL, Past
from tests.clients.person import Person

LEVELS = ("easy", "medium", "hard")
FINER = ("clarity", "hints", "listening", "fairness")


def analytics(person: Person) -> Any:
    answer = person.get("/analytics/me")
    assert answer.status_code == 200
    return answer.get_json()


def settle(session: Session, person: Person, zone: str, weeks: int = 60) -> None:
    """Let somebody live in a zone, and have had an account for so long."""
    long_ago = datetime.now(UTC) - timedelta(weeks=weeks)
    session.execute(
        text("UPDATE users SET time_zone = :zone, created_at = :at WHERE id = :id"),
        {"zone": zone, "at": long_ago, "id": person.id},
    )
    session.commit()


def fill(past: Past, me: Person, peers: list[Person], seed: int) -> None:
    """Let somebody have practised a lot, over a year, at any hour."""
    chance = random.Random(seed)
    questions = {
        of: [past.question(f"{of}-{n}", *chance.sample(["graphs", "trees", "strings"], 2), of=of) for n in range(4)]
        for of in InterviewType
    }
    for number in range(60):
        at = past.now - timedelta(minutes=chance.randrange(60, 60 * 24 * 7 * 58) + number / 60)
        of, peer = chance.choice(list(InterviewType)), chance.choice(peers)
        one, other = (me, peer) if chance.random() < 0.5 else (peer, me)
        interview_id = past.meet(
            one.id,
            other.id,
            at,
            of=of,
            status=chance.choice([InterviewStatus.ENDED] * 4 + [InterviewStatus.ABANDONED]),
            minutes=chance.randrange(5, 60),
            difficulties=(chance.choice(LEVELS), chance.choice(LEVELS)),
            questions=(chance.choice(questions[of]), chance.choice(questions[of])),
        )
        for author, subject in ((peer.id, me.id), (me.id, peer.id)):
            if chance.random() < 0.6:
                past.say(interview_id, author, subject, **_ratings(chance, of))
    # So much was said since that all of it counts for the mean of the site.
    past.session.execute(text("SELECT setval(pg_get_serial_sequence('feedback', 'id'), max(id) + 200) FROM feedback"))
    past.session.commit()
    past.say(past.meet(peers[0].id, peers[1].id), peers[0].id, peers[1].id)


def _ratings(chance: random.Random, of: InterviewType) -> dict[str, Any]:
    given: dict[str, Any] = {name: chance.randint(1, 5) for name in ("communication", "overall", "good_match")}
    if of is TECHNICAL:
        given |= {name: chance.choice([None, 1, 2, 3, 4, 5]) for name in ("problem_solving", "technical")}
    rubric = {name: chance.randint(1, 5) for name in RUBRICS[of] if chance.random() < 0.5}
    words = {"did_well": f"well {chance.random()}", "to_improve": f"better {chance.random()}"}
    given |= {**words, "rubric": rubric or None, "would_pass": chance.random() < 0.5}
    if chance.random() < 0.5:
        finer = {name: chance.randint(1, 5) for name in FINER if chance.random() < 0.5}
        given["as_interviewer"] = {"overall": chance.randint(1, 5), **finer, "words": "as interviewer"}
        given["rates_interviewee"] = chance.random() < 0.5
    return given


class Recount:
    """The same numbers from all rows, one after the other."""

    def __init__(self, session: Session, me: int) -> None:
        session.rollback()
        self.now = datetime.now(UTC)
        self.zone = ZoneInfo(session.get_one(User, me).time_zone)
        self.mine = []
        self.as_interviewer: list[tuple[Interview, dict[str, Any]]] = []
        everything = list(session.scalars(select(Feedback)))
        newest = max((one.id for one in everything), default=0)
        settled = [one for one in everything if one.id <= newest - 200]
        self.site = statistics.mean([one.overall for one in settled if one.rates_interviewee] or [3])
        self.site_as_interviewer = statistics.mean(
            [one.as_interviewer["overall"] for one in settled if one.as_interviewer] or [3]
        )
        for interview in session.scalars(select(Interview).where(Interview.status == InterviewStatus.ENDED)):
            seats = session.scalars(select(Participant).where(Participant.interview_id == interview.id)).all()
            my_seat = next((seat for seat in seats if seat.user_id == me), None)
            if my_seat is None:
                continue
            asked = my_seat.seat != interview.interviewer_seat and my_seat.question_id is not None
            question = session.get(Question, my_seat.question_id) if asked else None
            own = any(one.interview_id == interview.id and one.author_id == me for one in everything)
            said = next((one for one in everything if one.interview_id == interview.id and one.subject_id == me), None)
            assert interview.ended_at is not None
            if not own and interview.ended_at > self.now - timedelta(hours=72):
                said = None
            if said and said.as_interviewer:
                self.as_interviewer.append((interview, said.as_interviewer))
            if said and not said.rates_interviewee:
                said = None
            self.mine.append((interview, my_seat, question, said))

    def monday(self, interview: Interview) -> date:
        assert interview.started_at is not None
        day = interview.started_at.astimezone(self.zone).date()
        return day - timedelta(days=day.weekday())

    def ratings(self) -> Iterable[tuple[str, int, Interview, Feedback]]:
        for interview, _, _, said in self.mine:
            if said is None:
                continue
            given = {
                name: getattr(said, name) for name in ("overall", "communication", "problem_solving", "technical")
            } | (said.rubric or {})
            yield from ((name, rating, interview, said) for name, rating in given.items() if rating is not None)


def drawn_toward(site: float, ratings: list[int]) -> float:
    """As if the site's mean had been given five more times."""
    return statistics.mean([*ratings, *[site] * 5])


def stats(ratings: list[int]) -> dict[str, Any]:
    return {
        "count": len(ratings),
        "mean": pytest.approx(statistics.mean(ratings), abs=0.006) if ratings else None,
        "spread": pytest.approx(statistics.stdev(ratings), abs=0.006) if len(ratings) > 1 else None,
    }


@pytest.mark.parametrize(
    ("seed", "zone"),
    [(1, "UTC"), (2, "Europe/Berlin"), (3, "Pacific/Kiritimati"), (4, "US/Pacific"), (5, "Australia/Lord_Howe")],
)
def test_every_number_is_what_a_recount_gives(
    alice: Person, bob: Person, charlie: Person, session: Session, seed: int, zone: str
) -> None:
    settle(session, alice, zone)
    fill(Past(session), alice, [bob, charlie], seed)
    shown, recount = analytics(alice), Recount(session, alice.id)
    assert shown["time_zone"] == zone
    assert shown["interviews"] == len(recount.mine) > 30

    lengths: dict[str, list[float]] = defaultdict(list)
    for interview, *_ in recount.mine:
        assert interview.started_at is not None
        assert interview.ended_at is not None
        minutes = (interview.ended_at - interview.started_at).total_seconds() / 60
        lengths[str(recount.monday(interview))].append(minutes)
    assert shown["minutes"] == pytest.approx(sum(map(sum, lengths.values())), abs=0.1)
    weeks = [(each["week"], each["interviews"], each["minutes"]) for each in shown["weeks"]]
    assert weeks == [
        (week, len(lengths.get(week, [])), pytest.approx(sum(lengths.get(week, [])), abs=0.1)) for week, *_ in weeks
    ]
    assert set(lengths) <= {week for week, *_ in weeks}
    mondays = [date.fromisoformat(week) for week, *_ in weeks]
    assert mondays == [mondays[0] + timedelta(weeks=number) for number in range(len(mondays))]
    today = recount.now.astimezone(recount.zone).date()
    assert mondays[-1] == today - timedelta(days=today.weekday())

    votes = [said.would_pass for *_, said in recount.mine if said]
    assert shown["would_pass"] == pytest.approx(statistics.mean(votes), abs=0.006)
    _check_dimensions(shown, recount)
    _check_levels_and_tags(shown, recount)
    _check_streak(shown)


def _check_dimensions(shown: Any, recount: Recount) -> None:
    by_name: dict[str, list[int]] = defaultdict(list)
    by_week: dict[tuple[str, str], list[int]] = defaultdict(list)
    for name, rating, interview, _ in recount.ratings():
        by_name[name].append(rating)
        by_week[name, str(recount.monday(interview))].append(rating)
    assert {one["dimension"] for one in shown["dimensions"]} == set(by_name)
    for one in shown["dimensions"]:
        assert {name: one[name] for name in ("count", "mean", "spread")} == stats(by_name[one["dimension"]])
        shown_weeks = [each["week"] for each in one["weeks"]]
        assert shown_weeks == sorted(week for name, week in by_week if name == one["dimension"])
        for each in one["weeks"]:
            assert each == {"week": each["week"], **stats(by_week[one["dimension"], each["week"]])}
    _check_standouts(shown, recount, by_name)


def _check_standouts(shown: Any, recount: Recount, by_name: dict[str, list[int]]) -> None:
    fit = {name: given for name, given in by_name.items() if len(given) >= 3 and name != "overall"}
    means = {name: round(statistics.mean(given), 2) for name, given in fit.items()}
    drawn = {name: drawn_toward(recount.site, given) for name, given in fit.items()}
    for one in shown["dimensions"]:
        assert one["shrunk"] == pytest.approx(drawn_toward(recount.site, by_name[one["dimension"]]), abs=0.006)
    for standout, best, words in (("strongest", max, "did_well"), ("weakest", min, "to_improve")):
        one = shown[standout]
        assert one["mean"] == means[one["dimension"]]
        assert drawn[one["dimension"]] == pytest.approx(best(drawn.values()), abs=0.006)
        given = [(rating, said) for name, rating, _, said in recount.ratings() if name == one["dimension"]]
        ratings = sorted((rating for rating, _ in given), reverse=best is max)
        assert [each["rating"] for each in one["evidence"]] == ratings[:3]
        known = {said.id: (rating, str(said.interview_id), getattr(said, words)) for rating, said in given}
        for each in one["evidence"]:
            assert known[each["feedback_id"]] == (each["rating"], each["interview_id"], each["words"])


def _check_levels_and_tags(shown: Any, recount: Recount) -> None:
    levels: dict[Any, list[Any]] = defaultdict(list)
    tags: dict[str, list[Any]] = defaultdict(list)
    for interview, seat, question, said in recount.mine:
        levels[interview.interview_type, seat.difficulty].append(said)
        for tag in question.tags if question else ():
            tags[tag].append(said)
    assert {(one["interview_type"], one["difficulty"]) for one in shown["levels"]} == set(levels)
    for one in shown["levels"]:
        found = levels[one["interview_type"], one["difficulty"]]
        votes = [said.would_pass for said in found if said]
        assert one["interviews"] == len(found)
        assert one["overall"] == stats([said.overall for said in found if said])
        assert one["would_pass"] == (pytest.approx(statistics.mean(votes), abs=0.006) if votes else None)
    assert Counter({one["tag"]: one["interviews"] for one in shown["tags"]}) == Counter(
        {tag: len(found) for tag, found in tags.items()}
    )
    for one in shown["tags"]:
        given = [said.overall for said in tags[one["tag"]] if said]
        drawn = pytest.approx(drawn_toward(recount.site, given), abs=0.006) if given else None
        assert one["overall"] == stats(given) | {"shrunk": drawn}
    assert [one["interviews"] for one in shown["tags"]] == sorted((len(x) for x in tags.values()), reverse=True)


def _check_streak(shown: Any) -> None:
    practised = [bool(each["interviews"]) for each in shown["weeks"]]
    runs = "".join("x" if one else " " for one in practised).split()
    assert shown["streak"]["longest_weeks"] == max(map(len, runs))
    past = practised if practised[-1] else practised[:-1]
    current = 0
    while past and past.pop():
        current += 1
    assert shown["streak"]["current_weeks"] == current


def test_who_has_not_practised_is_told_where_to_begin(alice: Person) -> None:
    shown = analytics(alice)
    assert (shown["interviews"], shown["minutes"], shown["weeks"], shown["dimensions"]) == (0, 0, [], [])
    assert shown["streak"] == {"current_weeks": 0, "longest_weeks": 0}
    assert (shown["strongest"], shown["weakest"], shown["would_pass"]) == (None, None, None)
    assert shown["next"]["because"] == "nothing_yet"


def test_what_i_may_not_read_yet_does_not_count(alice: Person, bob: Person, ended: str) -> None:
    bob.post("/feedback/submit", {"interview_id": ended, **GOOD})
    assert analytics(alice)["dimensions"] == []
    alice.post("/feedback/submit", {"interview_id": ended, **GOOD})
    assert {one["dimension"]: one["mean"] for one in analytics(alice)["dimensions"]} == {
        "communication": 4,
        "overall": 4,
        "problem_solving": 3,
        "technical": 5,
    }


def test_a_question_of_mine_counts_after_a_swap_too(alice: Person, bob: Person, session: Session) -> None:
    past = Past(session)
    question = past.question("mine", "graphs")
    interview_id = past.meet(alice.id, bob.id, past.now - timedelta(minutes=40), questions=(question, None))
    assert analytics(alice)["tags"] == []
    stream = f"interview:{interview_id}"
    session.execute(text("INSERT INTO streams (name, top) VALUES (:name, 1)"), {"name": stream})
    swapped = "INSERT INTO events (stream, \"offset\", type, data) VALUES (:name, 1, 'roles.swapped', '{}')"
    session.execute(text(swapped), {"name": stream})
    session.commit()
    assert [one["tag"] for one in analytics(alice)["tags"]] == ["graphs"]


def test_it_is_sent_again_only_when_something_changed(alice: Person, bob: Person, session: Session) -> None:
    past = Past(session)
    interview_id = past.meet(alice.id, bob.id, past.now - timedelta(minutes=40), of=BEHAVIORAL)
    first = alice.get("/analytics/me")
    assert first.headers["Cache-Control"] == "private, no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    again = alice.get("/analytics/me", headers=known)
    assert (again.status_code, again.get_data()) == (304, b"")
    past.say(interview_id, bob.id, alice.id)
    assert alice.get("/analytics/me", headers=known).status_code == 304
    past.say(interview_id, alice.id, bob.id)
    changed = alice.get("/analytics/me", headers=known)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]
