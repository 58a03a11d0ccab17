"""Questions of every kind over the API: added, read, written as Markdown, published, and asked."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.questions.texts import BEHAVIORAL, behavioral, technical
from tests.clients.person import Person, code_of
from tests.unit.api.questions.texts import KINDS, of

EXTRAS: dict[str, dict[str, Any]] = {
    "function": {
        "parameters": [{"name": "number", "type": "int | None", "meaning": "what to double"}],
        "compare": "approx",
        "tolerance": 0.001,
        "slow_solution": "def double(number):\n    return number + number",
        "prompt": "Write it.\n\n## In short\n\n```\n## in code\n```",
        "test_cases": [
            {"args": [1], "expected": None},
            {"args": [1e21], "expected": 1e21},
            {"named": {"number": {"b": [None], "a": 1}}, "error": True, "about": "no number", "hidden": True},
            {"args": [{"$range": [0, 100_000]}], "expected": 1},
        ],
    },
    "sql": {"test_cases": [{"rows": [[1, None]], "ordered": True}, {"rows": [], "tables": "CREATE TABLE a (b int)"}]},
    "design": {
        "rubric": {
            name: {"1": "None.", "3": "Some.", "5": "Much."} for name in ("API", "Data model", "Failure", "Scaling")
        },
    },
    "review": {
        "code": {"python": "# a\n## b", "diff": "- a\n+ b"},
        "source_url": "https://example.org",
        "license": "MIT",
    },
    "frontend": {"starter_code": {"html": "<p>", "css": "p {}", "javascript": "document.title;"}},
}


def body_of(kind: str, **changes: Any) -> dict[str, Any]:
    return of(kind, **EXTRAS.get(kind, {}) | changes)


def questions_of(interview_id: str, *people: Person) -> dict[str, dict[str, Any]]:
    """Start an interview; return by role the question as it is shown to each."""
    for person in people:
        person.post("/interview/start", {"interview_id": interview_id})
    seen = [person.get(f"/interview/{interview_id}").get_json() for person in people]
    return {each["role"]: each["question"] for each in seen}


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_any_kind_comes_back_as_it_was_sent(admin: Person, kind: str) -> None:
    body = body_of(kind)
    sent = admin.post("/questions", body)
    assert sent.status_code == 201, sent.get_json()
    made = sent.get_json()
    assert {name: made[name] for name in body} == body
    assert list(made["rubric"] or ()) == list(body.get("rubric", ()))
    assert (made["draft"], made["missing"], made["unusable_for"]) == (False, [], [])
    assert admin.get(f"/questions/{made['id']}").get_json() == made


@pytest.mark.parametrize("kind", KINDS)
def test_importing_what_was_exported_changes_nothing(admin: Person, kind: str) -> None:
    made = admin.post("/questions", body_of(kind)).get_json()
    path = f"/questions/{made['id']}/markdown"
    file = admin.get(path)
    assert (file.status_code, file.mimetype) == (200, "text/markdown")
    again = admin.post("/questions/import", {"markdown": file.get_data(as_text=True)})
    assert again.status_code == 200
    assert again.get_json() == made | {"updated_at": again.get_json()["updated_at"]}
    assert admin.get(path).get_data() == file.get_data()
    changed = admin.patch(f"/questions/{made['id']}", {"title": "Another"})
    assert (changed.status_code, changed.get_json()["title"]) == (200, "Another")


def test_a_draft_is_kept_and_says_what_it_lacks(admin: Person) -> None:
    draft = {"interview_type": "technical", "difficulty": "M", "title": "Two sums", "prompt": "Add.", "draft": True}
    made = admin.post("/questions", draft).get_json()
    assert (made["slug"], made["kind"], made["draft"], made["hints"]) == ("two-sums", "function", True, [])
    assert made["missing"] == ["tags", "hints", "solution", "follow_ups", "function", "starter_code", "test_cases"]
    assert len(made["unusable_for"]) == len(made["missing"])
    assert "Test in the room: there are no test cases" in made["unusable_for"]
    (listed,) = admin.get("/questions").get_json()["items"]
    assert (listed["draft"], listed["missing"]) == (True, made["missing"])
    file = admin.get(f"/questions/{made['id']}/markdown").get_data(as_text=True)
    assert admin.post("/questions/import", {"markdown": file}).get_json()["missing"] == made["missing"]


def test_publishing_names_each_part_that_is_missing(admin: Person) -> None:
    whole = technical()
    needed = {name: whole.pop(name) for name in ("hints", "solution", "test_cases")}
    made = admin.post("/questions", {**whole, "draft": True}).get_json()
    path = f"/questions/{made['id']}"
    refused = admin.patch(path, {"draft": False})
    assert code_of(refused) == (422, "invalid")
    assert [error["pointer"] for error in refused.get_json()["errors"]] == [f"#/{name}" for name in needed]
    assert admin.get(path).get_json() == made
    published = admin.patch(path, {"draft": False, **needed}).get_json()
    assert (published["draft"], published["missing"]) == (False, [])


def test_what_is_asked_may_become_a_draft_again(admin: Person) -> None:
    made = admin.post("/questions", behavioral()).get_json()
    changed = admin.patch(f"/questions/{made['id']}", {"draft": True, "rubric": None, "hints": None}).get_json()
    assert (changed["draft"], changed["missing"], changed["rubric"]) == (True, ["hints", "rubric"], None)


def test_a_slug_is_left_out_by_drafts_only(admin: Person) -> None:
    body = behavioral()
    del body["slug"]
    assert [error["pointer"] for error in admin.post("/questions", body).get_json()["errors"]] == ["#/slug"]
    assert admin.post("/questions", body | {"draft": True}).get_json()["slug"] == "a-hard-day"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=design", ["design"]),
        ("?kind=SQL", ["sql", "half"]),
        ("?draft=true", ["bare", "half"]),
        ("?draft=false&kind=conversation", ["conversation"]),
        ("?missing=hints", ["bare"]),
        ("?missing=tags", ["bare"]),
        ("?missing=rubric", []),
        ("?missing=test_cases", ["bare", "half"]),
        ("?missing=tables", ["half"]),
        ("?missing=function", ["bare"]),
        ("?missing=starter_code", ["bare"]),
    ],
)
def test_the_list_shows_kinds_drafts_and_what_they_lack(admin: Person, query: str, found: list[str]) -> None:
    for kind in ("design", "sql", "conversation"):
        assert admin.post("/questions", body_of(kind, slug=kind)).status_code == 201
    base = {"interview_type": "technical", "difficulty": "easy", "title": "x", "prompt": "x", "draft": True}
    assert admin.post("/questions", {**base, "slug": "bare", "starter_code": {"java": "x"}}).status_code == 201
    half = {**base, "slug": "half", "kind": "sql", "tags": ["sql"], "hints": ["x"]}
    assert admin.post("/questions", half).status_code == 201
    answer = admin.get(f"/questions{query}")
    assert [item["slug"] for item in answer.get_json()["items"]] == found
    for item in answer.get_json()["items"] if "missing" in query else ():
        assert query.partition("=")[2] in item["missing"]


@pytest.mark.parametrize("query", ["?kind=riddle", "?missing=title", "?draft=perhaps"])
def test_filters_that_cannot_be_used_are_refused(admin: Person, query: str) -> None:
    assert code_of(admin.get(f"/questions{query}")) == (422, "invalid")


def test_the_kind_of_a_draft_can_be_changed(admin: Person) -> None:
    made = admin.post("/questions", body_of("frontend", draft=True)).get_json()
    changed = admin.patch(f"/questions/{made['id']}", {"kind": "design", "starter_code": None}).get_json()
    assert (changed["kind"], changed["missing"]) == ("design", ["estimates", "rubric"])


def test_drafts_are_not_asked(admin: Person, matched: str, alice: Person, bob: Person) -> None:
    for slug in ("one", "two"):
        admin.post("/questions", technical(slug=slug, difficulty="medium", draft=True))
    for person in (alice, bob):
        live = person.post("/interview/start", {"interview_id": matched}).get_json()
    assert (live["question"], live["no_question"]) == (None, True)


def test_a_turn_without_a_question_says_so(admin: Person, matched: str, alice: Person, bob: Person) -> None:
    admin.post("/questions", technical(difficulty="medium"))
    assert alice.get(f"/interview/{matched}").get_json()["no_question"] is False
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": matched})
    seen = []
    for _ in range(2):
        both = [person.get(f"/interview/{matched}").get_json() for person in (alice, bob)]
        assert both[0]["no_question"] == both[1]["no_question"]
        seen.append((both[0]["no_question"], both[0]["question"] is None))
        alice.post(f"/interview/{matched}/swap-roles")
    # One question serves one of the two: the other one has read its solution.
    assert sorted(seen) == [(False, False), (True, True)]


def test_the_room_shows_the_parts_of_its_kind_to_whom_they_are_for(
    admin: Person, matched: str, alice: Person, bob: Person
) -> None:
    for slug in ("one", "two"):
        admin.post("/questions", body_of("function", slug=slug, difficulty="medium"))
    by_role = questions_of(matched, alice, bob)
    asked, asking = by_role["interviewee"], by_role["interviewer"]
    body = body_of("function")
    assert asked["cases"] == asking["cases"] == body["test_cases"]
    assert asked["test_cases"] == [{"args": [1], "expected": None}, {"args": [1e21], "expected": 1e21}]
    assert (asked["kind"], asked["tolerance"], asked["parameters"]) == ("function", 0.001, body["parameters"])
    assert asked["prompt"] == body["prompt"]
    assert (asked["slow_solution"], asking["slow_solution"]) == (None, body["slow_solution"])


def test_a_design_shows_its_figures_to_the_interviewer_alone(
    admin: Person, matched: str, alice: Person, bob: Person
) -> None:
    for slug in ("one", "two"):
        admin.post("/questions", body_of("design", slug=slug, difficulty="medium"))
    by_role = questions_of(matched, alice, bob)
    assert by_role["interviewee"]["requirements"] == ["It runs."]
    assert (by_role["interviewee"]["estimates"], by_role["interviewee"]["rubric"]) == (None, None)
    assert by_role["interviewer"]["estimates"] == ["How many? → 5"]
    assert list(by_role["interviewer"]["rubric"]) == ["API", "Data model", "Failure", "Scaling"]
    assert by_role["interviewer"]["cases"] is None


def test_a_question_of_the_release_before_reads_as_what_it_is(admin: Person, session: Session) -> None:
    made = admin.post("/questions/import", {"markdown": BEHAVIORAL}).get_json()
    session.execute(text("UPDATE questions SET kind = DEFAULT"))
    session.commit()
    assert admin.get(f"/questions/{made['id']}").get_json()["kind"] == "conversation"
    assert admin.patch(f"/questions/{made['id']}", {"title": "x"}).status_code == 200
