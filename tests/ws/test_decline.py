"""`match.decline` on /ws/match and /ws/connect, as both people see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.clients.person import Person

Newcomer = Callable[[str], Person]
ELSE = {"reason": "somebody_else"}


@pytest.fixture
def matched(alice: Person, bob: Person) -> str:
    alice.practise("easy")
    return str(bob.practise("easy", status=200)["interview"]["id"])


@pytest.mark.recorded
@pytest.mark.parametrize("path", ["/ws/match", "/ws/connect"])
def test_the_peer_hears_of_it_and_is_paired_at_once_with_somebody_else(
    alice: Person, bob: Person, newcomer: Newcomer, matched: str, path: str
):
    carol = newcomer("carol")
    carol.practise("easy")
    with bob.socket(path) as his, alice.socket("/ws/match") as hers:
        for wire in (his, hers):
            wire.expect("hello")
        assert his.command("match.decline", {"interview_id": matched})["type"] == "ack"
        assert hers.expect("match.declined")["data"] == {"interview_id": matched, "by": bob.id, "waiting_again": True}
        assert hers.expect("match.found")["data"]["interview"]["peer"]["id"] == carol.id
        assert his.expect("booking.changed")["data"]["status"] == "cancelled"


def test_who_wants_somebody_else_stays_on_the_socket_and_is_paired_there(
    alice: Person, bob: Person, newcomer: Newcomer, matched: str
):
    with bob.socket("/ws/match") as his:
        his.expect("waiting_room.snapshot")
        assert his.command("match.decline", {"interview_id": matched, **ELSE})["type"] == "ack"
        for name in ("carol", "dave"):
            newcomer(name).practise("easy", status=200)
        assert his.expect("match.found")["data"]["interview"]["peer"]["username"] == "dave"


def test_repeating_it_declines_once_and_its_id_is_for_one_command(alice: Person, bob: Person, matched: str):
    choice = {"interview_id": matched, **ELSE}
    with alice.socket("/ws/connect") as hers:
        hers.expect("hello")
        with bob.socket("/ws/connect") as his:
            for id_ in ("one", "one", "two"):
                assert his.command("match.decline", choice, id_)["type"] == "ack"
            other = his.command("match.decline", {"interview_id": matched}, "one")
            assert other["data"]["code"] == "command_id_reused"
        with bob.socket("/ws/connect") as his:
            assert his.command("match.decline", choice, "one")["type"] == "ack"
        hers.expect("match.declined")
        assert hers.command("notifications.read", {"up_to": 1})["type"] == "ack"
        assert [frame["type"] for frame in hers.seen].count("match.declined") == 1
    assert bob.get("/match/status", status=200).get_json()["status"] == "waiting"


@pytest.mark.parametrize(
    "data", [{"interview_id": 7}, {"interview_id": "x"}, {"interview_id": None}, {"reason": "dull"}, {"why": "x"}]
)
def test_what_is_not_a_decline_is_refused_and_changes_nothing(
    alice: Person, bob: Person, matched: str, data: dict[str, Any]
):
    with bob.socket("/ws/connect") as his:
        assert his.command("match.decline", {"interview_id": matched, **data})["data"]["code"] == "invalid"
    assert bob.get("/match/status", status=200).get_json()["status"] == "matched"


def test_after_the_start_it_is_refused(alice: Person, bob: Person, matched: str):
    bob.post("/interview/start", {"interview_id": matched}, status=200)
    with bob.socket("/ws/match") as his:
        assert his.command("match.decline", {"interview_id": matched})["data"]["code"] == "already_started"
