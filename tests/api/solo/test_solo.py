"""POST /solo/turns and GET /solo/turns/{id}: a question for practicing alone counts as seen from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.matching import topics
from shared.models import Difficulty, InterviewType, Question
from tests.api.conftest import pair_again
from tests.api.crowds import all_at_once
from tests.api.past import BEHAVIORAL, Past
from tests.api.questions.texts import technical
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

WISH = {"interview_type": "technical", "difficulty": "medium"}


@pytest.fixture
def bank(session: Session) -> list[int]:
    past = Past(session)
    return [past.question(f"question-{number}", difficulty="medium") for number in range(4)]


def begin(person: Person, **changes: Any) -> int:
    answer = person.post("/solo/turns", {**WISH, **changes})
    assert answer.status_code == 201, answer.text
    found: int = answer.get_json()["question"]["id"]
    return found


def asked(one: Person, other: Person) -> dict[int, int]:
    """Let two be asked in an interview. Returns who was asked what."""
    interview = pair_again(one, other, WISH)
    for person in (one, other):
        person.post("/interview/start", {"interview_id": interview})
    found = {}
    for _ in range(2):
        for person in (one, other):
            seen = person.get(f"/interview/{interview}").get_json()
            if seen["role"] == "interviewee":
                found[person.id] = seen["question"]["id"]
        one.post(f"/interview/{interview}/swap-roles")
    one.post(f"/interview/{interview}/end")
    return found


def test_a_question_comes_with_all_that_an_interviewer_has(alice: Person, session: Session, settings: Settings) -> None:
    question = Question(
        slug="whole",
        interview_type=InterviewType.BEHAVIORAL,
        difficulty=Difficulty.HARD,
        title="Whole",
        prompt="What?",
        hints=["Think."],
        solution="This.",
        follow_ups=["Why?"],
        rubric={"structure": {"1": "None.", "3": "Some.", "5": "Much."}},
        tags=["learning"],
    )
    session.add(question)
    session.commit()
    turn = alice.post("/solo/turns", {"interview_type": "behavioral", "difficulty": "hard"}).get_json()
    # Half of 45, as whole minutes.
    assert turn["minutes"] == settings.behavioral_minutes // 2
    assert (turn["interview_type"], turn["met_before"]) == ("behavioral", False)
    shown = turn["question"]
    assert (shown["title"], shown["prompt"], shown["hints"]) == ("Whole", "What?", ["Think."])
    assert (shown["solution"], shown["follow_ups"]) == ("This.", ["Why?"])
    assert list(shown["rubric"]) == ["structure"]
    assert alice.get(f"/solo/turns/{turn['id']}").json == turn


@pytest.mark.recorded
def test_the_same_question_does_not_come_twice_while_others_are_new(alice: Person, bank: list[int]) -> None:
    assert sorted(begin(alice) for _ in bank) == bank


def test_when_all_are_seen_it_says_so_and_takes_the_one_of_longest_ago(alice: Person, bank: list[int]) -> None:
    first = [begin(alice) for _ in bank]
    again = alice.post("/solo/turns", WISH).get_json()
    assert again["met_before"] is True
    assert again["question"]["id"] == first[0]
    assert alice.get(f"/solo/turns/{again['id']}").get_json()["met_before"] is True


def test_what_was_taken_alone_is_not_asked_in_an_interview(alice: Person, bob: Person, bank: list[int]) -> None:
    taken = {begin(alice), begin(alice), begin(alice)}
    (left,) = set(bank) - taken
    assert asked(alice, bob)[alice.id] == left


def test_what_was_met_in_an_interview_does_not_come_alone(alice: Person, bob: Person, bank: list[int]) -> None:
    # One was asked of her, the other she asked.
    met = set(asked(alice, bob).values())
    assert len(met) == 2
    assert {begin(alice), begin(alice)} == set(bank) - met


def test_what_a_coming_interview_will_ask_is_left_for_it(
    alice: Person, live: str, bank: list[int], session: Session
) -> None:
    assigned = session.execute(
        text("UPDATE participants SET question_id = :q + seat WHERE interview_id = :i RETURNING question_id"),
        {"q": bank[0] - 1, "i": live},
    ).scalars()
    kept = set(assigned)
    session.commit()
    assert len(kept) == 2
    assert {begin(alice) for _ in range(6)} == set(bank) - kept


def test_the_nearest_difficulty_of_the_same_type_stands_in(alice: Person, session: Session) -> None:
    past = Past(session)
    easy = past.question("an-easy-one")
    past.question("a-story", of=BEHAVIORAL, difficulty="hard")
    assert begin(alice, difficulty="hard") == easy


def test_a_wish_decides_among_what_is_new_at_that_level(alice: Person, bank: list[int], session: Session) -> None:
    topics.add_shipped(session)
    past = Past(session)
    easy = past.question("easy-joins", "joins")
    joins = past.question("joins", "joins", difficulty="medium")
    assert begin(alice, topics=["sql", "front-end"]) == joins
    # What she has met, or what is of another level, is no better for being on topic.
    assert {begin(alice, topics=["sql"]) for _ in bank} == set(bank)
    assert begin(alice, difficulty="easy", topics=["debugging"]) == easy


@pytest.mark.parametrize("wished", [["no-such"], ["sql", "conflict"], ["retired"]])
def test_a_topic_that_is_not_on_offer_is_refused_and_costs_no_question(
    alice: Person, bank: list[int], session: Session, wished: list[str]
) -> None:
    topics.add_shipped(session)
    session.execute(text("UPDATE topics SET slug = 'retired', retired_at = now() WHERE slug = 'debugging'"))
    session.commit()
    refused = alice.post("/solo/turns", {**WISH, "topics": wished})
    assert code_of(refused) == (422, "invalid")
    assert refused.get_json()["errors"][0]["pointer"] == f"#/topics/{len(wished) - 1}"
    assert session.execute(text("SELECT count(*) FROM solo_turns")).scalar_one() == 0


def test_a_question_of_a_group_is_not_given(alice: Person, bob: Person, bank: list[int]) -> None:
    """Neither to strangers nor to its members: it is asked in its slots."""
    for person in (alice, bob):
        group = person.post("/groups", {"name": f"Club of {person.username}"}, status=201).get_json()["group"]["id"]
        given = technical() | {"slug": "ours", "difficulty": "medium"}
        person.post(f"/groups/{group}/questions", given, status=201)
    assert {begin(alice) for _ in range(6)} == set(bank)


def test_a_question_of_a_group_is_not_given_where_there_is_no_other(alice: Person) -> None:
    group = alice.post("/groups", {"name": "Club"}, status=201).get_json()["group"]["id"]
    alice.post(f"/groups/{group}/questions", technical() | {"slug": "ours"}, status=201)
    assert code_of(alice.post("/solo/turns", WISH)) == (409, "no_question")


def test_drafts_and_retired_questions_are_not_given(alice: Person, bank: list[int], session: Session) -> None:
    session.execute(text("UPDATE questions SET draft = true WHERE id = :id"), {"id": bank[0]})
    session.execute(text("UPDATE questions SET retired_at = now() WHERE id = :id"), {"id": bank[1]})
    session.commit()
    assert {begin(alice) for _ in range(3)} == set(bank[2:])


def test_without_a_question_it_is_said_so(alice: Person) -> None:
    assert code_of(alice.post("/solo/turns", WISH)) == (409, "no_question")


def test_two_requests_at_once_get_two_questions(app: Flask, engine: Engine, alice: Person, bank: list[int]) -> None:
    answers = all_at_once(engine, "solo_turns", [lambda: Person(app, alice.session).post("/solo/turns", WISH)] * 2)
    assert len({answer.get_json()["question"]["id"] for answer in answers}) == 2


def test_ones_turn_is_nobody_elses(alice: Person, bob: Person, bank: list[int]) -> None:
    turn = alice.post("/solo/turns", WISH).get_json()["id"]
    assert code_of(bob.get(f"/solo/turns/{turn}")) == (404, "not_found")
    assert code_of(alice.get(f"/solo/turns/{turn + 1}")) == (404, "not_found")


def test_where_addresses_are_to_be_confirmed_it_needs_one(
    make_app: Callable[..., Flask], alice: Person, bank: list[int]
) -> None:
    strict = Person(make_app(require_verified_email=True), alice.session)
    assert code_of(strict.post("/solo/turns", WISH)) == (403, "email_not_verified")


def test_it_is_in_the_export_and_goes_with_the_account(alice: Person, bank: list[int], session: Session) -> None:
    question = begin(alice)
    (kept,) = alice.get("/users/me/export").get_json()["solo_turns"]
    assert (kept["question_id"], kept["met_before"]) == (question, False)
    assert kept["title"].startswith("Question-")
    assert alice.delete("/users/me", json={"password": PASSWORD}).status_code == 204
    assert session.execute(text("SELECT count(*) FROM solo_turns")).scalar_one() == 0
