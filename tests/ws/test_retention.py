"""What is kept for how long: each kind is there the day before its time, and gone the day after, wherever it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import redis
from flask import Flask
from pycrdt import Array
from pycrdt import Text as PadText
from sqlalchemy import text

from mockmate_api import create_app
from mockmate_ws.jobs import retention, retention_rooms
from shared.core.retention import BRIEFLY, FOR_GOOD, KINDS
from shared.core.settings import Settings
from shared.models import Base
from shared.rooms import pad_texts
from tests.clients import PASSWORD, wait_until
from tests.clients.person import Person, code_of
from tests.clients.time_travel import let_pass, let_pass_in, tables_with
from tests.sockets import InThread
from tests.ws.live import RUN, Met
from tests.ws.post import Post
from tests.ws.test_pads import Desk

# Each kind its own number of days, so that none goes with another.
DAYS = {kind.name: 10 * number for number, kind in enumerate(KINDS, 1)}
# A word by which each kind is found, and the tables that have it.
WORDS = {
    "chat": {"canarychat": {"chat_messages", "events"}, "canarycontact": {"again_wishes"}},
    "document": {"canarycode": {"document_updates"}, "canaryboard": {"document_updates"}},
    "runs": {"canaryrun": {"shared_runs", "events"}},
    "notes": {"canarynote": {"notes"}, "canarywish": {"bookings"}},
    "feedback": {"canaryfeedback": {"feedback"}},
    "reports": {"canaryreport": {"reports"}, "canaryquestion": {"question_reports"}},
    "logins": {"canaryagent": {"sessions"}},
}
FEEDBACK = {"communication": 4, "overall": 4, "to_improve": "pace", "would_pass": True, "good_match": 5}


@pytest.fixture
def admin(newcomer: Callable[[str], Person]) -> Person:
    person = newcomer("admin")
    make_admin = text("UPDATE users SET is_admin = true WHERE id = :me")
    person.in_database(lambda session: session.execute(make_admin, {"me": person.id}))
    return person


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mail"


def until_stored(person: Person, interview: str, *words: str) -> None:
    """Wait until these words of the document are stored, which is behind their being told: decision 0028."""

    def are_stored() -> bool:
        written = person.in_database(lambda session: pad_texts.document(session, UUID(interview)))
        return all(word in f"{written.get('code', type=PadText)} {written.get('board', type=Array)}" for word in words)

    wait_until(are_stored, f"{words} to be stored")


def write(met: Met) -> None:
    """Write everything that a room keeps, and end it."""
    alice, bob = met.alice, met.bob
    with alice.socket(met.path) as hers, bob.socket(met.path) as his:
        she, he = Desk(hers), Desk(his)
        assert his.command("chat.send", {"text": "a canarychat line"})["type"] == "ack"
        assert his.command("run.share", RUN | {"stdout": "canaryrun"})["type"] == "ack"
        assert his.command("notes.save", {"text": "canarynote"})["type"] == "ack"
        he.write("canarycode\n")
        he.wire.say(he.document.draw({"id": "1", "kind": "text", "text": "canaryboard"}))
        she.read(code="canarycode\n", code2="")
        bob.post(f"/interview/{met.id}/end", status=200)
        hers.expect("interview.ended")
    until_stored(alice, met.id, "canarycode", "canaryboard")


def write_about(met: Met, admin: Person) -> None:
    """Write everything else, and let what has to be decided be decided."""
    alice, bob = met.alice, met.bob
    for person in (alice, bob):
        said = {"interview_id": met.id, "did_well": "canaryfeedback", **FEEDBACK}
        person.post("/feedback/submit", said, status=201)
    alice.patch(f"/interview/{met.id}/again", {"contact": "canarycontact"}, status=200)
    reported = {"reason": "other", "text": "canaryreport", "interview_id": met.id}
    made = alice.post(f"/users/{bob.id}/report", reported, status=201).get_json()
    admin.post(f"/admin/reports/{made['id']}/resolve", {"resolution": "dismissed"}, status=200)
    asked = bob.get(f"/interview/{met.id}", status=200).get_json()["question"]["id"]
    reported = {"question_id": asked, "reason": "unclear", "text": "canaryquestion"}
    made = bob.post(f"/interview/{met.id}/question-reports", reported, status=201).get_json()
    admin.post(f"/questions/reports/{made['id']}/resolve", {"resolution": "dismissed"}, status=200)
    agent = {"User-Agent": "canaryagent"}
    login = Person(alice.at).post("/auth/login", _credentials(alice), headers=agent, status=200).get_json()
    Person(alice.at).post("/auth/logout", token=login["refresh_token"], status=204)
    wish = "UPDATE bookings SET note = 'canarywish' WHERE user_id = :me"
    bob.in_database(lambda session: session.execute(text(wish), {"me": bob.id}))


def _credentials(person: Person) -> dict[str, str]:
    return {"email": f"{person.username}@example.com", "password": PASSWORD}


class Later:
    """A deployment whose time is moved."""

    def __init__(self, settings: Settings, person: Person, folder: Path) -> None:
        self._settings, self._person, self._folder = settings, person, folder
        self._day = 0
        self._audited, self._mailed, self._told = (
            self._scalar(f"SELECT max({column}) FROM {table}")
            for column, table in (("id", "audit_log"), ("id", "outgoing_mails"), ("at", "events"))
        )

    def come_to(self, day: int) -> None:
        """Let days pass until then, and let the jobs run."""
        passed = timedelta(days=day - self._day)
        self._person.in_database(lambda session: let_pass(session, passed))
        self._told -= passed
        let_pass_in(self._folder, passed)
        self._day = day
        for job in (retention.prune, retention_rooms.remove):
            self._person.in_database(lambda session, job=job: job(session, self._settings))  # type: ignore[misc]

    def is_there(self, kind: str) -> bool:
        """Whether all of a kind is stored. Raises AssertionError if only a part of it is."""
        match kind:
            case "events":
                found = [self._count("events WHERE stream LIKE 'user:%' AND at <= :told", told=self._told) > 0]
            case "mail":
                found = [self._count("outgoing_mails WHERE id <= :last", last=self._mailed) > 0]
                found.append(any(self._folder.iterdir()))
            case "audit":
                found = [self._count("audit_log WHERE id <= :last", last=self._audited) > 0]
            case "evidence":
                found = [self._count("report_evidence") > 0]
            case "document":
                found = [self._count("documents") > 0]
                found += [self._holds(word, tables) for word, tables in WORDS[kind].items()]
            case _:
                found = [self._holds(word, tables) for word, tables in WORDS[kind].items()]
        assert len(set(found)) == 1, (kind, found)
        return found[0]

    def _holds(self, word: str, expected: set[str]) -> bool:
        # The evidence of a report has a time of its own: tests/api/users/test_evidence.py.
        tables = self._person.in_database(lambda session: tables_with(session, word)) - {"report_evidence"}
        assert tables in (expected, set()), word
        return bool(tables)

    def _count(self, rows: str, **given: Any) -> int:
        return int(self._scalar(f"SELECT count(*) FROM {rows}", **given))

    def _scalar(self, statement: str, **given: Any) -> Any:
        return self._person.in_database(lambda session: session.scalar(text(statement), given))


@pytest.fixture
def later(
    settings: Settings, met: Met, admin: Person, post: Post, folder: Path, sockets: InThread
) -> Callable[..., Later]:
    """Have everything, and then only time."""

    def make(**days: int) -> Later:
        write(met)
        write_about(met, admin)
        post.deliver(mail_url=f"file:{folder}")
        sockets.stop()
        kept = {f"keep_{kind}_days": number for kind, number in {**DAYS, **days}.items()}
        return Later(settings.model_copy(update=kept | {"mail_url": f"file:{folder}"}), met.alice, folder)

    return make


def test_each_kind_is_there_until_its_day_and_gone_after_it(later: Callable[..., Later]):
    time = later()
    for kind, day in DAYS.items():
        time.come_to(day - 1)
        for other, its_day in DAYS.items():
            assert time.is_there(other) is (its_day >= day), (other, "on the day before", kind)
        time.come_to(day + 1)
        assert not time.is_there(kind)


def test_zero_days_are_for_good(later: Callable[..., Later]):
    time = later(**dict.fromkeys(DAYS, 0))
    time.come_to(20_000)
    for kind in DAYS:
        assert time.is_there(kind)


def seen_by(person: Person, interview: str) -> dict[str, Any]:
    """Return what a person gets of an interview, wherever it is shown."""
    paths = {"replay": "/replay", "chat": "/chat", "runs": "/runs", "interview": "", "room": "/export"}
    seen = {name: person.get(f"/interview/{interview}{path}", status=200).get_json() for name, path in paths.items()}
    seen["export"] = person.get("/users/me/export", status=200).get_json()
    (seen["past"],) = person.get("/interview/history", status=200).get_json()["items"]
    return seen


def test_people_are_told_what_is_gone_and_get_nothing_of_it(later: Callable[..., Later], met: Met, app: Flask):
    time = later()
    before = seen_by(met.alice, met.id)
    assert set(before["past"]["removed"].values()) == {None}
    for word in ("canarychat", "canaryrun", "canaryfeedback"):
        assert word in str(before)
    time.come_to(max(DAYS.values()) + 1)
    alice = Person(app, Person(app).post("/auth/login", _credentials(met.alice), status=200).get_json())
    after = seen_by(alice, met.id)
    assert "canary" not in str(after)
    assert None not in after["past"]["removed"].values()
    assert after["replay"]["removed"] == after["past"]["removed"]
    assert {one["type"] for one in after["replay"]["items"]} <= {"roles.swapped"}
    # That they met, when and in which roles is what stays.
    for kept in ("id", "peer", "matched_at", "started_at", "ended_at", "roles", "questions", "my_difficulty"):
        if not kept.endswith("_at") and kept != "peer":
            assert after["past"][kept] == before["past"][kept]
    assert after["past"]["peer"]["username"] == "bob"
    refused = alice.post("/feedback/submit", {"interview_id": met.id, "did_well": "late", **FEEDBACK})
    assert code_of(refused) == (409, "feedback_closed")


def test_an_open_report_holds_the_room_until_it_is_decided(later: Callable[..., Later], met: Met, admin: Person):
    time = later(chat=10, document=10, runs=10, feedback=10, reports=0)
    reopen = text("UPDATE reports SET resolved_at = NULL, resolved_by = NULL, resolution = NULL")
    decide = text("UPDATE reports SET resolved_at = now(), resolved_by = :me, resolution = 'dismissed'")
    met.alice.in_database(lambda session: session.execute(reopen))
    time.come_to(11)
    room = ("chat", "document", "runs", "feedback")
    assert [time.is_there(kind) for kind in room] == [True] * 4
    met.alice.in_database(lambda session: session.execute(decide, {"me": admin.id}))
    time.come_to(12)
    assert [time.is_there(kind) for kind in room] == [False] * 4


def test_a_kind_that_fails_is_parked_and_the_others_go(later: Callable[..., Later], met: Met):
    time = later()
    refuse = """
        CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
        CREATE TRIGGER refuse BEFORE DELETE ON shared_runs FOR EACH ROW EXECUTE FUNCTION refuse()
    """
    allow = text("DROP FUNCTION refuse CASCADE")
    met.alice.in_database(lambda session: session.execute(text(refuse)))
    try:
        time.come_to(max(DAYS.values()) + 1)
        assert [kind for kind in DAYS if time.is_there(kind)] == ["runs"]
        parked = text("SELECT job, item FROM parked_items")
        assert met.alice.in_database(lambda session: session.execute(parked).all()) == [("empty_rooms", "runs")]
    finally:
        # It would refuse to empty the database for the next test, too.
        met.alice.in_database(lambda session: session.execute(allow))
    time.come_to(max(DAYS.values()) + 2)
    assert not time.is_there("runs")


def test_every_table_has_a_time_or_a_reason():
    """A new table has to be put into a kind, or into a list that says why it is in none."""
    in_kinds = {table for kind in KINDS for table in kind.tables}
    tables = set(Base.metadata.tables) | {"alembic_version"}
    assert in_kinds | set(BRIEFLY) | set(FOR_GOOD) == tables
    assert not set(BRIEFLY) & set(FOR_GOOD)
    assert in_kinds & set(FOR_GOOD) == {"bookings"}
    assert not in_kinds & set(BRIEFLY)


def test_nothing_stays_in_redis(later: Callable[..., Later], settings: Settings, met: Met):
    later()
    app = create_app(settings.model_copy(update={"rate_limits": "on"}))
    Person(app).post("/auth/login", {**_credentials(met.alice), "password": "a wrong one"}, status=401)
    with redis.Redis.from_url(settings.redis_url) as client:
        times = {key: client.ttl(key) for key in client.scan_iter()}
    # The limits of requests are counted there, and nothing more; no counter outlives a day.
    assert times
    assert all(0 <= time <= 24 * 3600 for time in times.values()), times
