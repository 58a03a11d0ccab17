"""GET /questions/figures: how often a question was asked, how it went, what was reported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from shared.models import InterviewStatus, SharedRun
from tests.api.past import Past
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

BOTH = (True, True)


@pytest.fixture
def past(session: Session) -> Past:
    return Past(session)


def figures(admin: Person, query: str = "") -> list[dict[str, Any]]:
    answer = admin.get(f"/questions/figures{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    items: list[dict[str, Any]] = answer.get_json()["items"]
    return items


def run(session: Session, interview_id: UUID, user: Person, question_id: int, passed: int, total: int | None) -> None:
    session.add(
        SharedRun(
            interview_id=interview_id,
            user_id=user.id,
            client_id=f"{question_id}-{passed}-{total}-{datetime.now(UTC).timestamp()}",
            language="python",
            stdout="",
            stderr="",
            status="ok",
            ms=1,
            passed=passed,
            total=total,
            truncated=False,
            question_id=question_id,
        )
    )
    session.commit()


def test_a_question_that_was_never_asked_has_no_figures(admin: Person, past: Past) -> None:
    past.question("unasked")
    (one,) = figures(admin)
    assert (one["asked"], one["finished"], one["ratings"], one["test_runs"], one["reports"]) == (0, 0, 0, 0, 0)
    assert (one["last_asked_at"], one["rating"], one["tests_passed"], one["replacement"]) == (None, None, None, None)


def test_it_counts_turns_and_rates_those_that_ended_properly(
    admin: Person, alice: Person, bob: Person, past: Past
) -> None:
    first, second = past.question("first"), past.question("second")
    ended = past.meet(alice.id, bob.id, questions=(first, second), asked=BOTH)
    past.say(ended, alice.id, bob.id, overall=5)
    past.say(ended, bob.id, alice.id, overall=2)
    # Bob's turn never came; the question that he would have been asked doesn't count.
    short = past.meet(bob.id, alice.id, past.now - timedelta(days=2), questions=(first, second), asked=(False, True))
    past.say(short, bob.id, alice.id, overall=4)
    broken_off = past.meet(
        alice.id, bob.id, past.now, questions=(first, second), asked=BOTH, status=InterviewStatus.ABANDONED
    )
    past.say(broken_off, alice.id, bob.id, overall=1)
    one, other = figures(admin)
    assert (one["asked"], one["finished"], one["rating"], one["ratings"]) == (2, 1, 2.0, 1)
    assert (other["asked"], other["finished"], other["rating"], other["ratings"]) == (3, 2, 4.5, 2)
    assert datetime.fromisoformat(other["last_asked_at"]) == past.now


def test_runs_count_that_tried_the_cases(
    admin: Person, alice: Person, bob: Person, past: Past, session: Session
) -> None:
    question = past.question("tested")
    interview = past.meet(alice.id, bob.id, questions=(None, question), asked=(False, True))
    for passed, total in ((3, 3), (1, 3), (0, 3), (3, 3), (0, None)):
        run(session, interview, bob, question, passed, total)
    (one,) = figures(admin)
    assert (one["test_runs"], one["tests_passed"]) == (4, 0.5)


@pytest.fixture
def three(alice: Person, bob: Person, past: Past, session: Session) -> None:
    """`often` was asked twice, poorly; `rarely` once, well and long ago; `never` not at all."""
    often, rarely = past.question("often"), past.question("rarely")
    past.question("never")
    for days in (1, 2):
        met = past.meet(alice.id, bob.id, past.now - timedelta(days=days), questions=(None, often), asked=(False, True))
        past.say(met, alice.id, bob.id, overall=2)
    met = past.meet(alice.id, bob.id, past.now - timedelta(days=90), questions=(None, rarely), asked=(False, True))
    past.say(met, alice.id, bob.id, overall=5)
    run(session, met, bob, often, 1, 3)
    run(session, met, bob, rarely, 3, 3)
    bob.post(f"/interview/{met}/question-reports", {"question_id": rarely, "reason": "too_easy"})


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["often", "rarely", "never"]),
        ("?sort=asked", ["often", "rarely", "never"]),
        ("?sort=asked&ascending=true", ["never", "rarely", "often"]),
        ("?sort=last_asked", ["often", "rarely", "never"]),
        ("?sort=last_asked&ascending=true", ["rarely", "often", "never"]),
        ("?sort=rating", ["rarely", "often", "never"]),
        ("?sort=rating&ascending=true", ["often", "rarely", "never"]),
        # One 5 against two of 2, in a site whose mean is 3: 3.33 and 2.71.
        ("?sort=rating_shrunk", ["rarely", "often", "never"]),
        ("?sort=rating_shrunk&ascending=true", ["often", "rarely", "never"]),
        ("?sort=tests&ascending=true", ["often", "rarely", "never"]),
        ("?sort=tests", ["rarely", "often", "never"]),
        ("?sort=reports", ["rarely", "never", "often"]),
        ("?sort=rating&q=often", ["often"]),
    ],
)
def test_they_are_sorted_by_a_figure_and_paged(admin: Person, query: str, order: list[str]) -> None:
    assert [one["slug"] for one in figures(admin, query)] == order
    path, seen = f"/questions/figures{query}{'&' if query else '?'}limit=1", []
    cursor: str | None = ""
    while cursor is not None:
        page = admin.get(path + (f"&cursor={cursor}" if cursor else "")).get_json()
        seen += [one["slug"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert seen == order


@pytest.mark.usefixtures("three")
def test_one_statement_reads_a_page(admin: Person, engine: Engine) -> None:
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert len(figures(admin, "?sort=asked")) == 3
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len([one for one in sent if "questions" in one]) == 1


@pytest.mark.parametrize("query", ["?sort=beauty", "?ascending=perhaps", "?sort=asked&cursor=zz", "?tag=cooking"])
def test_what_cannot_be_used_is_refused(admin: Person, query: str) -> None:
    assert code_of(admin.get(f"/questions/figures{query}")) == (422, "invalid")


def test_what_replaces_a_question_is_shown(admin: Person, past: Past) -> None:
    old, new = past.question("old"), past.question("new")
    retired = admin.post(f"/questions/{old}/retire", {"replaced_by": "new"}).get_json()
    assert retired["replaced_by"] == new
    (one,) = figures(admin, "?retired=true")
    assert one["replacement"] == {"id": new, "slug": "new", "title": "New"}
    restored = admin.post(f"/questions/{old}/restore").get_json()
    assert (restored["retired_at"], restored["replaced_by"]) == (None, None)


def test_a_retired_question_can_be_given_a_replacement_later(admin: Person, past: Past) -> None:
    old, new = past.question("old"), past.question("new")
    admin.post(f"/questions/{old}/retire")
    assert admin.post(f"/questions/{old}/retire", {"replaced_by": "new"}).get_json()["replaced_by"] == new
    assert admin.post(f"/questions/{old}/retire").get_json()["replaced_by"] == new


@pytest.mark.parametrize("named", ["old", "nowhere", "retired"])
def test_it_is_replaced_by_another_one_in_use(admin: Person, past: Past, named: str) -> None:
    old = past.question("old")
    admin.post(f"/questions/{past.question('retired')}/retire")
    answer = admin.post(f"/questions/{old}/retire", {"replaced_by": named})
    assert code_of(answer) == (422, "invalid")
    assert answer.get_json()["errors"][0]["pointer"] == "#/replaced_by"
    assert admin.get(f"/questions/{old}").get_json()["retired_at"] is None


def test_deleting_an_account_keeps_the_counts(admin: Person, alice: Person, bob: Person, past: Past) -> None:
    question = past.question("known")
    met = past.meet(alice.id, bob.id, questions=(None, question), asked=(False, True))
    alice.post(f"/interview/{met}/question-reports", {"question_id": question, "reason": "public"})
    assert alice.delete("/users/me", json={"password": PASSWORD}).status_code == 204
    (one,) = figures(admin)
    assert (one["reports"], one["open_reports"]) == (1, 1)
    (report,) = admin.get("/questions/reports").get_json()["items"]
    assert (report["reporter"], report["reason"]) == (None, "public")
