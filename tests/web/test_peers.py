"""What a peer's own client says and writes, be it as odd as it may, leaves the other one's page as it is."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, WebSocketRoute, expect
from pycrdt import Doc, Text
from sqlalchemy import update

from mockmate_ws.collab import sync
from mockmate_ws.collab.sync import ClientState
from shared.core import varints
from shared.models import Question, User
from tests.clients import PATIENCE
from tests.clients.browser import hears, meet, reads, say, sees_video, write
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind

END = {"type": None, "tname": "code", "item": None, "assoc": 0}
CURSOR = {"anchor": END, "head": END}
USER = {"name": "Mel", "color": "#13734a", "colorLight": "#13734a33"}
HONEST = {"user": {"name": "Honest", "color": "#4655d9", "colorLight": "#4655d933"}, "cursor": CURSOR}
ODD: list[Any] = [
    {"user": {**USER, "color": "red; margin: 1px"}, "cursor": CURSOR},
    {"user": {**USER, "colorLight": "red; margin: 1px"}, "cursor": CURSOR},
    {"user": {**USER, "color": ["red"]}, "cursor": CURSOR},
    {"user": {**USER, "name": {"first": "M"}}, "cursor": CURSOR},
    {"user": "Mel", "cursor": CURSOR},
    {"user": USER, "cursor": {"anchor": {}, "head": {}}},
    {"user": USER, "cursor": {"anchor": END, "head": {"item": {}}}},
    {"user": USER, "cursor": {"anchor": END, "head": {**END, "item": {"client": "1", "clock": 0.5}}}},
    {"user": USER, "cursor": "here"},
    "words",
    5,
]


def said(client: int, state: Any) -> bytes:
    return sync.awareness([ClientState(client, 1, json.dumps(state))])


class Raw:
    """A client of the peer's own, at the shared text."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self._doc: Doc[Text] = Doc()
        self._text = self._doc.get("code", type=Text)
        wire.expect("interview.snapshot")
        wire.say(sync.step1(b"\x00"))

    def put(self, text: str) -> None:
        """Write at the beginning."""
        before = self._doc.get_state()
        self._text.insert(0, text)
        self.wire.say(sync.update(self._doc.get_update(before)))

    def read(self, until: str) -> None:
        """Wait until the text is this one."""
        deadline = time.monotonic() + 2 * PATIENCE
        while str(self._text) != until:
            assert time.monotonic() < deadline, f"it stays {str(self._text)!r}"
            self.wire.next_binary()
            for message in self.wire.binary:
                if message[:2] in (b"\x00\x01", b"\x00\x02"):
                    self._doc.apply_update(varints.Reader(message[2:]).buffer())
            self.wire.binary.clear()


@contextmanager
def by_hand(person: Person, site: Embedded) -> Iterator[Raw]:
    """Go on in the room without a browser."""
    room = person.page.url.rpartition("/")[2]
    person.page.goto("/")
    with Wire(f"{site.sockets}/ws/interview/live?interview_id={room}".replace("http", "ws", 1), person.headers) as wire:
        yield Raw(wire)


def is_reachable(button: Locator) -> bool:
    """Say whether a pointer gets at it: nothing lies above."""
    return bool(
        button.evaluate(
            """(button) => {
                const { x, y, width, height } = button.getBoundingClientRect();
                return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
            }"""
        )
    )


def is_as_it_should_be(person: Person) -> None:
    """The honest cursor is there, nothing of the odd ones is, and the room can be left."""
    cursor = person.page.locator(".cm-ySelectionCaret", has_text="Honest")
    expect(cursor).to_have_css("background-color", "rgb(70, 85, 217)")
    # A cursor's look is never the sender's: it comes from our own sheet, by a class.
    expect(person.page.locator(".cm-line [style]")).to_have_count(0)
    expect(person.page.locator("[style*='margin: 1px']")).to_have_count(0)
    for name in ("End", "Swap roles"):
        assert is_reachable(person.page.get_by_role("button", name=name, exact=True))


def test_odd_cursors_cover_nothing_and_end_no_others(arrive: Arrive, site: Embedded):
    lia, mel = arrive("Lia"), arrive("Mel")
    meet(lia, mel)
    write(lia, "shared = 1")
    reads(mel, "shared = 1")
    with by_hand(mel, site) as raw:
        raw.read("shared = 1")
        for client, state in enumerate(ODD, start=100):
            raw.wire.say(said(client, state))
        raw.wire.say(said(200, HONEST))
        is_as_it_should_be(lia)
        write(lia, "shared = 2")
        raw.read("shared = 2")
        is_as_it_should_be(lia)


