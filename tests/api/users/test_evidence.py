"""What is kept as the evidence of a report, and for how long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pycrdt import Array, Doc, Map, Text
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import evidence_ends, retention
from mockmate_ws.rooms import chat
from shared.core.settings import Settings
from shared.rooms import documents, evidence
from shared.rooms.evidence import KeptEvidence
from tests.api.past import Past
from tests.clients import PASSWORD
from tests.clients.person import Person

RUDE = {"reason": "harassment", "text": "See the chat."}
SHAPE = {"kind": "rect", "colour": 1, "x": 1, "y": 2.5, "w": 3, "h": 4, "text": "mean"}


class Room:
    """A room in which things are written, and its evidence."""

    def __init__(self, session: Session, settings: Settings, interview_id: str) -> None:
        self.session, self.settings, self.id = session, settings, UUID(interview_id)
        self.doc: Doc[Any] = Doc()
        self.lines = 0

    def say(self, person: Person, line: str) -> None:
        self.lines += 1
        chat.send(self.session, chat.Line(self.id, person.id, f"line-{self.lines}", line))
        self.session.commit()

    def write(self, code: str, shape: dict[str, Any] = SHAPE) -> None:
        before = self.doc.get_state()
        with self.doc.transaction():
            self.doc.get("code", type=Text).insert(0, code)
            self.doc.get("board", type=Array).append(Map(shape))
        change = documents.NewChange(self.doc.get_update(before), 0.0)
        documents.append(self.session, [documents.Addition(self.id, [change])])
        self.session.commit()

    def let_pass(self, **time: float) -> None:
        self.session.execute(text("UPDATE interviews SET ended_at = ended_at - :by"), {"by": timedelta(**time)})
        self.session.commit()

    def do_the_job(self) -> int:
        done = evidence_ends.complete(self.session, self.settings)
        self.session.commit()
        return done

    def evidence(self, report_id: int) -> KeptEvidence | None:
        self.session.rollback()
        return evidence.read(self.session, report_id)


@pytest.fixture
def room(session: Session, settings: Settings, live: str) -> Room:
    return Room(session, settings, live)


def report(by: Person, of: Person, room: Room) -> int:
    made = by.post(f"/users/{of.id}/report", RUDE | {"interview_id": str(room.id)})
    assert made.status_code == 201
    return int(made.get_json()["id"])


def test_a_board_that_is_endlessly_deep_stops_no_report(alice: Person, bob: Person, room: Room) -> None:
    deep: Any = "mean"
    for _ in range(900):
        deep = [deep]
    room.write("x = 1", SHAPE | {"deep": deep})
    found = room.evidence(report(alice, bob, room))
    assert found
    assert [mark["text"] for mark in found.board] == ["mean"]


@pytest.mark.recorded
def test_a_report_has_what_the_room_held(alice: Person, bob: Person, room: Room) -> None:
    room.say(bob, "You are stupid")
    room.write("print('stupid\0')\n")
    found = room.evidence(report(alice, bob, room))
    assert found
    assert not found.complete
    assert {(one.id, one.username) for one in found.people} == {(alice.id, "alice"), (bob.id, "bob")}
    assert {one.role for one in found.people} == {"interviewer", "interviewee"}
    assert [(line.user_id, line.text) for line in found.chat] == [(bob.id, "You are stupid")]
    assert [(pad.name, pad.language, pad.text) for pad in found.pads] == [
        ("code", "python", "print('stupid\N{REPLACEMENT CHARACTER}')\n")
    ]
    assert found.board == [SHAPE]
    assert "interview.started" in [one.type for one in found.events]
    assert found.cut == []


def test_what_is_written_after_the_report_is_added_once_it_is_over(alice: Person, bob: Person, room: Room) -> None:
    report_id = report(alice, bob, room)
    room.say(bob, "You will regret this")
    room.write("last keys")
    alice.post(f"/interview/{room.id}/end")
    assert room.do_the_job() == 0, "what was typed at the end may not be stored yet"
    room.let_pass(seconds=11)
    assert room.do_the_job() == 1
    found = room.evidence(report_id)
    assert found
    assert found.complete
    assert [line.text for line in found.chat] == ["You will regret this"]
    assert found.pads[0].text == "last keys"
    assert "interview.ended" in [one.type for one in found.events]
    assert room.do_the_job() == 0


@pytest.mark.parametrize("who", [0, 1])
def test_an_account_that_is_deleted_leaves_the_evidence(alice: Person, bob: Person, room: Room, who: int) -> None:
    room.say(bob, "You are stupid")
    report_id = report(alice, bob, room)
    assert (alice, bob)[who].delete("/users/me", json={"password": PASSWORD}).status_code == 204
    room.let_pass(seconds=11)
    assert room.do_the_job() == 1
    found = room.evidence(report_id)
    assert found
    assert [line.text for line in found.chat] == ["You are stupid"]
    assert {one.username for one in found.people} == {"alice", "bob"}


def test_a_room_that_is_gone_leaves_the_evidence(alice: Person, bob: Person, room: Room) -> None:
    room.say(bob, "You are stupid")
    report_id = report(alice, bob, room)
    room.session.execute(text("DELETE FROM chat_messages"))
    room.session.execute(text("DELETE FROM interviews"))
    room.session.commit()
    assert room.do_the_job() == 0
    found = room.evidence(report_id)
    assert found
    assert [line.text for line in found.chat] == ["You are stupid"]


def test_it_is_held_until_the_decision_and_a_while_longer(
    alice: Person, bob: Person, admin: Person, room: Room
) -> None:
    report_id = report(alice, bob, room)

    def let_pass(days: int) -> None:
        moved = "UPDATE reports SET created_at = created_at - :by, resolved_at = resolved_at - :by"
        room.session.execute(text(moved), {"by": timedelta(days=days)})
        room.session.commit()
        retention.prune(room.session, room.settings)
        room.session.commit()

    let_pass(1000)
    assert room.evidence(report_id)
    assert admin.post(f"/admin/reports/{report_id}/resolve", {"resolution": "warned"}).status_code == 200
    let_pass(room.settings.keep_evidence_days - 1)
    assert room.evidence(report_id)
    let_pass(2)
    assert room.evidence(report_id) is None


def test_it_is_held_with_its_report_while_an_appeal_is_open(
    alice: Person, bob: Person, admin: Person, room: Room
) -> None:
    report_id = report(alice, bob, room)
    decision = {"resolution": "warned", "text": "Be kind."}
    assert admin.post(f"/moderation/reports/{report_id}/resolve", decision).status_code == 200
    settings = room.settings.model_copy(update={"keep_reports_days": 10})

    def is_there_later() -> bool:
        room.session.execute(text("UPDATE reports SET resolved_at = resolved_at - interval '40 days'"))
        retention.prune(room.session, settings)
        room.session.commit()
        return bool(room.evidence(report_id))

    measure = room.session.scalar(text("SELECT id FROM measures"))
    room.session.execute(text("INSERT INTO appeals (measure_id, text) VALUES (:it, 'Not so')"), {"it": measure})
    assert is_there_later()
    answered = "UPDATE appeals SET answered_at = now(), answered_by = :by, outcome = 'uphold', answer = 'It stays'"
    room.session.execute(text(answered), {"by": admin.id})
    assert not is_there_later()


def test_the_longest_chat_is_cut_at_its_beginning(
    alice: Person, bob: Person, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MAX_PART_BYTES", 2000)
    for number in range(30):
        room.say(bob, f"{number} {'x' * 100}")
    room.write("y" * 3000 + "the end")
    found = room.evidence(report(alice, bob, room))
    assert found
    assert 2 < len(found.chat) < 20
    assert found.chat[-1].text.startswith("29 ")
    assert found.pads[0].text.endswith("the end")
    assert found.cut[:2] == ["code", "chat"]


def test_reported_feedback_is_kept_as_it_was(alice: Person, bob: Person, session: Session, app: Any) -> None:
    past = Past(session)
    met = past.meet(alice.id, bob.id)
    past.say(met, alice.id, bob.id)
    received = past.say(met, bob.id, alice.id, did_well="You are stupid")
    session.commit()
    made = alice.post(f"/feedback/{received}/report", RUDE)
    session.execute(text("UPDATE feedback SET did_well = 'You are nice'"))
    session.commit()
    found = evidence.read(session, made.get_json()["id"])
    assert found
    assert found.feedback
    assert found.feedback["did_well"] == "You are stupid"


def test_without_an_interview_there_is_none(alice: Person, bob: Person, room: Room) -> None:
    made = alice.post(f"/users/{bob.id}/report", RUDE).get_json()
    assert room.evidence(made["id"]) is None


def test_a_decided_report_keeps_the_evidence_it_was_decided_on(
    alice: Person, bob: Person, room: Room, settings: Settings
) -> None:
    """Bob's lines go once the report is decided: taking it again then would lose them."""
    room.say(bob, "You are stupid")
    report_id = report(alice, bob, room)
    assert bob.delete("/users/me", json={"password": PASSWORD}).status_code == 204
    decided = "UPDATE reports SET resolved_at = now(), resolved_by = :me, resolution = 'dismissed'"
    room.session.execute(text(decided), {"me": alice.id})
    room.session.commit()
    retention.prune(room.session, settings)
    room.let_pass(seconds=11)
    assert room.do_the_job() == 0
    found = room.evidence(report_id)
    assert found
    assert [line.text for line in found.chat] == ["You are stupid"]
