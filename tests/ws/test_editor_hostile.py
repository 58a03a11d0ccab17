"""Binary messages that can't be worked with, or are too many: their sender pays, the room doesn't."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from uuid import UUID

import pytest
from pycrdt import Doc, Text, merge_updates
from sqlalchemy.orm import Session

from mockmate_ws.collab import sync, updates
from mockmate_ws.collab.replica import Checked, Replica
from shared.core import varints
from shared.models import Document, DocumentUpdate
from shared.rooms import documents
from tests.clients import PATIENCE
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.clients.yjs import wait_until
from tests.sockets import InThread

EMPTY = b"\x00"
# Each breaks a rule of mockmate_ws/collab/updates.py by little, so that it does no harm to any decoder.
BROKEN = {
    "more clients than bytes": ("05 00", "announces more than it has"),
    "more structs than bytes": ("01 05 01 00", "announces more than it has"),
    "more ranges than bytes": ("00 01 01 05", "announces more than it has"),
    "more values than bytes": ("01 01 01 00 08 01 01 61 05", "announces more than it has"),
    "more letters than bytes": ("01 01 01 00 04 01 01 61 05", "announces more than it has"),
    "a clock too large": ("01 01 01 00 0a 8180808008 00", "clock is too large"),
    "a number too large for JavaScript": ("01 01 8080808080808010 00 00 01 00", "number is too large"),
    "unknown content": ("01 01 01 00 1f 01 01 61 00 00", "not taken here"),
    "cut short": ("01 01 01 00", "ends too early"),
    "followed by more": ("00 00 00", "follows its end"),
    "nested too deeply": (
        "01 01 01 00 08 01 01 61 01" + "75 01" * (updates.MAX_DEPTH + 1) + "7e 00",
        "nested too deeply",
    ),
}


class Copy:
    """A copy of the document at the other end of a socket."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.doc: Doc[Text] = Doc()
        self.text = self.doc.get("code", type=Text)
        self._sent = EMPTY
        wire.expect("interview.snapshot")
        wire.say(sync.step1(EMPTY))

    def insert(self, text: str) -> None:
        """Write at the end."""
        before = self.doc.get_state()
        self.text += text
        self.wire.say(sync.update(self.doc.get_update(before)))

    def read(self, until: str) -> None:
        """Apply what comes until the text is this one."""
        while str(self.text) != until:
            self.take()

    def take(self) -> None:
        """Apply what comes next."""
        self.wire.next_binary()
        for message in self.wire.binary:
            if message[:2] in (b"\x00\x01", b"\x00\x02"):
                self.doc.apply_update(varints.Reader(message[2:]).buffer())
        self.wire.binary.clear()


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_change_closes_its_sender_and_the_room_goes_on(alice: Person, bob: Person, room: str, broken: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy = Copy(hers)
        copy.insert("before")
        his.expect("interview.snapshot")
        change, reason = BROKEN[broken]
        his.say(sync.update(bytes.fromhex(change)))
        refusal = his.expect("error")["data"]
        assert refusal["code"] == "bad_update"
        assert reason in refusal["detail"]
        assert his.closed() == 4500
        copy.insert(", after")
        with bob.socket(room) as again:
            Copy(again).read("before, after")


@pytest.mark.parametrize(
    "message", ["", "00", "0000", "0002", "00 03 02 0000", "02 00", "07", "01 02 01 05", "00 00 02 ff ff"]
)
def test_a_message_that_no_client_writes_closes_its_sender(alice: Person, room: str, message: str):
    with alice.socket(room) as hers:
        hers.expect("interview.snapshot")
        hers.say(bytes.fromhex(message))
        assert hers.closed() == 4500


def test_what_the_decoder_refuses_though_it_looks_right_closes_its_sender_only(alice: Person, bob: Person, room: str):
    # An item whose parent is a piece of text, which can't have children.
    update = bytes.fromhex("01 02 05 00 04 01 04 636f6465 02 6869 04 00 05 00 01 78 00".replace(" ", ""))
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy = Copy(hers)
        copy.insert("before")
        his.expect("interview.snapshot")
        his.say(sync.update(update))
        assert his.closed() == 4500
        copy.insert(", after")
        with bob.socket(room) as again:
            Copy(again).read("before, after")


def test_the_document_stops_growing_at_its_limit_and_can_still_shrink(
    alice: Person, bob: Person, room: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mockmate_ws.collab.replica.MAX_BYTES", 20_000)
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy, other = Copy(hers), Copy(his)
        copy.insert("x" * 19_000)
        other.read("x" * 19_000)
        other.insert("y" * 2_000)
        assert his.expect("error")["data"]["code"] == "document_full"
        before = copy.doc.get_state()
        del copy.text[0:18_000]
        hers.say(sync.update(copy.doc.get_update(before)))
        copy.insert("y" * 5_000)
        with bob.socket(room) as again:
            Copy(again).read("x" * 1_000 + "y" * 5_000)


def test_a_full_document_lets_single_letters_be_deleted(
    alice: Person, bob: Person, room: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mockmate_ws.collab.replica.MAX_BYTES", 20_000)
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy, other = Copy(hers), Copy(his)
        copy.insert("x" * 19_960)
        other.read("x" * 19_960)
        # Each leaves the text in one more piece, which takes more bytes than a letter.
        for place in range(1_000, 5_000, 500):
            before = copy.doc.get_state()
            del copy.text[place]
            hers.say(sync.update(copy.doc.get_update(before)))
        other.read("x" * 19_952)
        copy.insert("y" * 100)
        assert hers.expect("error")["data"]["code"] == "document_full"


def test_a_large_change_does_not_hold_up_the_other_rooms(
    alice: Person, room: str, newcomer: Callable[[str], Person], monkeypatch: pytest.MonkeyPatch
):
    charlie, dora = newcomer("charlie"), newcomer("dora")
    charlie.practise("easy")
    elsewhere = dora.practise("easy", status=200)["interview"]["id"]
    applied: list[bytes] = []
    several, answered = threading.Event(), threading.Event()
    cheap = Replica.apply

    def costly(replica: Replica, checked: Checked) -> bool:
        applied.append(checked.update)
        if len(applied) == 5:
            several.set()
        if not answered.is_set():
            time.sleep(0.02)
        return cheap(replica, checked)

    with alice.socket(room) as hers, charlie.socket(f"/ws/interview/live?interview_id={elsewhere}") as theirs:
        theirs.expect("interview.snapshot")
        copy = Copy(hers)
        with copy.doc.transaction():
            for _ in range(12_000):
                copy.text.insert(0, "x")
        monkeypatch.setattr(Replica, "apply", costly)
        hers.say(sync.update(copy.doc.get_update()))
        assert several.wait(PATIENCE)
        assert theirs.command("chat.send", {"text": "Is it slow here?"})["type"] == "ack"
        before = len(applied)
        answered.set()
        with alice.socket(room) as again:
            Copy(again).read("x" * 12_000)
        assert before < len(applied)


def test_changes_that_build_on_nothing_are_neither_told_nor_kept_and_their_sender_is_asked_for_the_rest(
    alice: Person, bob: Person, room: str
):
    doc = Doc[Text]()
    doc["code"] = text = Text("what nobody has")
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy = Copy(hers)
        copy.insert("before")
        his.expect("interview.snapshot")
        for _ in range(10):
            before = doc.get_state()
            text += "z" * 1_000
            his.say(sync.update(doc.get_update(before)))
        his.next_binary()
        assert his.binary[0][:2] == b"\x00\x00"
        copy.insert(", after")
        with bob.socket(room) as again:
            fresh = Copy(again)
            fresh.read("before, after")
            assert fresh.doc.get_update() == copy.doc.get_update()
        # With the rest it is a change like any other.
        his.say(sync.step2(doc.get_update()))
        while "what nobody has" + 10_000 * "z" not in str(copy.text):
            copy.take()
        with bob.socket(room) as again:
            Copy(again).read(str(copy.text))


def test_a_flood_of_changes_is_slowed_down_and_none_is_left_out(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his, bob.socket(room) as elsewhere:
        copy, other = Copy(hers), Copy(his)
        for number in range(200):
            copy.insert(f"{number},")
        other.read("".join(f"{number}," for number in range(200)))
        assert not [frame for frame in hers.seen if frame["type"] == "error"]
        # Who has said nothing binary is spared all of it.
        elsewhere.command("chat.send", {"text": "What are you doing?"})
        assert elsewhere.binary == []


def test_what_is_over_has_all_that_was_told_before_and_can_be_read_and_not_changed(
    alice: Person, bob: Person, sockets: InThread, room: str
):
    interview_id = UUID(room.partition("=")[2])
    with alice.socket(room) as hers:
        copy = Copy(hers)
        with bob.socket(room) as his:
            copy.insert("the end")
            Copy(his).read("the end")
            sockets.leave_rooms_open()
            # Nothing of it is stored by now.
            bob.post(f"/interview/{interview_id}/end", status=200)
        wait_until(lambda: bob.in_database(lambda session: documents.load(session, interview_id)).top > 0, "stored")
        copy.insert(", or not")
        assert hers.expect("error")["data"]["code"] == "interview_over"
        hers.say(sync.step1(EMPTY))
    with bob.socket(room) as his:
        assert his.expect("interview.snapshot")["data"]["interview"]["status"] == "ended"
        assert his.closed() == 4504
        doc = Doc[Text]()
        for message in his.binary:
            doc.apply_update(varints.Reader(message[2:]).buffer())
        assert str(doc.get("code", type=Text)) == "the end"


def test_what_is_over_is_shown_although_something_of_it_came_too_late(alice: Person, bob: Person, room: str):
    """Two processes store rows that build on each other, and one of them on what was never stored."""
    interview_id = UUID(room.partition("=")[2])
    ours, theirs = Doc[Text](), Doc[Text]()
    one, two = ours.get("code", type=Text), theirs.get("code", type=Text)

    def write(text: Text, doc: Doc[Text], line: str, other: Doc[Text]) -> bytes:
        before = doc.get_state()
        text += line
        update = doc.get_update(before)
        other.apply_update(update)
        return update

    first = write(one, ours, "one\n", theirs)
    second = write(two, theirs, "two\n", ours)
    third = write(one, ours, "three\n", theirs)
    write(one, ours, "too late\n", theirs)
    fifth = write(two, theirs, "after it\n", ours)
    bob.post(f"/interview/{interview_id}/end", status=200)
    rows = [merge_updates(first, third), merge_updates(second, fifth)]

    def store(session: Session) -> None:
        session.merge(Document(interview_id=interview_id, top=len(rows)))
        session.add_all(
            DocumentUpdate(interview_id=interview_id, offset=offset, data=data) for offset, data in enumerate(rows, 1)
        )

    alice.in_database(store)
    with bob.socket(room) as his:
        assert his.closed() == 4504
        shown = Doc[Text]()
        for message in his.binary:
            shown.apply_update(varints.Reader(message[2:]).buffer())
        assert str(shown.get("code", type=Text)) == "one\ntwo\nthree\n"


def test_strangers_reach_no_document(newcomer: Callable[[str], Person], room: str):
    with newcomer("charlie").socket(room) as wire:
        wire.say(sync.step1(EMPTY))
        assert wire.closed() == 4503
        assert wire.binary == []