def test_nor_do_they_if_a_server_passes_them_on(arrive: Arrive):
    nia, oda = arrive("Nia"), arrive("Oda")
    lines: list[WebSocketRoute] = []

    def pass_on(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    nia.page.route_web_socket("**/ws/interview/live**", pass_on)
    meet(nia, oda)
    write(oda, "shared = 1")
    reads(nia, "shared = 1")
    for client, state in enumerate(ODD, start=100):
        lines[-1].send(said(client, state))
    lines[-1].send(b"\x01" + varints.buffer(b"\x01\x07\x01" + varints.buffer(b"no JSON")))
    for cut in (b"", b"\x01", b"\x01\x02\x01\x07", b"\x00\x02\x03\x01\x01", b"\x00\x00\x02\x01\x07"):
        lines[-1].send(cut)
    line = {"id": "odd", "user_id": oda.id, "text": "odd", "at": "2027-01-01T00:00:00Z"}
    run = {"id": "odd", "user_id": oda.id, "language": "go", "status": "odd", "stdout": "odd", "stderr": "", "ms": 1}
    for kind, data in [
        ("chat.message", {**line, "text": {"odd": 1}}),
        ("chat.message", {**line, "id": ["odd"]}),
        ("run.shared", {**run, "stdout": {"odd": 1}}),
        ("run.shared", {**run, "status": ["odd"]}),
        ("editor.language", {"language": "constructor", "by": oda.id}),
        ("editor.language", {"language": {"odd": 1}, "by": oda.id}),
        ("signal", {"user_id": oda.id, "description": "odd"}),
        ("signal", {"user_id": oda.id, "description": {"type": "hello", "from": {"odd": 1}}}),
        ("signal", {"user_id": oda.id, "candidate": {"from": "odd", "to": "odd", "ice": 5}}),
    ]:
        lines[-1].send(json.dumps({"type": kind, "data": data}))
    lines[-1].send(said(200, HONEST))
    is_as_it_should_be(nia)
    write(nia, "shared = 2")
    reads(oda, "shared = 2")
    is_as_it_should_be(nia)
    say(oda, "Is all well?")
    hears(nia, "Is all well?")
    expect(nia.page.locator("main")).not_to_contain_text("odd")
    expect(nia.page.get_by_label("Language")).to_have_value("python")
    # The call still takes what is right.
    oda.page.reload()
    sees_video(nia)


def test_line_ends_of_two_characters_put_nothing_out_of_place(arrive: Arrive, site: Embedded):
    pam, ray = arrive("Pam"), arrive("Ray")
    meet(pam, ray)
    write(pam, "end")
    reads(ray, "end")
    with by_hand(ray, site) as raw:
        raw.read("end")
        raw.put("one\r\ntwo\r\n")
        reads(pam, "two")
        pam.page.locator(".cm-content").click()
        pam.page.keyboard.press("Control+End")
        pam.page.keyboard.insert_text(" of it")
        raw.read("one\r\ntwo\r\nend of it")
    with by_hand_again(ray, pam, site) as late:
        late.read("one\r\ntwo\r\nend of it")
    pam.page.reload()
    reads(pam, "end of it")


def test_names_and_questions_from_before_are_shown_without_what_would_change_the_page(arrive: Arrive, site: Embedded):
    uma, val = arrive("Uma"), arrive("Val")
    with behind(site) as session:
        session.execute(update(User).where(User.id == val.id).values(full_name="\u202elaV\u200b"))
        session.commit()
    meet(uma, val)
    expect(uma.page.locator(".tile:not(.small) figcaption span").first).to_have_text("laV")
    title = uma.page.locator(".question-pane h2").first.inner_text()
    with behind(site) as session:
        session.execute(update(Question).where(Question.title == title).values(prompt="<p style='margin: 1px'>*A*</p>"))
        session.commit()
    uma.page.reload()
    expect(uma.page.locator(".markdown").first).to_contain_text("<p style='margin: 1px'>*A*</p>")


@contextmanager
def by_hand_again(person: Person, other: Person, site: Embedded) -> Iterator[Raw]:
    """Come again with nothing, to the room that the other one is in."""
    person.page.goto(other.page.url)
    with by_hand(person, site) as raw:
        yield raw
