"""POST /interview/{id}/exit: at any moment it ends the interview, blocks, and reports with evidence, in one go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from shared.rooms import evidence
from tests.api.conftest import events_of, pair_again
from tests.api.crowds import all_at_once
from tests.clients.person import Person, code_of, register

WISH = {"interview_type": "technical", "difficulty": "medium"}


def leave(person: Person, interview_id: str, body: Any = None, **options: Any) -> Any:
    answer = person.post(f"/interview/{interview_id}/exit", body, **options)
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def state(person: Person) -> str:
    return str(person.get("/match/status").get_json()["status"])


def reports(session: Session) -> list[tuple[int, int, str, str, bool]]:
    session.rollback()
    asked = text("SELECT reporter_id, subject_id, reason, text, exited FROM reports ORDER BY id")
    return [tuple(row) for row in session.execute(asked)]


def blocks(person: Person) -> list[int]:
    return list(person.get("/users/me").get_json()["blocks"])


@pytest.mark.recorded
@pytest.mark.parametrize("moment", ["matched", "i_started", "peer_started", "live", "ended"])
def test_at_every_moment(alice: Person, bob: Person, session: Session, matched: str, moment: str) -> None:
    starting = {"matched": (), "i_started": (alice,), "peer_started": (bob,)}.get(moment, (alice, bob))
    for person in starting:
        person.post("/interview/start", {"interview_id": matched})
    if moment == "ended":
        bob.post(f"/interview/{matched}/end")
    made = leave(alice, matched)
    assert (made["user_id"], made["interview_id"], made["reason"], made["text"]) == (bob.id, matched, "other", "")
    assert reports(session) == [(alice.id, bob.id, "other", "", True)]
    assert blocks(alice) == [bob.id]
    assert evidence.read(session, made["id"])
    over = "ended" if moment in {"live", "ended"} else "abandoned"
    assert alice.get(f"/interview/{matched}").get_json()["status"] == over
    assert state(alice) == "idle"
    assert state(bob) == ("idle" if over == "ended" else "waiting")
    assert alice.get("/users/me").get_json()["practice_blocked_until"] is None
    assert alice.get("/users/me").get_json()["reliability"]["late"] == 0


def test_it_costs_nothing_however_often(alice: Person, bob: Person, session: Session) -> None:
    for _ in range(6):
        leave(alice, pair_again(alice, bob, WISH))
        session.execute(text("DELETE FROM blocks"))
        session.execute(text("UPDATE interviews SET matched_at = matched_at - interval '2 days'"))
        session.commit()
    me = alice.get("/users/me").get_json()
    assert (me["practice_blocked_until"], me["reliability"]["count"]) == (None, 0)


@pytest.mark.parametrize("is_live", [False, True])
def test_to_the_peer_it_looks_as_if_it_was_ended_or_declined(
    app: Flask, alice: Person, bob: Person, is_live: bool
) -> None:
    """Compared with two people of whom one does that."""

    def told(by: Person, peer: Person, how: str) -> list[tuple[str, list[str], bool]]:
        interview_id = pair_again(by, peer, WISH)
        for person in (by, peer) if is_live else ():
            person.post("/interview/start", {"interview_id": interview_id})
        before = peer.get("/users/me/export").get_json()["news"]
        body = {"reason": "harassment", "text": "They shouted."} if how == "exit" else {}
        assert by.post(f"/interview/{interview_id}/{how}", body).status_code == 200
        peer.post("/match/leave", {})
        news = peer.get("/users/me/export").get_json()["news"][len(before) :]
        assert "shouted" not in str(news)
        return [(one["type"], sorted(one["data"]), one["data"].get("by") == by.id) for one in news]

    usual = told(register(app, "dana"), register(app, "eve"), "end" if is_live else "decline")
    assert told(alice, bob, "exit") == usual
    assert "interview.ended" in [kind for kind, *_ in usual]


def test_pressing_again_changes_nothing(alice: Person, bob: Person, session: Session, live: str) -> None:
    first = leave(alice, live, {"reason": "spam", "text": "Sold me something."})
    told = events_of(session, f"user:{bob.id}")
    assert leave(alice, live, {"reason": "spam", "text": "Sold me something."}) == first
    assert leave(alice, live) == first
    assert len(reports(session)) == 1
    assert events_of(session, f"user:{bob.id}") == told


def test_sent_again_under_its_key_it_has_the_first_answer(alice: Person, live: str) -> None:
    key = {"Idempotency-Key": "exit"}
    first = alice.post(f"/interview/{live}/exit", {}, headers=key)
    again = alice.post(f"/interview/{live}/exit", {}, headers=key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.get_json() == first.get_json()


def test_two_presses_at_once_make_one_report(alice: Person, session: Session, engine: Engine, live: str) -> None:
    answers = all_at_once(engine, "interviews", [lambda: leave(alice, live)["id"]] * 3)
    assert len(set(answers)) == 1
    assert len(reports(session)) == 1


def test_both_press_at_once(alice: Person, bob: Person, session: Session, engine: Engine, live: str) -> None:
    all_at_once(engine, "interviews", [lambda: leave(alice, live), lambda: leave(bob, live)])
    assert sorted(reports(session)) == sorted(
        [(alice.id, bob.id, "other", "", True), (bob.id, alice.id, "other", "", True)]
    )
    assert (blocks(alice), blocks(bob)) == ([bob.id], [alice.id])
    assert events_of(session, f"interview:{live}").count("interview.ended") == 1


def test_an_open_report_is_added_to_and_loses_nothing(alice: Person, bob: Person, session: Session, live: str) -> None:
    spam = {"reason": "spam", "text": "Sold me something."}
    first = alice.post(f"/users/{bob.id}/report", spam).get_json()
    made = leave(alice, live, {"text": "And shouted."})
    assert (made["id"], made["reason"], made["text"]) == (first["id"], "spam", "Sold me something.\n\nAnd shouted.")
    assert evidence.read(session, made["id"])
    assert leave(alice, live, {"reason": "harassment"})["reason"] == "harassment"


def test_evidence_of_an_earlier_interview_is_kept(alice: Person, bob: Person, session: Session, ended: str) -> None:
    first = alice.post(f"/users/{bob.id}/report", {"reason": "spam", "text": "x", "interview_id": ended}).get_json()
    session.execute(text("UPDATE interviews SET matched_at = matched_at - interval '30 days'"))
    session.commit()
    again = pair_again(alice, bob, WISH)
    leave(alice, again)
    found = evidence.read(session, first["id"])
    assert found
    assert (str(found.interview_id), [str(one.interview_id) for one in found.earlier]) == (again, [ended])


def test_words_can_be_added_afterwards_while_it_is_open(
    alice: Person, bob: Person, admin: Person, session: Session, live: str
) -> None:
    made = leave(alice, live)
    path = f"/users/me/reports/{made['id']}"
    changed = alice.patch(path, {"reason": "inappropriate", "text": "He undressed."})
    assert changed.status_code == 200
    assert reports(session) == [(alice.id, bob.id, "inappropriate", "He undressed.", True)]
    assert alice.patch(path, {"reason": "harassment"}).get_json()["text"] == "He undressed."
    assert code_of(bob.patch(path, {"text": "No, I did not."})) == (404, "not_found")
    assert code_of(alice.patch(path, {"reason": None})) == (422, "invalid")
    (shown,) = admin.get("/admin/reports?open=true").get_json()["items"]
    assert (shown["exited"], shown["text"]) == (True, "He undressed.")
    admin.post(f"/admin/reports/{made['id']}/resolve", {"resolution": "warned"})
    assert code_of(alice.patch(path, {"text": "More."})) == (409, "already_resolved")
    assert leave(alice, live)["id"] != made["id"]


def test_who_is_no_participant_is_refused(
    alice: Person, bob: Person, charlie: Person, session: Session, live: str
) -> None:
    assert code_of(charlie.post(f"/interview/{live}/exit")) == (404, "not_found")
    assert reports(session) == []


@pytest.mark.parametrize("body", [{"reason": "boring"}, {"text": "x" * 2001}, {"user_id": 1}])
def test_what_cannot_be_used_is_refused(alice: Person, live: str, body: dict[str, Any]) -> None:
    assert code_of(alice.post(f"/interview/{live}/exit", body)) == (422, "invalid")
    assert alice.get(f"/interview/{live}").get_json()["status"] == "live"


def test_after_a_month_it_is_too_late(alice: Person, session: Session, ended: str) -> None:
    def let_pass(days: int) -> None:
        session.execute(text("UPDATE interviews SET ended_at = ended_at - :by"), {"by": timedelta(days=days)})
        session.commit()

    let_pass(29)
    leave(alice, ended)
    let_pass(2)
    assert code_of(alice.post(f"/interview/{ended}/exit")) == (409, "interview_over")


def test_a_room_that_the_report_held_until_now_forgets_a_deleted_person(
    alice: Person, bob: Person, session: Session, ended: str
) -> None:
    say = text(
        "INSERT INTO chat_messages (interview_id, user_id, client_id, text, sent_at)"
        " VALUES (:room, :who, :room, 'mine', now())"
    )
    second = pair_again(alice, bob, WISH)
    for room in (ended, second):
        session.execute(say, {"room": room, "who": bob.id})
    session.commit()
    alice.post(f"/users/{bob.id}/report", {"reason": "spam", "text": "x", "interview_id": ended}, status=201)
    bob.delete("/users/me", json={"password": "correct horse battery"}, status=204)
    kept = text("SELECT CAST(interview_id AS text) FROM chat_messages")
    assert session.scalars(kept).all() == [ended]
    leave(alice, second)
    session.rollback()
    assert session.scalars(kept).all() == []
