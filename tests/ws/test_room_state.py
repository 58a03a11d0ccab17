"""The room as a client follows it: whatever the two do, a snapshot and the events behind it are a fresh snapshot."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given
from hypothesis import settings as searching
from hypothesis import strategies as st

from examples.state import apply
from shared.core.settings import Settings
from shared.events import types
from shared.events.frame_sizes import MAX_TEXT_BYTES
from tests.clients.follower import Frame
from tests.clients.person import Person, register
from tests.ws.acting_room import Room

FOR_INTERVIEWERS = ("hints", "solution", "slow_solution", "follow_ups", "estimates", "rubric")

ACTIONS = (
    *("come", "vanish", "hold", "start", "swap", "extend", "end", "chat", "chat_long", "run", "run_long", "choose"),
    *("choose_first", "choose_second", "agree", "hide"),
    *("half", "ending", "time_up", "no_show"),
)
STEPS = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ACTIONS)), max_size=12)
LIVE = [(0, "come"), (1, "come"), (0, "start"), (1, "start")]
EVERYTHING = [
    *((0, name) for name in ("choose", "chat", "come", "vanish", "come", "hold", "start")),
    *(
        (1, name)
        for name in ("start", "come", "swap", "run_much", "chat_much", "half", "ending", "extend", "agree", "hide")
    ),
    *((0, name) for name in ("extend", "chat_long", "run_long", "run", "swap", "extend", "end", "chat")),
]


def assert_same(shown: Frame, fresh: Frame) -> None:
    """Compare what a client was shown and told with a fresh snapshot, which may begin later in chat and runs."""
    assert len(json.dumps(fresh, ensure_ascii=False, separators=(",", ":")).encode()) <= MAX_TEXT_BYTES
    followed, given = as_told(shown), as_told(fresh)
    leave_out_what_is_read_by_rest(followed["interview"], given["interview"])
    for name in ("chat", "runs"):
        followed[name] = followed[name][len(followed[name]) - len(given[name]) :]
        del followed[f"{name}_before"], given[f"{name}_before"]
    assert followed == given


def leave_out_what_is_read_by_rest(followed: dict[str, Any], given: dict[str, Any]) -> None:
    """Compare of a question that a snapshot shortened only what it has: the interviewer's has more, and loses more."""
    question = given["question"]
    if question is None or not question["truncated"] or given["role"] != "interviewer":
        return
    kept = {name for name, value in question.items() if value is not None} - {"truncated"}
    for interview in (followed, given):
        interview["question"] = {name: value for name, value in interview["question"].items() if name in kept}


def as_told(frame: Frame) -> dict[str, Any]:
    """Return what frames bring of a snapshot: all but what docs/protocol.md names."""
    data: dict[str, Any] = frame["data"]
    interview = data["interview"]
    peer = {name: value for name, value in interview["peer"].items() if name != "reliability"}
    question = interview["question"]
    if question is not None and interview["role"] == "interviewer":
        question = {name: value for name, value in question.items() if name not in FOR_INTERVIEWERS}
    # Nobody has a socket where only the database says what happened.
    people = [{name: value for name, value in one.items() if name != "connected"} for one in data["participants"]]
    return {**data, "interview": {**interview, "peer": peer, "question": question}, "participants": people}


@pytest.fixture
def meet(app: Flask, settings: Settings, question_bank: None) -> Callable[[], Room]:
    """Let two people meet. No service runs beside them, so that nothing else happens."""
    numbers = count()
    return lambda: Room(settings, (register(app, f"p{next(numbers)}"), register(app, f"p{next(numbers)}")))


def heard(room: Room, steps: list[tuple[int, str]]) -> set[str]:
    """Let things happen, look after each, and return the types of events that were heard."""
    followers = [room.follower(0), room.follower(1)]
    for who, what in steps:
        room.do(who, what)
        for each in followers:
            each.hear_events()
            assert_same(each.shown, each.fresh())
    return followers[0].heard


