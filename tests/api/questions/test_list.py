"""GET /questions and GET /questions/{id}."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.questions.texts import behavioral, technical
from tests.clients.person import Person, code_of


@pytest.fixture
def questions(admin: Person) -> None:
    for body in (
        technical(),
        technical(slug="halve-it", title="Halve 100% of it", difficulty="medium", tags=["math", "bits"]),
        behavioral(),
    ):
        assert admin.post("/questions", body).status_code == 201


def slugs(admin: Person, query: str = "") -> list[str]:
    answer = admin.get(f"/questions{query}")
    assert answer.status_code == 200
    return [item["slug"] for item in answer.get_json()["items"]]


@pytest.mark.usefixtures("questions")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["double-it", "halve-it", "a-hard-day"]),
        ("?interview_type=technical", ["double-it", "halve-it"]),
        ("?difficulty=M", ["halve-it", "a-hard-day"]),
        ("?tag=bits", ["halve-it"]),
        ("?interview_type=behavioral&difficulty=easy", []),
        ("?q=HARD+day", ["a-hard-day"]),
        ("?q=double", ["double-it", "halve-it"]),  # in the slug; in the prompt
        ("?q=100%25", ["halve-it"]),
        ("?q=0%25%25", []),
        ("?q=_", []),
        ("?retired=true", []),
        ("?retired=false", ["double-it", "halve-it", "a-hard-day"]),
    ],
)
def test_the_list_shows_what_fits(admin: Person, query: str, found: list[str]) -> None:
    assert slugs(admin, query) == found


@pytest.mark.usefixtures("questions")
def test_retired_questions_are_listed_apart(admin: Person) -> None:
    question_id = admin.get("/questions").get_json()["items"][0]["id"]
    admin.post(f"/questions/{question_id}/retire")
    assert slugs(admin, "?retired=true") == ["double-it"]
    assert slugs(admin, "?retired=false") == ["halve-it", "a-hard-day"]


@pytest.mark.usefixtures("questions")
def test_pages_follow_each_other(admin: Person) -> None:
    seen: list[Any] = []
    path = "/questions?limit=2"
    page = admin.get(path).get_json()
    seen += [item["slug"] for item in page["items"]]
    assert seen == ["double-it", "halve-it"]
    page = admin.get(f"{path}&cursor={page['next_cursor']}").get_json()
    seen += [item["slug"] for item in page["items"]]
    assert page["next_cursor"] is None
    assert seen == ["double-it", "halve-it", "a-hard-day"]


@pytest.mark.parametrize("query", ["?tag=cooking", "?difficulty=extreme", "?q=", "?retired=perhaps", "?cursor=zz"])
def test_filters_that_cannot_be_used_are_refused(admin: Person, query: str) -> None:
    answer = admin.get(f"/questions{query}")
    assert code_of(answer) == (422, "invalid")
    assert answer.get_json()["errors"][0]["pointer"].startswith("?")


def test_one_question_is_shown_with_all_its_parts(admin: Person) -> None:
    made = admin.post("/questions", technical()).get_json()
    assert made == admin.get(f"/questions/{made['id']}").get_json()
    for name, value in technical().items():
        assert made[name] == value
    assert (made["compare"], made["rubric"], made["companies"]) == ("exact", None, [])
    assert (made["source"], made["retired_at"]) == ("admin", None)


def test_a_question_that_does_not_exist_is_not_found(admin: Person) -> None:
    assert code_of(admin.get("/questions/404")) == (404, "not_found")
    for path in ("retire", "restore"):
        assert code_of(admin.post(f"/questions/404/{path}")) == (404, "not_found")
    assert code_of(admin.patch("/questions/404", {"title": "x"})) == (404, "not_found")


def test_who_is_no_administrator_sees_no_question(alice: Person) -> None:
    assert code_of(alice.get("/questions")) == (403, "forbidden")
    assert code_of(alice.get("/questions/1")) == (403, "forbidden")
