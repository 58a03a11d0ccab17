"""Deleting an account at each moment of an interview: what stays with the peer, and that nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from mockmate_ws.jobs import retention
from shared.core.settings import Settings
from tests.clients import PASSWORD
from tests.clients.person import Person
from tests.clients.time_travel import let_pass, tables_with
from tests.sockets import InThread
from tests.ws.live import RUN, Met, meet
from tests.ws.test_pads import Desk
from tests.ws.test_retention import FEEDBACK, until_stored

# What only Cleo wrote, in words that no question has, and what she made together with Bob.
HERS = ("canarycleo", "canaryname", "canaryline", "canaryrun", "canarynote", "canarywish", "canaryplea")
SHARED = "canarycode"


@pytest.fixture
def cleo(newcomer: Callable[[str], Person], question_bank: None) -> Person:
    person = newcomer("canarycleo")
    person.patch("/users/me", {"full_name": "Cleo Canaryname"}, status=200)
    return person


@pytest.fixture
def moderator(newcomer: Callable[[str], Person]) -> Person:
    person = newcomer("moderator")
    appoint = text("UPDATE users SET is_moderator = true WHERE id = :me")
    person.in_database(lambda session: session.execute(appoint, {"me": person.id}))
    return person


def decide(moderator: Person, bob: Person, cleo: Person, resolution: str, **more: str) -> None:
    """Let Bob report Cleo without naming an interview, and decide on that."""
    met = meet(cleo, bob)
    cleo.post(f"/interview/{met.id}/end", status=200)
    made = bob.post(f"/users/{cleo.id}/report", {"reason": "other", "text": "rude"}, status=201).get_json()
    decision = {"resolution": resolution, "text": "Be kind."} | more
    moderator.post(f"/moderation/reports/{made['id']}/resolve", decision, status=200)


def log_in(person: Person) -> Person:
    credentials = {"login": person.username, "password": PASSWORD}
    return Person(person.at, Person(person.at).post("/auth/login", credentials, status=200).get_json())


def let_pass_and_prune(bob: Person, settings: Settings, days: int) -> None:
    bob.in_database(lambda session: let_pass(session, timedelta(days=days)))
    bob.in_database(lambda session: retention.prune(session, settings))


def leave(person: Person) -> None:
    person.delete("/users/me", json={"password": PASSWORD}, status=204)


def talk(cleo: Person, bob: Person, met: Met) -> tuple[Any, Any]:
    """Open both sockets, and let Cleo write wherever she can."""
    hers, his = cleo.socket(met.path), bob.socket(met.path)
    she, he = Desk(hers), Desk(his)
    assert hers.command("chat.send", {"text": "my canaryline"})["type"] == "ack"
    assert his.command("chat.send", {"text": "an answer"})["type"] == "ack"
    assert hers.command("run.share", RUN | {"stdout": "canaryrun"})["type"] == "ack"
    assert hers.command("notes.save", {"text": "canarynote"})["type"] == "ack"
    she.write(f"{SHARED}\n")
    he.read(code=f"{SHARED}\n", code2="")
    until_stored(bob, met.id, SHARED)
    return hers, his


def write_and_end(cleo: Person, bob: Person, met: Met) -> None:
    hers, his = talk(cleo, bob, met)
    with hers, his:
        cleo.post(f"/interview/{met.id}/end", status=200)
        his.expect("interview.ended")


def found(bob: Person) -> dict[str, set[str]]:
    """Return in which tables something of Cleo's is stored."""
    words = {word: bob.in_database(lambda session, word=word: tables_with(session, word)) for word in HERS}  # type: ignore[misc]
    return {word: tables for word, tables in words.items() if tables}


def shown(bob: Person, interview: str) -> str:
    """Return everything that Bob gets of the interview, as text."""
    bob.post("/auth/confirm", {"password": PASSWORD}, status=204)  # years may have passed since he logged in
    paths = [f"/interview/{interview}{path}" for path in ("", "/replay", "/chat", "/runs", "/turns", "/export")]
    return "".join(bob.get(path, status=200).text for path in (*paths, "/interview/history", "/users/me/export"))


def require_gone(cleo: Person, bob: Person, interview: str) -> None:
    """What is documented stays with Bob, and nothing else is anywhere."""
    assert found(bob) == {}
    require_not_shown(cleo, bob, interview)


def require_not_shown(cleo: Person, bob: Person, interview: str) -> None:
    seen = shown(bob, interview)
    assert not [word for word in HERS if word in seen.lower()]
    assert f"deleted-{cleo.id}" in seen


def test_while_she_waits(cleo: Person, bob: Person):
    cleo.practise("easy")
    wish = "UPDATE bookings SET note = 'canarywish'"
    cleo.in_database(lambda session: session.execute(text(wish)))
    leave(cleo)
    assert found(bob) == {}
    bob.practise("easy")


def test_when_they_are_matched(cleo: Person, bob: Person):
    cleo.practise("easy")
    interview = bob.practise("easy", status=200)["interview"]["id"]
    leave(cleo)
    assert bob.get(f"/interview/{interview}", status=200).get_json()["status"] == "abandoned"
    require_gone(cleo, bob, interview)


def test_while_she_types(cleo: Person, bob: Person):
    met = meet(cleo, bob)
    hers, his = talk(cleo, bob, met)
    with hers, his:
        leave(cleo)
        his.expect("interview.ended")
        # What she sends now comes too late, wherever it arrives.
        for name, data in (("chat.send", {"text": "late canaryline"}), ("notes.save", {"text": "canarynote"})):
            hers.send(name, data)
        hers.closed()
    require_gone(cleo, bob, met.id)
    assert "an answer" in shown(bob, met.id)
    assert SHARED in str(bob.get("/users/me/export", status=200).get_json()["interviews"])


