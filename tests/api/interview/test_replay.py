"""GET /interview/{id}/replay: from it the document of any moment can be made again."""

from __future__ import annotations

import base64
import time
from typing import Any
from uuid import UUID

import pytest
from pycrdt import Doc, Text
from sqlalchemy.orm import Session

from shared.rooms import documents
from shared.rooms.documents import Addition, NewChange
from tests.clients.person import Person, code_of

LINES = ["def solve(x):\n", "    return x\n", "# done\n"]


class Typist:
    """Writes a document line by line, and stores each as the socket service does."""

    def __init__(self, session: Session, interview_id: str) -> None:
        self._session = session
        self._id = UUID(interview_id)
        self.doc: Doc[Text] = Doc()
        self.doc["code"] = self.text = Text()
        self._stored = b"\x00"

    def write(self, line: str) -> int:
        self.text += line
        change = self.doc.get_update(self._stored)
        self._stored = self.doc.get_state()
        [offset] = documents.append(self._session, [Addition(self._id, [NewChange(change, time.monotonic())])])
        self._session.commit()
        assert isinstance(offset, int)
        return offset

    def keep_snapshot(self, offset: int) -> None:
        timeline = documents.load(self._session, self._id).timeline
        documents.keep_snapshot(self._session, self._id, self.doc.get_update(), offset, timeline)
        self._session.commit()


def whole(person: Person, interview_id: str, limit: int = 200) -> list[dict[str, Any]]:
    """Return the whole timeline, page by page."""
    items: list[dict[str, Any]] = []
    path = f"/interview/{interview_id}/replay?limit={limit}"
    page = person.get(path).get_json()
    while True:
        assert len(page["items"]) <= limit
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        page = person.get(f"{path}&cursor={page['next_cursor']}").get_json()


def text_at(items: list[dict[str, Any]], moment: str) -> str:
    """Return the text as it was at a moment."""
    doc: Doc[Text] = Doc()
    for item in items:
        if item["kind"] == "edit" and item["at"] <= moment:
            doc.apply_update(base64.b64decode(item["update"]))
    return str(doc.get("code", type=Text))


@pytest.mark.parametrize("limit", [1, 3, 500])
def test_three_moments_are_made_again(alice: Person, bob: Person, live: str, session: Session, limit: int) -> None:
    typist = Typist(session, live)
    for line in LINES:
        typist.write(line)
        alice.post(f"/interview/{live}/swap-roles")
    bob.post(f"/interview/{live}/end")
    items = whole(bob, live, limit)
    assert items == whole(alice, live)
    moments = [item["at"] for item in items if item["kind"] == "edit"]
    assert [text_at(items, moment) for moment in moments] == ["".join(LINES[: n + 1]) for n in range(3)]
    assert text_at(items, items[0]["at"]) == ""
    order = [
        item.get("type", "edit") for item in items if item.get("type") in {None, "roles.swapped", "interview.ended"}
    ]
    assert order == ["edit", "roles.swapped"] * 3 + ["interview.ended"]
    assert [item["at"] for item in items] == sorted(item["at"] for item in items)
    told = [item["offset"] for item in items if item["kind"] == "event"]
    assert told == list(range(1, len(told) + 1))


def test_a_snapshot_leaves_the_replay_as_it_was(alice: Person, live: str, session: Session) -> None:
    typist = Typist(session, live)
    for line in LINES:
        offset = typist.write(line)
    before = whole(alice, live)
    typist.keep_snapshot(offset)
    assert whole(alice, live) == before
    stored = documents.load(session, UUID(live))
    assert (len(stored.changes), stored.top) == (1, 3)


def test_a_history_that_is_too_long_begins_later(
    alice: Person, live: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "HISTORY_BYTES", 20)
    typist = Typist(session, live)
    for line in LINES:
        offset = typist.write(line)
    typist.keep_snapshot(offset)
    typist.write("# more\n")
    items = whole(alice, live)
    assert [item["offset"] for item in items if item["kind"] == "edit"] == [3, 4]
    assert text_at(items, items[-1]["at"]) == "".join(LINES) + "# more\n"
    assert [change.offset for change in documents.read(session, UUID(live), 0)] == [3, 4]


def test_nobody_else_reads_it(charlie: Person, live: str) -> None:
    assert code_of(charlie.get(f"/interview/{live}/replay")) == (404, "not_found")


@pytest.mark.parametrize("cursor", ["x", "W10", "WyIyMDMwIiwwLDBd", "WyIyMDMwLTAxLTAxVDAwOjAwOjAwWiIsOSwwXQ", "bnVsbA"])
def test_a_made_up_cursor_is_refused(alice: Person, live: str, cursor: str) -> None:
    assert code_of(alice.get(f"/interview/{live}/replay?cursor={cursor}")) == (422, "invalid")
