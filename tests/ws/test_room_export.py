"""GET /interview/{id}/export: what each of the two takes home of a finished interview."""

from __future__ import annotations

from typing import Any

from shared.rooms import evidence
from tests.clients.person import Person, code_of
from tests.clients.time_travel import let_pass
from tests.ws.live import Met
from tests.ws.test_retention import FEEDBACK, write


def export(person: Person, interview: str) -> dict[str, Any]:
    taken: dict[str, Any] = person.get(f"/interview/{interview}/export", status=200).get_json()
    return taken


def test_each_gets_what_they_may_see(met: Met):
    assert code_of(met.alice.get(f"/interview/{met.id}/export")) == (409, "interview_not_ended")
    write(met)
    # What was written last may come to the database after the end: nobody is told that this is all.
    assert not export(met.alice, met.id)["complete"]
    met.alice.in_database(lambda session: let_pass(session, evidence.SETTLED))
    met.bob.post("/feedback/submit", {"interview_id": met.id, "did_well": "not to be read yet", **FEEDBACK}, status=201)
    hers, his = export(met.alice, met.id), export(met.bob, met.id)
    for taken in (hers, his):
        assert taken["complete"]
        assert [line["text"] for line in taken["chat"]] == ["a canarychat line"]
        assert [run["stdout"] for run in taken["runs"]] == ["canaryrun"]
        assert [(pad["text"], pad["language"]) for pad in taken["pads"]] == [("canarycode\n", "python")]
        assert [mark["text"] for mark in taken["board"]] == ["canaryboard"]
        assert set(taken["removed"].values()) == {None}
    assert (hers["notes"], his["notes"]) == ("", "canarynote")
    assert (hers["role"], his["role"]) == ("interviewer", "interviewee")
    # She asked: only she sees the hints. He gave feedback, which she can't read before she has given hers.
    assert hers["turns"][0]["question"]["hints"]
    assert not his["turns"][0]["question"]["hints"]
    assert (hers["feedback"], [one["did_well"] for one in his["feedback"]]) == ([], ["not to be read yet"])


def test_nobody_else_gets_it(met: Met, newcomer: Any):
    write(met)
    assert code_of(newcomer("mallory").get(f"/interview/{met.id}/export")) == (404, "not_found")
