"""POST /interview/{id}/question-reports, and what administrators make of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tests.api.past import Past
from tests.clients.person import Person, code_of


class Met:
    """An interview in which Alice asked Bob; his question for her never came up."""

    def __init__(self, past: Past, alice: Person, bob: Person) -> None:
        self.asked, self.unasked = past.question("asked"), past.question("unasked")
        self.elsewhere = past.question("elsewhere")
        self.id: UUID = past.meet(alice.id, bob.id, questions=(self.unasked, self.asked), asked=(False, True))


@pytest.fixture
def met(session: Session, alice: Person, bob: Person) -> Met:
    return Met(Past(session), alice, bob)


def report(by: Person, met: Met, **more: Any) -> Any:
    return by.post(f"/interview/{met.id}/question-reports", {"question_id": met.asked, "reason": "unclear", **more})


def test_both_of_an_interview_report_its_question(admin: Person, alice: Person, bob: Person, met: Met) -> None:
    made = report(alice, met, reason="wrong", text=" The third case expects 4. ")
    assert made.status_code == 201
    assert (made.get_json()["was_asked"], made.get_json()["text"]) == (False, "The third case expects 4.")
    assert report(bob, met, reason="too_hard").get_json()["was_asked"] is True
    shown = admin.get("/questions/reports?open=true").get_json()["items"]
    assert [(one["reporter"]["id"], one["reason"], one["was_asked"]) for one in shown] == [
        (bob.id, "too_hard", True),
        (alice.id, "wrong", False),
    ]
    assert shown[0]["question"] == {"id": met.asked, "slug": "asked", "title": "Asked"}
    mine = alice.get("/users/me/export").get_json()["question_reports"]
    assert [(one["question_id"], one["reason"]) for one in mine] == [(met.asked, "wrong")]


def test_only_what_was_asked_there_can_be_reported(alice: Person, charlie: Person, met: Met) -> None:
    for question_id in (met.unasked, met.elsewhere, 999):
        assert code_of(report(alice, met, question_id=question_id)) == (404, "not_found")
    assert code_of(report(charlie, met)) == (404, "not_found")


@pytest.mark.parametrize(
    "more",
    [{"reason": "boring"}, {"reason": "other"}, {"reason": "other", "text": " "}, {"text": "x" * 2001}, {"note": "x"}],
)
def test_what_cannot_be_used_is_refused(alice: Person, met: Met, more: dict[str, Any]) -> None:
    assert code_of(report(alice, met, **more)) == (422, "invalid")


@pytest.mark.recorded
def test_a_question_is_reported_once_until_that_is_resolved(admin: Person, alice: Person, met: Met) -> None:
    made = report(alice, met).get_json()
    assert code_of(report(alice, met)) == (409, "question_reported")
    path = f"/questions/reports/{made['id']}/resolve"
    resolved = admin.post(path, {"resolution": "changed", "note": "Said more."}).get_json()
    assert (resolved["resolution"], resolved["note"], resolved["resolved_by"]) == ("changed", "Said more.", admin.id)
    assert code_of(admin.post(path, {"resolution": "dismissed"})) == (409, "already_resolved")
    assert admin.get("/questions/reports?open=true").get_json()["items"] == []
    assert report(alice, met).status_code == 201
    by_question = admin.get(f"/questions/reports?question_id={met.asked}&limit=1").get_json()
    assert by_question["next_cursor"] is not None
    assert admin.get(f"/questions/reports?question_id={met.unasked}").get_json()["items"] == []


def test_a_report_that_does_not_exist_is_not_resolved(admin: Person) -> None:
    assert code_of(admin.post("/questions/reports/9/resolve", {"resolution": "changed"})) == (404, "not_found")
