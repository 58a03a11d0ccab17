"""What two people do together."""

from __future__ import annotations

from typing import Any

from tests.clients.person import Person


def begin(first: Person, second: Person) -> str:
    """Let two people be paired, and start; returns the id of their live interview."""
    first.practise("easy", 202)
    with first.socket("/ws/match") as waiting:
        waiting.expect("waiting_room.snapshot")
        interview: str = second.practise("medium", 200)["interview"]["id"]
        assert waiting.expect("match.found")["data"]["interview"]["id"] == interview
    for person in (first, second):
        person.post("/interview/start", {"interview_id": interview}, status=200)
    return interview


def meet(first: Person, second: Person) -> str:
    """Let two people be paired, start, talk, end and tell each other how it was; returns the interview's id."""
    interview = begin(first, second)
    room = f"/ws/interview/live?interview_id={interview}"
    with first.socket(room) as left, second.socket(room) as right:
        for wire in (left, right):
            wire.expect("interview.snapshot")
        assert right.command("chat.send", {"text": "Hello!"})["type"] == "ack"
        assert left.expect("chat.message")["data"]["text"] == "Hello!"
        second.post(f"/interview/{interview}/end", status=200)
        for wire in (left, right):
            wire.expect("interview.ended")
    for person in (first, second):
        said: dict[str, Any] = {"communication": 5, "overall": 4, "would_pass": True, "good_match": 5}
        said |= {"did_well": f"as {person.username} saw it", "to_improve": "Say what it costs."}
        person.post("/feedback/submit", {"interview_id": interview, **said}, status=201)
    (past,) = (
        each for each in first.get("/interview/history", status=200).get_json()["items"] if each["id"] == interview
    )
    assert past["feedback_received"]["did_well"] == f"as {second.username} saw it"
    return interview
