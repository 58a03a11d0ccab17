"""GET /interview/{id}/export and export.zip: what each of the two takes home of a finished interview."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

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


def test_files_for_people_have_what_the_export_has(met: Met):
    path = f"/interview/{met.id}/export.zip"
    assert code_of(met.alice.get(path)) == (409, "interview_not_ended")
    write(met)
    taken = {person: unpacked(person.get(path, status=200).data) for person in (met.alice, met.bob)}
    hers, his = taken[met.alice], taken[met.bob]
    title = export(met.bob, met.id)["turns"][0]["question"]["title"]
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    shared = {"about.txt", "chat.txt", "interview.json", "runs/1.txt", "whiteboard.svg"}
    shared |= {f"code/1-{slug}.py", f"questions/1-{slug}.md"}
    assert set(hers) == shared
    assert set(his) == shared | {"my-notes.txt"}
    for files in (hers, his):
        assert files[f"code/1-{slug}.py"] == "canarycode\n"
        assert "canaryrun" in files["runs/1.txt"]
        words = ET.fromstring(files["whiteboard.svg"]).itertext()
        assert "canaryboard" in "".join(words)
        assert "may be missing" in files["about.txt"]
    assert hers["chat.txt"].endswith(": a canarychat line\n")
    assert "Me: a canarychat line" in his["chat.txt"]
    assert json.loads(his["interview.json"])["notes"] == his["my-notes.txt"] == "canarynote"
    # Nothing that only the other one may see.
    assert "canarynote" not in str(hers)
    assert "## Hints" in hers[f"questions/1-{slug}.md"]
    assert "## Hints" not in his[f"questions/1-{slug}.md"]


def unpacked(packed: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}
