"""GET /moderation/reports: what is urgent first, and what a moderator has to know of both people."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.moderation.conftest import Report, decide
from tests.clients.person import Person, code_of, register


def queue(moderator: Person, query: str = "") -> list[int]:
    return [one["id"] for one in moderator.get(f"/moderation/reports?{query}", status=200).get_json()["items"]]


def test_the_most_severe_are_first_and_of_these_the_oldest(
    alice: Person, bob: Person, charlie: Person, moderator: Person, report: Report
) -> None:
    spam = report(alice, bob, reason="spam")
    other = report(bob, alice, reason="other")
    old, new = report(alice, charlie), report(bob, charlie, reason="inappropriate")
    assert queue(moderator) == [old, new, other, spam]
    first = moderator.get("/moderation/reports?limit=3").get_json()
    assert [one["severity"] for one in first["items"]] == ["high", "high", "medium"]
    assert [one["open_about_subject"] for one in first["items"]] == [2, 2, 1]
    assert queue(moderator, f"limit=3&cursor={first['next_cursor']}") == [spam]
    decide(moderator, old, "dismissed")
    assert queue(moderator) == [new, other, spam]
    assert queue(moderator, "open=false") == [old]


def test_the_first_look_is_the_first_answer(
    alice: Person, bob: Person, moderator: Person, second: Person, report: Report
) -> None:
    number = report(alice, bob)
    assert moderator.get("/moderation/reports").get_json()["items"][0]["first_answer_at"] is None
    seen = moderator.get(f"/moderation/reports/{number}", status=200).get_json()["first_answer_at"]
    assert seen is not None
    assert second.get(f"/moderation/reports/{number}").get_json()["first_answer_at"] == seen


def test_a_decision_without_a_look_is_the_first_answer(
    alice: Person, bob: Person, moderator: Person, report: Report
) -> None:
    decided = decide(moderator, report(alice, bob), "dismissed").get_json()
    assert decided["first_answer_at"] == decided["resolved_at"]


def test_the_history_of_both_is_there(
    alice: Person, bob: Person, charlie: Person, moderator: Person, report: Report
) -> None:
    decide(moderator, report(charlie, bob, reason="spam"), "warned")
    report(bob, alice, reason="cheating")
    alice.patch("/users/me", {"blocks": [bob.id]}, status=200)
    number = report(alice, bob)
    seen = moderator.get(f"/moderation/reports/{number}", status=200).get_json()
    about, by = seen["subject_history"], seen["reporter_history"]
    assert [(one["reason"], one["resolution"], one["other"]["username"]) for one in about["reports_about"]] == [
        ("spam", "warned", "charlie")
    ]
    assert [one["reason"] for one in about["reports_by"]] == ["cheating"]
    assert [(one["kind"], one["text"], one["lasts"]) for one in about["measures"]] == [("warned", "Be kind.", False)]
    assert (about["blocks_against"], by["blocks_against"]) == (1, 0)
    assert [one["reason"] for one in by["reports_about"]] == ["cheating"]


def test_a_moderator_sees_nothing_that_is_by_or_about_them(
    alice: Person, bob: Person, moderator: Person, second: Person, report: Report
) -> None:
    about_me, by_me = report(alice, moderator), report(moderator, bob)
    assert queue(moderator) == []
    assert queue(second) == [about_me, by_me]
    for number in (about_me, by_me):
        path = f"/moderation/reports/{number}"
        assert code_of(moderator.get(path)) == (404, "not_found")
        assert code_of(moderator.get(f"{path}/evidence")) == (404, "not_found")
        assert code_of(decide(moderator, number, "dismissed")) == (404, "not_found")
    # Nor in the history of others, which would name who reported them.
    seen = moderator.get(f"/moderation/reports/{report(bob, alice)}", status=200).get_json()
    assert seen["subject_history"]["reports_by"] == []
    assert seen["reporter_history"]["reports_about"] == []


def test_evidence_is_for_moderators_and_each_look_is_recorded(
    app: Flask, alice: Person, bob: Person, ended: str, admin: Person, moderator: Person, session: Session
) -> None:
    made = alice.post(f"/users/{bob.id}/report", {"reason": "spam", "text": "x", "interview_id": ended}, status=201)
    path = f"/moderation/reports/{made.get_json()['id']}"
    assert moderator.get("/moderation/reports").get_json()["items"][0]["has_evidence"] is True
    looks = "SELECT actor_id, subject_id FROM audit_log WHERE kind = 'evidence.seen' ORDER BY id"
    moderator.get(path, status=200)
    assert session.execute(text(looks)).all() == []
    for person in (moderator, admin):
        seen = person.get(f"{path}/evidence", status=200).get_json()
        assert {one["username"] for one in seen["people"]} == {"alice", "bob"}
    for person in (alice, bob, register(app, "stranger")):
        assert code_of(person.get(f"{path}/evidence")) == (403, "forbidden")
    session.rollback()
    assert session.execute(text(looks)).all() == [(moderator.id, bob.id), (admin.id, bob.id)]
    assert "evidence.seen" not in bob.get("/users/me/export").get_data(as_text=True)


def test_a_report_without_a_room_has_no_evidence(alice: Person, bob: Person, moderator: Person, report: Report) -> None:
    number = report(alice, bob)
    assert moderator.get(f"/moderation/reports/{number}").get_json()["has_evidence"] is False
    assert code_of(moderator.get(f"/moderation/reports/{number}/evidence")) == (404, "not_found")
