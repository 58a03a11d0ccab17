"""The shared editor over real sockets, with real Yjs clients: everybody ends up with the same text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from mockmate_ws.collab import unstored
from shared.core.settings import Settings
from shared.models import DocumentUpdate
from shared.rooms import documents
from tests.clients.person import Person
from tests.clients.yjs import HERE, Writer, agree, wait_until
from tests.node import install
from tests.sockets import AsProcess, InThread


class Met(NamedTuple):
    """Two people in an interview that is live."""

    alice: Person
    bob: Person
    id: str

    @property
    def path(self) -> str:
        return f"/ws/interview/live?interview_id={self.id}"


@pytest.fixture(scope="session", autouse=True)
def yjs() -> None:
    install(HERE)


@pytest.fixture
def met(alice: Person, bob: Person) -> Met:
    alice.practise("easy")
    met = Met(alice, bob, bob.practise("easy", status=200)["interview"]["id"])
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": met.id}, status=200)
    return met


@pytest.fixture
def writer(met: Met) -> Iterator[Callable[[Person], Writer]]:
    with ExitStack() as stack:
        yield lambda person: stack.enter_context(Writer(person, met.path))


@pytest.fixture
def other_process(settings: Settings, sockets: InThread, tmp_path: Path) -> Iterator[AsProcess]:
    """A second process of the socket service."""
    running = AsProcess(settings, tmp_path / "ws.log")
    yield running
    running.stop()


@pytest.fixture
def third_process(settings: Settings, tmp_path: Path) -> Iterator[AsProcess]:
    """One that can be killed too."""
    running = AsProcess(settings, tmp_path / "ws3.log")
    yield running
    running.stop()


def stored_text(met: Met) -> str:
    """Return the text that PostgreSQL has, all its changes applied."""
    from pycrdt import Doc, Text

    def read(session: Session) -> list[bytes]:
        return [bytes(data) for data in session.scalars(select(DocumentUpdate.data).order_by(DocumentUpdate.offset))]

    doc: Doc[Text] = Doc()
    for change in met.alice.in_database(read):
        doc.apply_update(change)
    return str(doc.get("code", type=Text))


def stored(met: Met) -> documents.StoredDocument:
    return met.alice.in_database(lambda session: documents.load(session, UUID(met.id)))


def test_600_concurrent_edits_over_two_processes_each_killed_come_out_the_same_everywhere(
    met: Met, writer: Callable[[Person], Writer], other_process: AsProcess, third_process: AsProcess
):
    hers, his = writer(met.alice), writer(met.bob)
    hers.connect(third_process.url)
    his.connect(other_process.url)
    hers.begin("edit", count=150, seed=1)
    his.begin("edit", count=150, seed=2)
    hers.result()
    his.result()
    agree(hers, his)
    # In the middle of his edits his process is gone; he writes on, and comes back to the other one.
    hers.begin("edit", count=150, seed=3)
    his.begin("edit", count=75, seed=4)
    other_process.kill()
    his.result()
    his.do("edit", count=75, seed=5)
    his.connect(third_process.url)
    hers.result()
    agree(hers, his)
    # Then the other one goes too, with both at it.
    other_process.start()
    hers.begin("edit", count=20, seed=6)
    his.begin("edit", count=20, seed=7)
    third_process.kill()
    for one in (hers, his):
        one.result()
        one.connect(other_process.url)
    seen = agree(hers, his)
    assert len(seen["text"].splitlines()) > 300
    assert seen["board"]
    # Who comes last, to a process that has started anew, sees the same.
    third_process.start()
    late = writer(met.alice)
    late.connect(third_process.url)
    assert agree(hers, his, late) == seen
    wait_until(lambda: stored_text(met) == seen["text"], "PostgreSQL has it all")


def test_what_cannot_be_stored_reaches_everyone_and_is_stored_later(
    met: Met,
    writer: Callable[[Person], Writer],
    sockets: InThread,
    other_process: AsProcess,
    monkeypatch: pytest.MonkeyPatch,
):
    hers, his, elsewhere = writer(met.alice), writer(met.bob), writer(met.bob)
    for one, url in ((hers, sockets.url), (his, sockets.url), (elsewhere, other_process.url)):
        one.connect(url)
    hers.do("insert", text="first\n")
    agree(hers, his, elsewhere)
    wait_until(lambda: stored_text(met) == "first\n", "it is stored")

    def fail(*_: object) -> int:
        raise OperationalError("INSERT", {}, Exception("the database is away"))

    with monkeypatch.context() as broken:
        broken.setattr(documents, "append", fail)
        his.do("insert", text="second\n")
        assert agree(hers, his, elsewhere)["text"] == "first\nsecond\n"
        for one in (hers, his):
            wait_until(lambda one=one: "document.unsaved" in one.do("look")["frames"], "they are told")  # type: ignore[misc]
        # Another process can store what is written there.
        elsewhere.do("insert", text="third\n")
        assert agree(hers, his, elsewhere)["text"].split() == ["first", "second", "third"]
        assert "document.saved" not in his.do("look")["frames"]
        assert "second" not in stored_text(met)
    for one in (hers, his):
        wait_until(lambda one=one: "document.saved" in one.do("look")["frames"], "they are told")  # type: ignore[misc]
    wait_until(lambda: stored_text(met) == "first\nsecond\nthird\n", "it is stored")
    assert all(one.do("look")["open"] for one in (hers, his, elsewhere))


def test_a_change_refused_while_too_much_waits_is_asked_for_and_said_to_be_saved(
    met: Met, writer: Callable[[Person], Writer], sockets: InThread, monkeypatch: pytest.MonkeyPatch
):
    hers, his = writer(met.alice), writer(met.bob)
    for one in (hers, his):
        one.connect(sockets.url)
    agree(hers, his)
    with monkeypatch.context() as full:
        # As when the documents of other rooms have filled it: this one itself has nothing to store.
        full.setattr(unstored, "MAX_BYTES_OF_ALL", -1)
        hers.do("insert", text="kept")
        wait_until(lambda: "error" in hers.do("look")["frames"], "her change is refused")
    assert agree(hers, his)["text"] == "kept"
    wait_until(lambda: "document.saved" in hers.do("look")["frames"], "she is told that it is saved")


def test_what_both_wrote_offline_is_merged(met: Met, writer: Callable[[Person], Writer], sockets: InThread):
    hers, his = writer(met.alice), writer(met.bob)
    for one in (hers, his):
        one.connect(sockets.url)
    hers.do("insert", text="def solve():\n")
    agree(hers, his)
    for one, line in ((hers, "    # hers\n"), (his, "    # his\n")):
        one.do("disconnect")
        one.do("insert", text=line)
    for one in (his, hers):
        one.connect(sockets.url)
    text = agree(hers, his)["text"]
    assert sorted(text.splitlines()) == ["    # hers", "    # his", "def solve():"]


@pytest.mark.recorded
def test_a_room_survives_the_restart_of_everything_without_its_people(
    met: Met, writer: Callable[[Person], Writer], other_process: AsProcess
):
    hers = writer(met.alice)
    hers.connect(other_process.url)
    hers.do("edit", count=20, seed=1)
    before = hers.do("look")["text"]
    wait_until(lambda: stored_text(met) == before, "it is stored")
    other_process.kill()
    other_process.start()
    his = writer(met.bob)
    his.connect(other_process.url)
    wait_until(lambda: his.do("look")["text"] == before, "he sees what she wrote")


def test_cursors_cross_processes_and_go_and_come_with_their_people(
    met: Met, writer: Callable[[Person], Writer], sockets: InThread, other_process: AsProcess
):
    hers, his = writer(met.alice), writer(met.bob)
    hers.connect(sockets.url)
    hers.do("point", as_="Alice")
    his.connect(other_process.url)
    wait_until(lambda: his.do("seen")["names"] == ["Alice"], "he sees her cursor")
    hers.do("disconnect")
    wait_until(lambda: his.do("seen")["names"] == [], "her cursor goes with her")
    # It is back at once, not only when her client renews its state.
    hers.connect(sockets.url)
    hers.do("point", as_="Alice again")
    wait_until(lambda: his.do("seen")["names"] == ["Alice again"], "her cursor is back")


def test_many_changes_leave_a_snapshot_and_all_of_them_for_the_replay(
    met: Met, writer: Callable[[Person], Writer], sockets: InThread, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mockmate_ws.collab.stored.SNAPSHOT_EVERY", 3)
    hers = writer(met.alice)
    hers.connect(sockets.url)

    for number in range(10):
        hers.do("insert", text=f"{number}\n")
        wait_until(lambda number=number: stored(met).top > number, "it is stored")  # type: ignore[misc]
    wait_until(lambda: len(stored(met).changes) < 5, "there is a snapshot")
    assert stored_text(met) == hers.do("look")["text"]
    hers.do("disconnect")
    his = writer(met.bob)
    his.connect(sockets.url)
    wait_until(lambda: his.do("look")["text"] == "".join(f"{n}\n" for n in range(10)), "he reads the snapshot")


@pytest.mark.parametrize("half", [1, 2], ids=["the first", "the second"])
def test_half_an_emoji_may_be_deleted(
    met: Met,
    writer: Callable[[Person], Writer],
    sockets: InThread,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    half: int,
):
    monkeypatch.setattr("mockmate_ws.collab.stored.SNAPSHOT_EVERY", 3)
    hers, his = writer(met.alice), writer(met.bob)
    for one in (hers, his):
        one.connect(sockets.url)
    hers.do("insert", text="a👋b")
    agree(hers, his)
    hers.do("delete", at=half, length=1)
    assert agree(hers, his)["text"] == "a\ufffdb"
    for number in range(6):
        (hers, his)[number % 2].do("insert", text=f"{number}👋")
        wait_until(lambda number=number: stored(met).top > number, "it is stored")  # type: ignore[misc]
    typed = "a\ufffdb" + "".join(f"{number}👋" for number in range(6))
    late = writer(met.bob)
    late.connect(sockets.url)
    assert agree(hers, his, late)["text"] == typed
    late.do("insert", text="late")
    assert agree(hers, his, late)["text"] == typed + "late"
    sockets.stop()
    again = InThread(settings)
    try:
        last = writer(met.alice)
        for one in (last, hers, his, late):
            one.connect(again.url)
        assert agree(hers, his, late, last)["text"] == typed + "late"
        last.do("insert", text=", last")
        hers.do("insert", text=", and she")
        assert sorted(agree(hers, his, late, last)["text"].split(", ")) == sorted([typed + "late", "and she", "last"])
    finally:
        again.stop()
