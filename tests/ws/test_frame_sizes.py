"""No text message of the server is longer than it says, whatever people send; REST has what is left out.

`Wire` looks at the size of every message that it receives.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.rooms import chat
from shared.events.frame_sizes import MAX_TEXT_BYTES
from tests.clients.person import Person
from tests.clients.wire import Wire

LINES = 205
# One, two, three, four and six bytes a character as JSON.
TEXTS = [letter * 4000 for letter in ("x", '"', "界", "😀", "\x01")]
NOTES = "界" * 20_000
# 64 KiB as a message, and longer as JSON that PostgreSQL or Python has written.
OUTPUTS = [{"stdout": "\x1b" * 6_000}, {"stdout": "界" * 5_000, "stderr": '"' * 5_000}, {"stdout": "x" * 30_000}]
CASES = [{"index": index, "passed": False, "call": "界" * 300, "error": '"'} for index in range(20)]
RUN = {
    "language": "python",
    "status": "界" * 100,
    "ms": 1_000_000_000,
    "passed": 0,
    "total": 1_000_000_000,
    "stdin": "\x01" * 1_000,
    "results": CASES,
}
LARGEST_QUESTIONS = """
    UPDATE questions SET title = repeat('界', 200), prompt = repeat('界', 20000), examples = repeat('界', 20000),
        constraints = repeat('界', 20000), solution = repeat('界', 20000), function = 'f',
        hints = to_jsonb(array_fill(repeat('界', 20000), ARRAY[12])), follow_ups = hints,
        test_cases = jsonb_build_array(jsonb_build_object('args', ARRAY[1], 'expected', repeat('界', 20000)))
"""


@pytest.fixture
def room(alice: Person, bob: Person, question_bank: None) -> str:
    """The socket of an interview in which everything is as large as may be."""
    alice.in_database(lambda session: session.execute(text(LARGEST_QUESTIONS)))
    alice.practise("easy")
    interview_id = bob.practise("easy", status=200)["interview"]["id"]
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview_id}, status=200)
    return f"/ws/interview/live?interview_id={interview_id}"


def command(wire: Wire, type_: str, data: dict[str, Any]) -> dict[str, Any]:
    """Send a command in as few bytes as it takes, and return its ack or error."""
    id_ = str(uuid4())
    wire.say(json.dumps({"type": type_, "id": id_, "data": data}, ensure_ascii=False))
    return wire.expect("ack", "error", id=id_)


def talk(alice: Person, path: str) -> list[str]:
    """Say as much as a snapshot could hold, and return it."""
    interview_id = UUID(path.rpartition("=")[2])
    lines = [one for one, _ in zip(cycle(TEXTS), range(LINES), strict=False)]

    def send(session: Session) -> None:
        for one in lines:
            chat.send(session, chat.Line(interview_id, alice.id, str(uuid4()), one))

    alice.in_database(send)
    return lines


def older(person: Person, path: str, what: str, cursor: str | None) -> Iterator[dict[str, Any]]:
    """Yield what was said or run before a snapshot, newest first."""
    while cursor is not None:
        page = person.get(
            f"/interview/{path.rpartition('=')[2]}/{what}?limit=50&cursor={cursor}", status=200
        ).get_json()
        yield from page["items"]
        cursor = page["next_cursor"]


def test_a_room_in_which_everything_is_as_large_as_may_be(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        start = his.expect("hello")["data"]["streams"]
        assert command(hers, "notes.save", {"text": NOTES})["type"] == "ack"
        runs = [{**RUN, **OUTPUTS[number % len(OUTPUTS)]} for number in range(22)]
        for run in runs:
            assert command(hers, "run.share", run)["type"] == "ack"
            assert his.expect("run.shared")["data"]["truncated"]
        lines = talk(alice, room)
        assert hers.command("roles.swap")["type"] == "ack"
        question = his.expect("question.assigned")["data"]["question"]
        assert question["truncated"]
        assert question["prompt"].startswith("界界")
        assert len([his.expect("chat.message") for _ in lines]) == LINES
    with alice.socket(room, resume=start) as hers:
        # Everything since the beginning comes again, in frames that are no longer.
        assert [hers.expect("chat.message")["data"]["text"] for _ in lines] == lines
        snapshot = hers.expect("interview.snapshot")["data"]
    assert snapshot["interview"]["notes"] is None
    assert snapshot["interview"]["question"]["truncated"]
    whole = [*reversed(snapshot["chat"]), *older(alice, room, "chat", snapshot["chat_before"])]
    assert [line["text"] for line in reversed(whole)] == lines
    stored = list(older(alice, room, "runs", snapshot["runs_before"]))
    kept = len(snapshot["runs"]) + len(stored)
    assert kept == len(runs)
    assert (stored[-1]["stdout"], stored[-1]["stdin"]) == ("\x1b" * 6_000, "\x01" * 1_000)
    read = alice.get(f"/interview/{room.rpartition('=')[2]}", status=200).get_json()
    assert read["notes"] == NOTES
    assert len(read["question"]["prompt"]) > 60_000
    assert not read["question"]["truncated"]


def test_a_snapshot_has_as_much_as_fits(alice: Person, bob: Person, question_bank: None):
    alice.practise("easy")
    path = f"/ws/interview/live?interview_id={bob.practise('easy', status=200)['interview']['id']}"
    with alice.socket(path) as hers:
        empty = hers.expect("interview.snapshot")["data"]
        assert (empty["chat_before"], empty["runs_before"]) == (None, None)
        for number in range(40):
            assert hers.command("chat.send", {"text": f"{number:03}" + "界" * 300})["type"] == "ack"
    with alice.socket(path) as hers:
        frame = hers.expect("interview.snapshot")
    size = len(json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode())
    assert MAX_TEXT_BYTES - 1100 < size <= MAX_TEXT_BYTES
    said = [line["text"][:3] for line in frame["data"]["chat"]]
    before = [line["text"][:3] for line in older(alice, path, "chat", frame["data"]["chat_before"])]
    assert [*reversed(before), *said] == [f"{number:03}" for number in range(40)]


def test_a_refusal_does_not_repeat_all_that_was_sent(alice: Person, room: str):
    with alice.socket(room) as hers:
        for odd in ({"text": "x", "\x01" * 9_000: 1}, {"text": "x", "界" * 9_000: 1}):
            assert command(hers, "chat.send", odd)["data"]["code"] == "invalid"
        hers.say(json.dumps({"type": "auth", "data": {"resume": {"\x01" * 100 + str(n): 1 for n in range(8)}}}))
        hers.expect("error")
