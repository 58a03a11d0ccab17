"""A pad for each question: texts of one document, with languages of their own, through swaps, restarts and releases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from examples.document import Document
from mockmate_ws.collab import sync
from shared.core.settings import Settings
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.sockets import InThread
from tests.ws.live import Met, snapshot
from tests.ws.test_editor_hostile import EMPTY


class Desk:
    """Somebody in the room with the document in front of them."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.document = Document()
        self.seen = snapshot(wire)
        wire.say(sync.step1(EMPTY))

    def write(self, words: str, pad: str = "code") -> None:
        self.wire.say(self.document.append(words, pad))

    def read(self, **until: str) -> None:
        """Take in what comes until the pads have these texts."""
        while {name: self.document.text_of(name) for name in until} != until:
            self.wire.next_binary()
            for message in self.wire.binary:
                self.document.take(message)
            self.wire.binary.clear()

    def swap(self) -> dict[str, Any]:
        """Swap roles; returns what is asked now."""
        assert self.wire.command("roles.swap")["type"] == "ack"
        asked: dict[str, Any] = self.wire.expect("question.assigned")["data"]
        return asked


def test_each_question_has_its_pad_through_two_swaps_and_for_whoever_comes_later(met: Met):
    alice, bob = met.alice, met.bob
    with alice.socket(met.path) as hers, bob.socket(met.path) as his:
        she, he = Desk(hers), Desk(his)
        first, second = he.seen["interview"]["pads"]
        assert (first["name"], first["user_id"], first["language"]) == ("code", bob.id, "python")
        assert first["question_id"] == he.seen["interview"]["question"]["id"]
        # What she will be asked is told when she is.
        assert second == {"name": "code2", "user_id": alice.id, "question_id": None, "language": "python"}
        assert he.wire.command("editor.language", {"language": "go"})["type"] == "ack"
        she.write("first\n")
        he.read(code="first\n", code2="")
        asked = she.swap()
        # The language is that of the pad before, until another is chosen.
        assert (asked["user_id"], asked["pad"], asked["language"]) == (alice.id, "code2", "go")
        assert he.wire.command("editor.language", {"language": "rust"})["type"] == "ack"
        assert hers.expect("editor.language")["data"] == {"language": "go", "by": bob.id, "pad": "code"}
        assert hers.expect("editor.language")["data"] == {"language": "rust", "by": bob.id, "pad": "code2"}
        he.write("second\n", "code2")
        she.read(code="first\n", code2="second\n")
        # One may choose for the pad one looks back at.
        assert hers.command("editor.language", {"language": "java", "pad": "code"})["type"] == "ack"
        with bob.socket(met.path) as again:
            fresh = Desk(again)
            fresh.read(code="first\n", code2="second\n")
            assert fresh.seen["language"] == "rust"
            assert [one["language"] for one in fresh.seen["interview"]["pads"]] == ["java", "rust"]
            assert fresh.seen["interview"]["pads"][1]["question_id"] == asked["question"]["id"]
        back = she.swap()
        assert (back["user_id"], back["pad"], back["language"]) == (bob.id, "code", "java")
        she.write("more\n")
        he.read(code="first\nmore\n", code2="second\n")
    assert alice.get(f"/interview/{met.id}").get_json()["pads"] == [
        {"name": "code", "user_id": bob.id, "question_id": first["question_id"], "language": "java"},
        {"name": "code2", "user_id": alice.id, "question_id": asked["question"]["id"], "language": "rust"},
    ]


def test_pads_are_there_after_a_restart_in_the_middle(met: Met, sockets: InThread, settings: Settings):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        she, he = Desk(hers), Desk(his)
        she.write("one")
        he.read(code="one")
        she.swap()
        he.write("two", "code2")
        she.read(code2="two")
    sockets.stop()
    again = InThread(settings)
    try:
        for person in (met.alice, met.bob):
            person.sockets = again.url
        with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
            he, she = Desk(his), Desk(hers)
            she.read(code="one", code2="two")
            he.read(code="one", code2="two")
            assert she.swap()["pad"] == "code"
            he.write(", three", "code2")
            she.read(code="one", code2="two, three")
    finally:
        again.stop()


def test_the_second_pad_opens_with_its_question(met: Met):
    with met.alice.socket(met.path) as hers:
        she = Desk(hers)
        refused = hers.command("editor.language", {"language": "go", "pad": "code2"})
        assert refused["data"]["code"] == "pad_not_open"
        assert hers.command("editor.language", {"language": "go", "pad": "code3"})["data"]["code"] == "invalid"
        she.swap()
        assert hers.command("editor.language", {"language": "go", "pad": "code2"})["type"] == "ack"


def test_a_client_of_before_has_one_text_and_one_language(met: Met):
    """It names no pad, and writes `code` whoever is asked: so do both, if both are of before."""
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        she, he = Desk(hers), Desk(his)
        she.write("one\n")
        she.swap()
        she.write("two\n")
        he.read(code="one\ntwo\n", code2="")
        assert hers.command("editor.language", {"language": "java"})["type"] == "ack"
    with met.alice.socket(met.path) as hers:
        assert snapshot(hers)["language"] == "java"


def test_an_interview_that_swapped_before_there_were_pads_keeps_one_for_both(met: Met):
    def as_of_before(session: Session) -> None:
        """A server of before wrote nothing about pads."""
        session.execute(text("UPDATE documents SET second_language = NULL"))

    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        she, he = Desk(hers), Desk(his)
        she.swap()
        met.alice.in_database(as_of_before)
        assert hers.command("editor.language", {"language": "c"})["type"] == "ack"
        he.write("both")
        she.read(code="both")
        assert she.swap()["pad"] == "code"
        assert she.swap()["pad"] == "code"
    pads = met.bob.get(f"/interview/{met.id}").get_json()["pads"]
    assert [(one["name"], one["language"]) for one in pads] == [("code", "c")] * 2
    assert None not in [one["question_id"] for one in pads]


@pytest.mark.parametrize("pad", [None, "code2"])
def test_two_who_choose_at_once_are_told_once(met: Met, pad: str | None):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        Desk(his)
        Desk(hers).swap()
        for wire in (hers, his):
            wire.command("editor.language", {"language": "go", **({"pad": pad} if pad else {})})
    assert met.events("editor.language") == ["editor.language"]
    assert UUID(met.id)


def test_the_other_pad_of_a_full_document_is_full(alice: Person, met: Met, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("mockmate_ws.collab.replica.MAX_TEXT_BYTES", 5_000)
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        she, he = Desk(hers), Desk(his)
        she.write("x" * 4_000)
        he.read(code="x" * 4_000)
        he.write("y" * 4_000, "code2")
        assert his.expect("error")["data"]["code"] == "document_full"
        assert hers.command("chat.send", {"text": "It is full."})["type"] == "ack"
