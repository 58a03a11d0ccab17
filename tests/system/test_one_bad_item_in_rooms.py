"""One row that cannot be read or written, in a waiting room, a lease or a document: the others go on, it is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from pycrdt import Doc, Text

from mockmate_api import create_app
from shared.core.settings import Settings
from tests.clients import wait_until
from tests.clients.person import Person
from tests.clients.typist import LiveTypist
from tests.sockets import AsProcess
from tests.system.bad_items import Ward, book, failing, make_slot, register_confirmed, run, seen_by_administrator


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


def enter(person: Person, slot_id: int) -> None:
    book(person, slot_id)
    person.post("/match/pair", {"slot_id": slot_id}, status=202)
    run(person, "UPDATE bookings SET present_until = now() + interval '1 hour' WHERE user_id = :me", me=person.id)


def test_in_a_room_with_somebody_nobody_can_be_paired_with_the_others_are_paired(
    app: Flask, start: Callable[[], AsProcess]
):
    ill, well, also_well, unreadable = (register_confirmed(app, name) for name in ("alice", "bob", "charlie", "dave"))
    slot_id = make_slot(ill, 5, capacity=10)
    for person in (unreadable, ill, well, also_well):
        enter(person, slot_id)
    run(ill, "UPDATE streams SET top = top - 1 WHERE name = :stream", stream=f"user:{ill.id}")
    # Python's calendar ends before it.
    run(ill, "UPDATE bookings SET waiting_since = '20000-01-01' WHERE user_id = :who", who=unreadable.id)
    run(ill, "UPDATE slots SET starts_at = now() WHERE id = :id", id=slot_id)
    process = start()

    def status(person: Person) -> str:
        return str(run(person, "SELECT status FROM bookings WHERE user_id = :me", me=person.id)[0].status)

    wait_until(lambda: [status(one) for one in (well, also_well)] == ["matched", "matched"])
    assert [status(one) for one in (ill, unreadable)] == ["waiting", "waiting"]
    wait_until(lambda: failing(process) == {"pair_people": 2})
    assert seen_by_administrator(well, "pair_people").keys() == {f"{slot_id}/{one.id}" for one in (ill, unreadable)}
    run(ill, 'UPDATE streams SET top = (SELECT max("offset") FROM events WHERE stream = name) WHERE top > 0')
    run(ill, "UPDATE bookings SET waiting_since = now() WHERE waiting_since > now()")
    well.post("/admin/parked-items/retry", status=200)
    wait_until(lambda: [status(one) for one in (ill, unreadable)] == ["matched", "matched"])
    wait_until(lambda: failing(process) == {})


def test_a_lease_that_cannot_be_renewed_ends_nobody_elses(app: Flask, start: Callable[..., AsProcess]):
    ill, other = (register_confirmed(app, name) for name in ("alice", "bob"))
    ill.practise("easy")
    interview_id = other.practise("easy", status=200)["interview"]["id"]
    path = f"/ws/interview/live?interview_id={interview_id}"
    process = start(socket_grace_seconds=6)
    ill.sockets = other.sockets = process.url
    with ill.socket(path) as wire, other.socket(path) as also:
        for one in (wire, also):
            one.expect("interview.snapshot")
        run(
            ill,
            f"""
            CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
            CREATE TRIGGER refuse BEFORE UPDATE ON participants
            FOR EACH ROW WHEN (OLD.user_id = {ill.id}) EXECUTE FUNCTION refuse()
            """,
        )
        wait_until(lambda: failing(process).get("renew_participants") == 1)
        assert list(seen_by_administrator(ill, "renew_participants")) == [f"{interview_id}/{ill.id}"]
        late = "SELECT FROM participants WHERE user_id = :who AND present_until > :since + interval '7 seconds'"
        since = run(ill, "SELECT now() AS now")[0].now
        wait_until(lambda: bool(run(ill, late, who=other.id, since=since)))
        run(ill, "DROP TRIGGER refuse ON participants")
        wait_until(lambda: bool(run(ill, late, who=ill.id, since=since)))
        wait_until(lambda: "renew_participants" not in failing(process))


def write(word: str) -> list[bytes]:
    """Return two changes of one client, the second of which builds on the first."""
    doc: Doc[Text] = Doc()
    text = doc.get("code", type=Text)
    changes: list[bytes] = []
    subscription = doc.observe(lambda event: changes.append(event.update))
    for part in (word, word.upper()):
        text += part
    doc.unobserve(subscription)
    return changes


def test_a_row_of_a_document_that_cannot_be_read_hides_no_other(app: Flask, start: Callable[[], AsProcess]):
    person, interview_id = Ward(app).matched(live=True)
    process = start()
    mended = write("bad")
    rows = [write("one")[0], b"\x01", mended[1], write("two")[0]]
    run(person, "INSERT INTO documents (interview_id, top) VALUES (:id, 4)", id=interview_id)
    for offset, data in enumerate(rows, 1):
        insert = 'INSERT INTO document_updates (interview_id, "offset", data) VALUES (:id, :offset, :data)'
        run(person, insert, id=interview_id, offset=offset, data=data)
    with LiveTypist(person, f"/ws/interview/live?interview_id={interview_id}") as typist:
        typist.stay([process.url], 1)
        wait_until(lambda: sorted((typist.text()[:3], typist.text()[3:])) == ["one", "two"])
        assert failing(process) == {"read_documents": 1}
        assert list(seen_by_administrator(person, "read_documents")) == [f"{interview_id}/2"]
        typist.type("new")
        stored = 'SELECT FROM document_updates WHERE interview_id = :id AND "offset" > 4'
        wait_until(lambda: bool(run(person, stored, id=interview_id)))
        typist.rest()
        mend = 'UPDATE document_updates SET data = :data WHERE interview_id = :id AND "offset" = 2'
        run(person, mend, id=interview_id, data=mended[0])
        person.post("/admin/parked-items/retry", {"job": "read_documents"}, status=200)
        wait_until(lambda: "badBAD" in typist.text())
    wait_until(lambda: failing(process) == {})