@pytest.mark.parametrize("gives", [False, True])
def test_after_the_end_with_feedback_pending_or_given(cleo: Person, bob: Person, gives: bool):
    met = meet(cleo, bob)
    write_and_end(cleo, bob, met)
    if gives:
        cleo.post("/feedback/submit", {"interview_id": met.id, "did_well": "of use", **FEEDBACK}, status=201)
    leave(cleo)
    require_gone(cleo, bob, met.id)
    bob.post("/feedback/submit", {"interview_id": met.id, "did_well": "well", **FEEDBACK}, status=201)
    assert ("of use" in shown(bob, met.id)) is gives


def test_years_later(cleo: Person, bob: Person):
    met = meet(cleo, bob)
    write_and_end(cleo, bob, met)
    # All but logins, which would have ended.
    logins = text("UPDATE sessions SET expires_at = now() + interval '1 day', revoked_at = NULL")
    bob.in_database(lambda session: let_pass(session, timedelta(days=1000)))
    bob.in_database(lambda session: session.execute(logins))
    leave(cleo)
    require_gone(cleo, bob, met.id)


@pytest.mark.parametrize("by_her", [False, True])
def test_an_open_report_holds_the_room_until_it_is_decided(
    cleo: Person, bob: Person, sockets: InThread, settings: Settings, by_her: bool
):
    """The room is held while the report is open. The evidence is a copy, names and all, with a time of its own."""
    met = meet(cleo, bob)
    write_and_end(cleo, bob, met)
    reported = {"reason": "other", "text": "canaryplea" if by_her else "rude", "interview_id": met.id}
    by, about = (cleo, bob) if by_her else (bob, cleo)
    by.post(f"/users/{about.id}/report", reported, status=201)
    leave(cleo)
    said = {"canaryplea": {"reports"}} if by_her else {}
    copied = {word: {"report_evidence"} for word in ("canarycleo", "canaryname", "canaryline", "canaryrun")} | said
    held = {"canaryline": {"chat_messages", "events"}, "canaryrun": {"shared_runs", "events"}}
    assert found(bob) == {word: tables | held.get(word, set()) for word, tables in copied.items()}
    decide = text("UPDATE reports SET resolved_at = now(), resolved_by = :me, resolution = 'dismissed'")
    bob.in_database(lambda session: session.execute(decide, {"me": bob.id}))
    bob.in_database(lambda session: retention.prune(session, settings))
    assert found(bob) == copied
    require_not_shown(cleo, bob, met.id)
    for days in (settings.keep_evidence_days - 1, 2):
        assert found(bob) == copied
        let_pass_and_prune(bob, settings, days)
    assert found(bob) == said
    let_pass_and_prune(bob, settings, settings.keep_reports_days)
    assert found(bob) == {}


MEASURES = text("SELECT kind, address_digest IS NOT NULL AS has_digest FROM measures")


def measures(bob: Person) -> list[tuple[str, bool]]:
    return [tuple(row) for row in bob.in_database(lambda session: session.execute(MEASURES).all())]


def test_while_restricted(cleo: Person, bob: Person, moderator: Person, settings: Settings):
    """What was decided stays for its time after it ends, and nothing by which the address would be known."""
    decide(moderator, bob, cleo, "restricted", until="2099-01-01T00:00:00Z")
    leave(cleo)
    assert found(bob) == {}
    assert measures(bob) == [("restricted", False)]
    row = "SELECT restriction, restricted_until FROM users WHERE id = :her"
    assert bob.in_database(lambda session: session.execute(text(row), {"her": cleo.id}).one()) == (None, None)


def test_a_suspended_person_deletes_once_it_is_over_and_the_digest_stays(
    cleo: Person, bob: Person, moderator: Person, settings: Settings
):
    """Of the address, only a digest stays, as long as decisions are kept."""
    decide(moderator, bob, cleo, "suspended")
    refused = cleo.delete("/users/me", json={"password": PASSWORD})
    assert refused.status_code == 401, refused.text
    measure = bob.in_database(lambda session: session.scalar(text("SELECT id FROM measures")))
    moderator.post(f"/moderation/measures/{measure}/lift", status=204)
    leave(log_in(cleo))
    assert found(bob) == {}
    assert measures(bob) == [("suspended", True)]
    let_pass_and_prune(bob, settings, settings.keep_reports_days + 1)
    assert measures(bob) == []


def test_with_a_pending_appeal(cleo: Person, bob: Person, moderator: Person, settings: Settings, sockets: InThread):
    """It is answered all the same, and goes with the decision."""
    decide(moderator, bob, cleo, "warned")
    cleo.post("/appeals", {"text": "my canaryplea"}, status=201)
    leave(cleo)
    assert found(bob) == {"canaryplea": {"appeals"}}
    let_pass_and_prune(bob, settings, settings.keep_reports_days + 1)
    assert found(bob) == {"canaryplea": {"appeals"}}
    again = log_in(moderator)
    (appeal,) = again.get("/moderation/appeals", status=200).get_json()["items"]
    assert appeal["person"]["username"] == f"deleted-{cleo.id}"
    again.post(f"/moderation/appeals/{appeal['id']}/answer", {"outcome": "uphold", "text": "No."}, status=200)
    bob.in_database(lambda session: retention.prune(session, settings))
    assert found(bob) == {}
    assert measures(bob) == []
