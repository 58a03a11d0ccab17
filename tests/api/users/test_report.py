"""POST /users/{id}/report, and what administrators make of it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from tests.api.crowds import all_at_once
from tests.clients.person import Person, code_of, register

SPAM = {"reason": "spam", "text": "sold me something"}


def report(by: Person, of: Person, **more: Any) -> Any:
    return by.post(f"/users/{of.id}/report", {**SPAM, **more})


def test_somebody_i_met_can_be_reported(alice: Person, bob: Person, admin: Person, ended: str) -> None:
    answer = report(alice, bob, interview_id=ended)
    assert answer.status_code == 201
    assert answer.get_json()["user_id"] == bob.id
    (shown,) = admin.get("/admin/reports?open=true").get_json()["items"]
    assert (shown["reporter"]["id"], shown["subject"]["id"]) == (alice.id, bob.id)
    assert (shown["reason"], shown["text"], shown["interview_id"]) == ("spam", "sold me something", ended)


def test_somebody_i_was_only_matched_with_too(alice: Person, bob: Person, matched: str) -> None:
    assert report(bob, alice).status_code == 201


def test_strangers_oneself_and_nobody_look_the_same(alice: Person, bob: Person, charlie: Person, ended: str) -> None:
    for of in (charlie.id, alice.id, 999_999):
        assert code_of(alice.post(f"/users/{of}/report", SPAM)) == (404, "not_found")


def test_an_interview_must_be_one_of_ours(alice: Person, bob: Person, charlie: Person, ended: str) -> None:
    other = "00000000-0000-4000-8000-000000000000"
    assert code_of(report(alice, bob, interview_id=other)) == (404, "not_found")
    assert code_of(report(charlie, bob, interview_id=ended)) == (404, "not_found")


@pytest.mark.parametrize(
    "more", [{"reason": "boring"}, {"text": ""}, {"text": "x" * 2001}, {"resolution": "dismissed"}, {"reporter_id": 1}]
)
def test_what_cannot_be_used_is_refused(alice: Person, bob: Person, ended: str, more: dict[str, Any]) -> None:
    assert code_of(report(alice, bob, **more)) == (422, "invalid")


def test_one_report_of_a_person_is_open_at_a_time(
    alice: Person, bob: Person, admin: Person, ended: str, engine: Engine
) -> None:
    answers = all_at_once(engine, "reports", [lambda: report(alice, bob).status_code] * 3)
    assert sorted(answers) == [201, 409, 409]
    assert code_of(report(alice, bob)) == (409, "already_reported")
    (shown,) = admin.get("/admin/reports").get_json()["items"]
    admin.post(f"/admin/reports/{shown['id']}/resolve", {"resolution": "dismissed"})
    assert report(alice, bob).status_code == 201


@pytest.mark.recorded
def test_a_report_is_resolved_once(alice: Person, bob: Person, admin: Person, ended: str) -> None:
    report_id = report(alice, bob).get_json()["id"]
    path = f"/admin/reports/{report_id}/resolve"
    resolved = admin.post(path, {"resolution": "warned", "note": "wrote to him"}).get_json()
    assert (resolved["resolution"], resolved["note"], resolved["resolved_by"]) == ("warned", "wrote to him", admin.id)
    assert code_of(admin.post(path, {"resolution": "dismissed"})) == (409, "already_resolved")
    assert admin.get("/admin/reports?open=true").get_json()["items"] == []
    assert [each["id"] for each in admin.get("/admin/reports?open=false").get_json()["items"]] == [report_id]
    assert code_of(admin.post("/admin/reports/999/resolve", {"resolution": "warned"})) == (404, "not_found")


def test_reports_come_in_pages_newest_first(app: Flask, alice: Person, bob: Person, admin: Person, ended: str) -> None:
    report(alice, bob)
    report(bob, alice)
    first = admin.get("/admin/reports?limit=1").get_json()
    second = admin.get(f"/admin/reports?limit=1&cursor={first['next_cursor']}").get_json()
    assert [each["subject"]["id"] for each in first["items"] + second["items"]] == [alice.id, bob.id]
    assert second["next_cursor"] is None


def test_who_is_reported_learns_nothing(app: Flask, alice: Person, bob: Person, ended: str) -> None:
    before = bob.get("/users/me/export").get_json()
    report(alice, bob)
    after = bob.get("/users/me/export").get_json()
    assert after["news"] == before["news"]
    assert [each["kind"] for each in after["audit"][len(before["audit"]) :]] == ["account.exported"]


def test_nor_does_an_administrator_who_is_reported(alice: Person, bob: Person, admin: Person, ended: str) -> None:
    bob.in_database(
        lambda session: session.execute(text("UPDATE users SET is_admin = true WHERE id = :id"), {"id": bob.id})
    )
    report_id = report(alice, bob).get_json()["id"]
    assert bob.get("/admin/reports").get_json()["items"] == []
    decision = {"resolution": "dismissed"}
    assert code_of(bob.post(f"/admin/reports/{report_id}/resolve", decision)) == (404, "not_found")
    assert bob.get("/admin/audit?kind=report.made").get_json()["items"] == []
    assert len(admin.get("/admin/audit?kind=report.made").get_json()["items"]) == 1
    assert admin.post(f"/admin/reports/{report_id}/resolve", decision).status_code == 200
    assert bob.get("/admin/audit?kind=report.resolved").get_json()["items"] == []


def test_a_report_outlives_both_people(alice: Person, bob: Person, admin: Person, ended: str) -> None:
    report(alice, bob)
    for person in (alice, bob):
        assert person.delete("/users/me", json={"password": "correct horse battery"}).status_code == 204
    (shown,) = admin.get("/admin/reports").get_json()["items"]
    assert shown["subject"]["username"] == f"deleted-{bob.id}"


def test_sending_a_report_again_under_its_key_makes_one(app: Flask, alice: Person, bob: Person, ended: str) -> None:
    key = {"Idempotency-Key": "report"}
    first = alice.post(f"/users/{bob.id}/report", SPAM, headers=key)
    again = alice.post(f"/users/{bob.id}/report", SPAM, headers=key)
    assert first.status_code == again.status_code == 201
    assert first.json == again.json
    assert register(app, "dana").id