@searching(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, live=st.booleans())
@example(steps=[(0, "start"), (0, "no_show")], live=False)
@example(steps=[(0, "time_up"), (1, "come")], live=True)
@example(steps=[(0, "choose"), *[(0, "swap"), (1, "choose"), (0, "choose_first"), (1, "choose_second")] * 2], live=True)
@example(steps=[(0, "choose_second"), (0, "start"), (0, "choose_second"), (1, "start"), (1, "choose")], live=False)
def test_a_snapshot_and_its_events_are_a_fresh_snapshot(
    meet: Callable[[], Room], steps: list[tuple[int, str]], live: bool
):
    heard(meet(), [*(LIVE if live else []), *steps])


def test_so_it_is_with_a_question_that_the_interviewers_frame_must_shorten(meet: Callable[[], Room]):
    room = meet()
    room.ask_the_longest()
    heard(room, [*LIVE, (1, "swap"), (0, "swap")])
    assert any(room.follower(who).fresh()["data"]["interview"]["question"]["truncated"] for who in (0, 1))


def test_two_who_speak_at_once_are_shown_in_the_order_in_which_they_were_told(meet: Callable[[], Room]):
    """Else a snapshot and the events behind it would have the same lines in another order."""
    room = meet()
    follower = room.follower(0)

    def talk(who: int) -> None:
        for _ in range(40):
            room.do(who, "chat")
            room.do(who, "run")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(talk, (0, 1, 0, 1)))
    follower.hear_events()
    assert_same(follower.shown, follower.fresh())


def test_so_it_is_for_every_event_that_a_room_is_told(meet: Callable[[], Room]):
    assert heard(meet(), EVERYTHING) == {event.type for event in types.ALL if "interview" in event.streams}


def test_what_a_socket_was_told_makes_what_a_new_one_is_shown(alice: Person, bob: Person, question_bank: None):
    alice.practise("easy")
    path = f"/ws/interview/live?interview_id={bob.practise('easy', status=200)['interview']['id']}"
    with alice.socket(path) as hers:
        shown = hers.expect("interview.snapshot")
        with bob.socket(path) as his:
            for wire in (hers, his):
                assert wire.command("interview.ready")["type"] == "ack"
            assert his.command("roles.swap")["type"] == "ack"
            assert hers.command("signal.send", {"candidate": {"candidate": "x"}})["type"] == "ack"
            assert his.command("chat.send", {"text": "Hello Alice!"})["type"] == "ack"
            hers.expect("chat.message")
            # A second tab of hers changes nothing in the room.
            with alice.socket(path) as again:
                fresh = again.expect("interview.snapshot")
        told = hers.seen[hers.seen.index(shown) + 1 :]
    assert_same(reduce(apply, told, shown), fresh)


def test_a_peer_who_was_cut_and_is_back_is_shown_as_a_new_snapshot_shows_them(alice: Person, bob: Person):
    alice.practise("easy")
    path = f"/ws/interview/live?interview_id={bob.practise('easy', status=200)['interview']['id']}"
    with alice.socket(path) as hers:
        shown = hers.expect("interview.snapshot")
        for arrival in ("peer.joined", "peer.reconnected"):
            with bob.socket(path) as his:
                his.expect("interview.snapshot")
                hers.expect(arrival)
            hers.expect("peer.reconnecting")
        # Whoever comes while the other one is cut is told so at once.
        with alice.socket(path) as again:
            one, other = again.expect("interview.snapshot")["data"]["participants"]
            assert {one["user_id"]: one["connected"], other["user_id"]: other["connected"]} == {
                alice.id: True,
                bob.id: False,
            }
        with bob.socket(path) as his:
            hers.expect("peer.reconnected")
            fresh = his.expect("interview.snapshot")
            told = hers.seen[hers.seen.index(shown) + 1 :]
    followed = reduce(apply, told, shown)["data"]["participants"]
    assert followed == fresh["data"]["participants"]
    assert [one["presence"] for one in followed] == ["here", "here"]
