"""/ws/interview/live: the room of two, from matched to ended."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.clients.person import Person
from tests.sockets import InThread

AWAY_AND_BACK = ("peer.reconnecting", "peer.reconnected")


class Met(NamedTuple):
    """Two people who were matched; Alice waited longer and is asked first to interview."""

    alice: Person
    bob: Person
    id: str

    @property
    def path(self) -> str:
        return f"/ws/interview/live?interview_id={self.id}"

    def start(self) -> None:
        for person in (self.alice, self.bob):
            person.post("/interview/start", {"interview_id": self.id}, status=200)


@pytest.fixture
def met(alice: Person, bob: Person) -> Met:
    alice.practise("easy")
    return Met(alice, bob, bob.practise("easy", status=200)["interview"]["id"])


def test_the_snapshot_shows_the_room_as_i_may_see_it(met: Met):
    met.start()
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        for wire, person, role in ((hers, met.alice, "interviewer"), (his, met.bob, "interviewee")):
            hello = wire.expect("hello")["data"]
            snapshot = wire.expect("interview.snapshot")["data"]
            assert hello["user_id"] == person.id
            assert snapshot["interview"]["role"] == role
            assert snapshot["interview"]["status"] == "live"
            assert snapshot["as_of"] == hello["streams"]
            assert {one["username"]: one["role"] for one in snapshot["participants"]} == {
                "alice": "interviewer",
                "bob": "interviewee",
            }


def test_both_become_ready_over_their_sockets_and_the_interview_goes_live(met: Met):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        assert hers.command("interview.ready")["type"] == "ack"
        assert his.expect("peer.ready")["data"] == {"interview_id": met.id, "user_id": met.alice.id}
        assert his.command("interview.ready")["type"] == "ack"
        for wire in (hers, his):
            assert wire.expect("interview.started")["data"]["interview_id"] == met.id
    assert met.alice.get(f"/interview/{met.id}", status=200).get_json()["status"] == "live"


def test_a_line_of_chat_reaches_both_and_stays(met: Met):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        line = {"text": 'Grüße, Bob 👋 \\ "quoted" \n second line'}
        assert hers.command("chat.send", line, id_="line-1")["type"] == "ack"
        for wire in (hers, his):
            told = wire.expect("chat.message")
            assert (told["data"]["text"], told["data"]["user_id"]) == (line["text"], met.alice.id)
            assert told["stream"] == f"interview:{met.id}"
    with met.bob.socket(met.path) as again:
        assert [one["text"] for one in again.expect("interview.snapshot")["data"]["chat"]] == [line["text"]]


def test_a_line_sent_twice_is_said_once_even_after_a_reconnect(met: Met):
    with met.alice.socket(met.path) as hers:
        for _ in range(2):
            assert hers.command("chat.send", {"text": "hello"}, id_="same")["type"] == "ack"
    with met.alice.socket(met.path) as hers:
        assert hers.command("chat.send", {"text": "hello"}, id_="same")["type"] == "ack"
        assert hers.command("chat.send", {"text": "other"}, id_="same")["data"]["code"] == "command_id_reused"
        assert hers.command("chat.send", {"text": "more"}, id_="new")["type"] == "ack"
    with met.bob.socket(met.path) as his:
        assert [one["text"] for one in his.expect("interview.snapshot")["data"]["chat"]] == ["hello", "more"]


def test_roles_swap_once_for_one_command(met: Met):
    met.start()
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        hers.expect("interview.snapshot")
        his.expect("interview.snapshot")
        assert hers.command("roles.swap", id_="swap-1")["type"] == "ack"
        assert his.expect("roles.swapped")["data"]["interviewer_id"] == met.bob.id
    with met.alice.socket(met.path) as again:
        assert again.command("roles.swap", id_="swap-1")["type"] == "ack"
    assert met.bob.get(f"/interview/{met.id}", status=200).get_json()["role"] == "interviewer"


def test_roles_cannot_swap_before_the_start(met: Met):
    with met.alice.socket(met.path) as hers:
        assert hers.command("roles.swap")["data"]["code"] == "interview_not_live"


def test_a_signal_goes_to_the_peer_only_and_is_not_stored(met: Met):
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        his.expect("interview.snapshot")
        offer = {"type": "offer", "sdp": "v=0\r\n"}
        assert hers.command("signal.send", {"description": offer})["type"] == "ack"
        seen = his.expect("signal")
        assert seen["data"] == {"user_id": met.alice.id, "description": offer, "from": seen["data"]["from"]}
        assert "offset" not in seen
        assert hers.command("chat.send", {"text": "after"}, id_="after")["type"] == "ack"
        hers.expect("chat.message")
        assert not [frame for frame in hers.seen if frame["type"] == "signal"]


def test_the_peer_sees_me_come_and_go(met: Met):
    with met.bob.socket(met.path) as his:
        his.expect("interview.snapshot")
        with met.alice.socket(met.path) as hers:
            hers.expect("interview.snapshot")
            assert his.expect("peer.joined")["data"] == {"user_id": met.alice.id}
        assert his.expect("peer.reconnecting")["data"] == {"user_id": met.alice.id}


def test_the_peer_hears_that_i_am_back_after_every_cut(met: Met):
    with met.bob.socket(met.path) as his:
        his.expect("interview.snapshot")
        hers = met.alice.socket(met.path)
        for _ in range(2):
            hers.expect("interview.snapshot")
            hers.close()
            his.expect("peer.reconnecting")
            hers = met.alice.socket(met.path)
            assert his.expect("peer.reconnected")["data"] == {"user_id": met.alice.id}
        with hers:
            assert hers.command("chat.send", {"text": "back"})["type"] == "ack"
            his.expect("chat.message")
        # Of a peer who never counted as gone nobody hears that they joined.
        assert [type_ for _, type_ in his.durable()].count("peer.joined") == 1


def test_who_comes_back_in_a_browser_is_announced_without_a_word_of_theirs(met: Met):
    with met.bob.socket(met.path) as his:
        his.expect("interview.snapshot")
        for _ in range(2):
            with met.alice.in_browser(met.path) as hers:
                hers.expect("interview.snapshot")
            his.expect("peer.reconnecting")
        with met.alice.in_browser(met.path) as hers:
            hers.expect("interview.snapshot")
            said = his.expect("peer.reconnected")
            assert (said["data"], "offset" in said) == ({"user_id": met.alice.id}, False)
            last = [frame["type"] for frame in his.seen if frame["type"] in AWAY_AND_BACK][-1]
            while last != "peer.reconnected":
                last = his.expect(*AWAY_AND_BACK)["type"]


def test_a_second_socket_that_closes_leaves_the_peer_thinking_that_i_am_here(met: Met):
    with met.bob.socket(met.path) as his, met.alice.socket(met.path) as one:
        one.expect("interview.snapshot")
        his.expect("interview.snapshot")
        one.close()
        his.expect("peer.reconnecting")
        with met.alice.socket(met.path) as two:
            his.expect("peer.reconnected")
            with met.alice.socket(met.path) as three:
                three.expect("interview.snapshot")
            assert two.command("chat.send", {"text": "still here"})["type"] == "ack"
            his.expect("chat.message")
            said = [frame["type"] for frame in his.seen if frame["type"] in AWAY_AND_BACK]
            assert said[:1] + said[-1:] == ["peer.reconnecting", "peer.reconnected"]
            assert said.count("peer.reconnecting") == 1


def test_ending_tells_both_and_nothing_is_said_afterwards(met: Met, sockets: InThread):
    met.start()
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        hers.expect("interview.snapshot")
        his.expect("interview.snapshot")
        sockets.leave_rooms_open()
        assert his.command("interview.end")["type"] == "ack"
        for wire in (hers, his):
            ended = wire.expect("interview.ended")["data"]
            assert (ended["reason"], ended["by"], ended["status"]) == ("ended", met.bob.id, "ended")
        assert hers.command("chat.send", {"text": "too late"})["data"]["code"] == "interview_over"


def test_who_was_left_alone_goes_back_to_the_waiting_room_with_one_command(met: Met):
    met.start()
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        his.expect("interview.snapshot")
        hers.close()
        his.expect("peer.reconnecting")
        assert his.command("interview.end", {"requeue": True})["type"] == "ack"
        assert his.expect("interview.ended")["data"]["by"] == met.bob.id
    assert met.bob.get("/match/status", status=200).get_json()["status"] == "waiting"
    assert met.alice.get("/match/status", status=200).get_json()["status"] == "idle"


def test_a_room_that_is_over_is_shown_once_more_and_closed(met: Met):
    met.start()
    with met.alice.socket(met.path) as hers:
        position = hers.expect("hello")["data"]["streams"][f"interview:{met.id}"]
    met.bob.post(f"/interview/{met.id}/end", status=200)
    with met.alice.in_browser(met.path, resume={f"interview:{met.id}": position}) as hers:
        assert hers.expect("interview.snapshot")["data"]["interview"]["status"] == "ended"
        assert hers.expect("interview.ended")["data"]["by"] == met.bob.id
        assert hers.closed() == 4504


def test_strangers_see_nothing_of_a_room(met: Met, newcomer: Callable[[str], Person]):
    charlie = newcomer("charlie")
    for interview_id in (met.id, str(uuid.uuid4()), "nonsense", ""):
        with charlie.socket(f"/ws/interview/live?interview_id={interview_id}") as wire:
            assert wire.expect("error")["data"]["code"] == "not_found"
            assert wire.closed() == 4503
            assert [frame["type"] for frame in wire.seen] == ["error"]


def test_two_tabs_of_one_person_both_hear(met: Met):
    with met.alice.socket(met.path) as one, met.alice.socket(met.path) as two, met.bob.socket(met.path) as his:
        for wire in (one, two, his):
            wire.expect("interview.snapshot")
        his.command("chat.send", {"text": "hi"})
        assert one.expect("chat.message")["offset"] == two.expect("chat.message")["offset"]
        one.close()
        assert two.command("chat.send", {"text": "still here"})["type"] == "ack"
        his.expect("chat.message")
        his.expect("chat.message")
        assert not [frame for frame in his.seen if frame["type"] == "peer.reconnecting"]


def test_the_interviewee_never_receives_hints_or_solution(met: Met, question_bank: None):
    met.start()
    with met.alice.socket(met.path) as hers, met.bob.socket(met.path) as his:
        shown = hers.expect("interview.snapshot")["data"]["interview"]["question"]
        asked = his.expect("interview.snapshot")["data"]["interview"]["question"]
    assert shown["id"] == asked["id"]
    assert shown["prompt"] == asked["prompt"]
    assert shown["hints"]
    assert shown["solution"]
    assert (asked["hints"], asked["solution"], asked["follow_ups"]) == (None, None, None)
