"""The running interview: its clock, more time, private notes, and roles under two hands."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from websockets.exceptions import ConnectionClosed

from mockmate_ws.jobs import timers
from shared.models import Interview
from tests.clients.person import Person
from tests.sockets import InThread
from tests.ws.live import RUN, Met, snapshot


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
        # The server may have closed before all of it is sent.
        with suppress(ConnectionClosed):
            for command, data in (("notes.save", {"text": "x"}), ("run.share", RUN), ("interview.extend", {})):
                wire.send(command, data)
        assert wire.closed() == 4503
        assert [frame["type"] for frame in wire.seen] == ["error"]
