"""The running interview: its clock, more time, private notes, runs that are shown, and roles under two hands."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import timers
from shared.models import Interview
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.sockets import InThread

RUN = {"language": "python", "stdout": "42\n", "stderr": "", "status": "ok", "ms": 12, "passed": 3, "total": 4}


class Met(NamedTuple):
    """Two people in an interview that is live; Alice interviews first."""

    alice: Person
    bob: Person
    id: str

    @property
    def path(self) -> str:
        return f"/ws/interview/live?interview_id={self.id}"

    def let_pass(self, minutes: float) -> None:
        """Let time pass for the interview, by moving it into the past."""

        def shift(session: Session) -> None:
            interview = session.get_one(Interview, UUID(self.id))
            assert interview.started_at is not None
            assert interview.ends_at is not None
            interview.started_at -= timedelta(minutes=minutes)
            interview.ends_at -= timedelta(minutes=minutes)

        self.alice.in_database(shift)

    def events(self, *types: str) -> list[str]:
        """Return which of these events happened, in order."""
        rows = self.alice.in_database(
            lambda session: session.execute(
                text('SELECT type FROM events WHERE stream = :stream AND type = ANY(:types) ORDER BY "offset"'),
                {"stream": f"interview:{self.id}", "types": list(types)},
            ).all()
        )
        return [row.type for row in rows]


@pytest.fixture
def met(alice: Person, bob: Person, question_bank: None) -> Met:
    alice.practise("easy")
    met = Met(alice, bob, bob.practise("easy", status=200)["interview"]["id"])
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": met.id}, status=200)
    return met


def snapshot(wire: Wire) -> dict[str, Any]:
    seen: dict[str, Any] = wire.expect("interview.snapshot")["data"]
    return seen


def test_the_half_and_the_end_are_told_once_whoever_looks_how_often(met: Met):
    look = met.alice.in_database
    look(timers.announce)
    assert met.events("timer.half", "timer.ending") == []
    with met.bob.socket(met.path) as his:
        met.let_pass(31)
        assert (
            his.expect("timer.half")["data"]["ends_at"]
            == met.bob.get(f"/interview/{met.id}", status=200).get_json()["ends_at"]
        )
        met.let_pass(25)
        his.expect("timer.ending")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: look(timers.announce), range(12)))
    assert met.events("timer.half", "timer.ending") == ["timer.half", "timer.ending"]


def test_who_slept_through_both_is_told_both_in_order(met: Met):
    met.let_pass(57)
    met.alice.in_database(timers.announce)
    assert met.events("timer.half", "timer.ending") == ["timer.half", "timer.ending"]


def test_more_time_takes_both_and_comes_twice_at_most(met: Met):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        before = snapshot(hers)["interview"]
        assert (before["extensions_left"], before["extension"]) == (2, None)
        for wish in range(2):
            for _ in range(2):
                assert hers.command("interview.extend", id_=f"wish-{wish}")["type"] == "ack"
            assert his.expect("interview.extension_proposed")["data"]["by"] == met.alice.id
            assert met.bob.get(f"/interview/{met.id}", status=200).get_json()["extension"]["by"] == met.alice.id
            assert his.command("interview.extend")["type"] == "ack"
            assert his.expect("interview.extended")["data"]["extensions_left"] == 1 - wish
            # The wish sent again, since its answer was lost, is no new wish.
            assert hers.command("interview.extend", id_=f"wish-{wish}")["type"] == "ack"
            assert met.bob.get(f"/interview/{met.id}", status=200).get_json()["extension"] is None
        assert his.command("interview.extend")["data"]["code"] == "no_more_time"
    after = met.alice.get(f"/interview/{met.id}", status=200).get_json()
    assert after["ends_at"] > before["ends_at"]
    assert met.events("interview.extended") == ["interview.extended"] * 2


def test_the_end_is_near_again_after_an_extension(met: Met):
    met.let_pass(56)
    met.alice.in_database(timers.announce)
    for person in (met.alice, met.bob):
        person.post(f"/interview/{met.id}/extend", status=200)
    met.alice.in_database(timers.announce)
    assert met.events("timer.ending") == ["timer.ending"]
    met.let_pass(10)
    met.alice.in_database(timers.announce)
    assert met.events("timer.ending") == ["timer.ending"] * 2


def test_a_wish_that_nobody_agreed_to_lapses(met: Met):
    for _ in range(2):
        assert met.alice.post(f"/interview/{met.id}/extend", status=200).get_json()["extension"]["by"] == met.alice.id
    assert met.events("interview.extension_proposed") == ["interview.extension_proposed"]

    def lapse(session: Session) -> None:
        interview = session.get_one(Interview, UUID(met.id))
        assert interview.extension_until is not None
        interview.extension_until -= timedelta(minutes=2)

    met.alice.in_database(lapse)
    assert met.bob.get(f"/interview/{met.id}", status=200).get_json()["extension"] is None
    assert met.bob.post(f"/interview/{met.id}/extend", status=200).get_json()["extension"]["by"] == met.bob.id
    assert met.events("interview.extended") == []


def test_nobody_is_kept_from_their_next_booking(met: Met):
    def book(session: Session) -> None:
        session.execute(
            text(
                "INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at)"
                " SELECT :bob, (SELECT min(id) FROM slots WHERE starts_at IS NOT NULL), 'easy', ends_at,"
                " ends_at + interval '1 hour' FROM bookings WHERE user_id = :bob"
            ),
            {"bob": met.bob.id},
        )

    met.alice.in_database(book)
    met.alice.post(f"/interview/{met.id}/extend", status=200)
    assert met.bob.post(f"/interview/{met.id}/extend", status=409).get_json()["code"] == "booking_overlap"
    assert met.events("interview.extended") == []


def test_one_interviews_and_one_is_interviewed_whatever_both_click(met: Met):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        snapshot(hers)
        snapshot(his)
        for number in range(10):
            for wire in (hers, his):
                wire.send("roles.swap", id_=f"{met.id[:8]}-{number}-{id(wire)}")
        seats = [his.expect("roles.swapped")["data"]["interviewer_seat"] for _ in range(20)]
        assert seats == [2, 1] * 10
        asked = [his.expect("question.assigned")["data"]["user_id"] for _ in range(20)]
        assert asked == [met.alice.id, met.bob.id] * 10
    roles = {person.get(f"/interview/{met.id}", status=200).get_json()["role"] for person in (met.alice, met.bob)}
    assert roles == {"interviewer", "interviewee"}


def test_two_who_mean_the_same_swap_once(met: Met):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        for wire in (hers, his):
            assert wire.command("roles.swap", {"interviewer_seat": 2})["type"] == "ack"
        assert hers.command("roles.swap", {"interviewer_seat": 3})["data"]["code"] == "invalid"
    assert met.bob.get(f"/interview/{met.id}", status=200).get_json()["role"] == "interviewer"
    assert met.events("roles.swapped") == ["roles.swapped"]


def test_the_interviewee_s_frames_hold_no_solution_through_swaps_and_reconnects(met: Met):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        his.expect("interview.snapshot")
        guide = snapshot(hers)["interview"]["question"]
        assert guide["solution"]
        hers.command("roles.swap")
        his.expect("roles.swapped")
        hers.command("roles.swap")
        his.expect("roles.swapped")
        for _ in range(2):
            his.expect("question.assigned")
        seen = list(his.seen)
    with met.bob.socket(met.path) as again:
        again.expect("interview.snapshot")
        seen += again.seen
    for secret in (guide["solution"], *guide["hints"], *guide["follow_ups"]):
        assert json.dumps(secret) not in json.dumps(seen)
    assert guide["prompt"] in [
        frame["data"]["question"]["prompt"] for frame in seen if frame["type"] == "question.assigned"
    ]


@pytest.mark.recorded
def test_my_notes_are_mine_alone(met: Met):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        assert snapshot(hers)["interview"]["notes"] == ""
        for notes in ("She hesitates", "He hesitates at recursion 🤔"):
            assert hers.command("notes.save", {"text": notes})["type"] == "ack"
        assert hers.command("notes.save", {"text": "x" * 20_001})["data"]["code"] == "invalid"
        assert his.command("chat.send", {"text": "anything?"})["type"] == "ack"
        hers.expect("chat.message")
        assert "recursion" not in json.dumps(his.seen)
        his.command("interview.end")
        assert hers.command("notes.save", {"text": notes + ", but gets there"})["type"] == "ack"
    assert (
        met.alice.get(f"/interview/{met.id}", status=200).get_json()["notes"]
        == "He hesitates at recursion 🤔, but gets there"
    )
    assert met.bob.get(f"/interview/{met.id}", status=200).get_json()["notes"] == ""


@pytest.mark.recorded
def test_a_run_is_shown_to_both_and_stays(met: Met):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        hers.expect("interview.snapshot")
        for _ in range(2):
            assert his.command("run.share", RUN, id_="run-1")["type"] == "ack"
        told = hers.expect("run.shared")["data"]
        assert {name: told[name] for name in RUN} == RUN
        assert (told["user_id"], told["id"], told["truncated"]) == (met.bob.id, "run-1", False)
        assert his.command("run.share", {**RUN, "passed": 5})["data"]["code"] == "invalid"
        assert his.command("run.share", {**RUN, "passed": None})["data"]["code"] == "invalid"
    with met.bob.socket(met.path) as his:
        assert his.command("run.share", RUN, id_="run-1")["type"] == "ack"
        assert his.command("run.share", {**RUN, "ms": 13}, id_="run-1")["data"]["code"] == "command_id_reused"
        assert [run["stdout"] for run in snapshot(his)["runs"]] == ["42\n"]
    assert met.events("run.shared") == ["run.shared"]
    timeline = met.alice.get(f"/interview/{met.id}/replay", status=200).get_json()["items"]
    assert [item["data"]["stdout"] for item in timeline if item.get("type") == "run.shared"] == ["42\n"]


def test_a_run_says_which_question_was_asked(met: Met):
    with met.alice.socket(met.path) as hers:
        first = snapshot(hers)["interview"]["question"]["id"]
        hers.command("run.share", RUN, id_="before")
        hers.command("roles.swap", {})
        second = met.alice.get(f"/interview/{met.id}").get_json()["question"]["id"]
        hers.command("run.share", RUN, id_="after")
        # A run that is sent again stays with its question.
        assert hers.command("run.share", RUN, id_="before")["type"] == "ack"
        # One that took longer than the question says where it belongs; other questions are none of this room's.
        hers.command("run.share", {**RUN, "question_id": first}, id_="late")
        hers.command("run.share", {**RUN, "question_id": first + second}, id_="odd")
    with met.bob.socket(met.path) as his:
        assert [run["question_id"] for run in snapshot(his)["runs"]] == [first, second, first, second]


CASE = {"expected": "2", "got": "3", "error": None, "printed": None, "own": False}


def test_results_stay_apart_from_what_the_program_prints(met: Met):
    failed = {**CASE, "index": 1, "passed": False, "call": "solve(2)", "printed": "✓ 1  solve(1)\n\x00"}
    results = [{"index": 0, "passed": True, "call": "solve(1)"}, failed, {"index": 4, "own": True, "call": "solve(9)"}]
    run = {**RUN, "stdout": "✗ 1  solve(1)\n", "stdin": "1 2\n", "exit_code": -9, "results": results}
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        assert his.command("run.share", run, id_="run")["type"] == "ack"
        told = hers.expect("run.shared")["data"]
        assert (
            his.command("run.share", {**run, "results": results[:2]}, id_="run")["data"]["code"] == "command_id_reused"
        )
        others: list[dict[str, Any]] = [{**failed, "index": 0}, {**failed, "index": 4}, {**failed, "passed": None}]
        for wrong in (*others, {**failed, "index": 2, "passed": "yes"}, {**failed, "call": None}):
            answer = his.command("run.share", {**run, "results": [results[0], wrong]})
            assert answer["data"]["code"] == "invalid", wrong
        lies = [{**failed, "index": index, "passed": True} for index in range(4)]
        assert his.command("run.share", {**run, "results": lies})["data"]["code"] == "invalid"
    assert (told["stdout"], told["stdin"], told["exit_code"]) == ("✗ 1  solve(1)\n", "1 2\n", -9)
    assert [one["passed"] for one in told["results"]] == [True, False, None]
    assert told["results"][1] == {**failed, "printed": "✓ 1  solve(1)\n␀"}
    with met.alice.socket(met.path) as hers:
        assert snapshot(hers)["runs"] == [told]
    items = met.bob.get(f"/interview/{met.id}/replay", status=200).get_json()["items"]
    assert [one["data"]["results"] for one in items if one.get("type") == "run.shared"] == [told["results"]]
    (exported,) = met.bob.get("/users/me/export", status=200).get_json()["runs"]
    assert {name: exported[name] for name in ("stdin", "exit_code", "results")} == {
        name: told[name] for name in ("stdin", "exit_code", "results")
    }


def test_of_too_many_results_the_failed_ones_are_kept(met: Met):
    results = [{"index": index, "passed": index != 150, "call": "x" * 150} for index in range(201)]
    results[150]["call"] = "é" * 3_000
    run = {**RUN, "passed": 199, "total": 200, "results": results[:200]}
    with met.alice.socket(met.path) as hers:
        assert hers.command("run.share", run)["type"] == "ack"
        told = hers.expect("run.shared")["data"]
        more = {**run, "passed": 200, "total": 201, "results": results}
        assert hers.command("run.share", more)["data"]["code"] == "invalid"
    assert told["truncated"]
    assert 20 < len(told["results"]) < 200
    assert told["results"][-1]["index"] == 150
    assert told["results"][-1]["call"] == "é" * 2_000 + " … (3000 characters)"


def test_a_run_from_before_there_were_results_is_read_as_ever(met: Met):
    """As a process of before stores it during a rollout, whose command comes again to one of now."""

    def store(session: Session) -> None:
        session.execute(
            text(
                "INSERT INTO shared_runs (interview_id, user_id, client_id, language, stdout, stderr, status, ms,"
                " passed, total, truncated)"
                " VALUES (:interview, :alice, 'old', 'python', '42\n', '', 'ok', 12, 3, 4, false)"
            ),
            {"interview": met.id, "alice": met.alice.id},
        )

    met.alice.in_database(store)
    with met.alice.socket(met.path) as hers:
        assert hers.command("run.share", RUN, id_="old")["type"] == "ack"
        (run,) = snapshot(hers)["runs"]
    assert (run["stdin"], run["exit_code"], run["results"]) == ("", None, None)


def test_long_output_is_cut_and_says_so_and_any_output_can_be_kept(met: Met):
    with met.alice.socket(met.path) as hers:
        long = {**RUN, "stdout": "é" * 9_000, "stderr": "\x00\x1b[31m"}
        assert hers.command("run.share", long)["type"] == "ack"
        told = hers.expect("run.shared")["data"]
        assert told["truncated"]
        assert told["stdout"].startswith("é" * 8_192 + "\n… ")
        assert "1616 more bytes" in told["stdout"]
        assert told["stderr"] == "␀\x1b[31m"


@pytest.mark.parametrize(
    ("command", "data"),
    [("run.share", RUN), ("interview.extend", {}), ("editor.language", {"language": "go"}), ("roles.swap", {})],
)
def test_what_is_over_is_over(met: Met, sockets: InThread, command: str, data: dict[str, Any]):
    with met.alice.socket(met.path) as hers:
        snapshot(hers)
        sockets.leave_rooms_open()
        met.bob.post(f"/interview/{met.id}/end", status=200)
        assert hers.command(command, data)["data"]["code"] == "interview_over"


def test_strangers_are_told_nothing_of_notes_time_or_runs(met: Met, newcomer: Callable[[str], Person]):
    charlie = newcomer("charlie")
    for path in ("", "/replay"):
        assert charlie.get(f"/interview/{met.id}{path}", status=404).get_json()["code"] == "not_found"
    for path in ("/extend", "/swap-roles", "/end"):
        assert charlie.post(f"/interview/{met.id}{path}", status=404).get_json()["code"] == "not_found"
    run = {"language": "python", "code": "1"}
    assert charlie.post(f"/interview/{met.id}/run", run, status=404).get_json()["code"] == "not_found"
    with charlie.socket(met.path) as wire:
        for command, data in (("notes.save", {"text": "x"}), ("run.share", RUN), ("interview.extend", {})):
            wire.send(command, data)
        assert wire.closed() == 4503
        assert [frame["type"] for frame in wire.seen] == ["error"]
