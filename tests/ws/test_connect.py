"""/ws/connect: reading notifications on one device, and hearing of it on another."""

from __future__ import annotations

from tests.clients.person import Person


def test_what_is_read_here_is_read_everywhere(alice: Person, bob: Person):
    with alice.socket("/ws/connect") as one, alice.socket("/ws/connect") as two:
        for wire in (one, two):
            wire.expect("hello")
        alice.practise("easy")
        bob.practise("easy", status=200)
        offset = one.expect("match.found")["offset"]
        assert alice.get("/notifications", status=200).get_json()["unread"] == 1
        assert one.command("notifications.read", {"up_to": offset})["type"] == "ack"
        for wire in (one, two):
            assert wire.expect("notifications.marked_read")["data"] == {"up_to": offset}
        assert alice.get("/notifications", status=200).get_json()["unread"] == 0
        assert bob.get("/notifications", status=200).get_json()["unread"] == 1
        assert one.command("notifications.read", {"up_to": "x"})["data"]["code"] == "invalid"
        assert one.command("notifications.read", {"up_to": 0})["data"]["code"] == "invalid"
