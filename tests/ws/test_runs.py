"""Runs that are shown to both: they stay, and results stay apart from what a program prints."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.ws.live import RUN, Met, snapshot


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
