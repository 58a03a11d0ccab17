"""`make demo` fills a database with people and their past, and `make demo-remove` leaves it as it was before."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from deployment.demo import marks, people, removal
from shared.core.settings import Settings
from shared.mail import outbox
from shared.models import Base, Feedback, Interview, OutgoingMail, QuestionReport, Slot, User
from tests.api.past import Past
from tests.clients import PASSWORD
from tests.clients.person import Person
from tests.sockets import ROOT, environment

Row = tuple[str, ...]

OF_RUNNING = {"mail_cursors", "mailed_news", "pepper_fingerprints", "socket_processes"}
"""What the services write about themselves while they run, and about the news of people who are real."""


@pytest.fixture
def app(app_for: Callable[[Settings], Flask], settings: Settings) -> Flask:
    return app_for(settings)


@pytest.fixture
def session(settings: Settings) -> Iterator[Session]:
    engine = create_engine(settings.database_url)
    with Session(engine) as session:
        yield session
    engine.dispose()


def register(app: Flask, name: str) -> Person:
    body = {"email": f"{name}@example.org", "password": PASSWORD, "username": name}
    return Person(app, Person(app).post("/auth/register", body, status=201).get_json())


def log_in(app: Flask, said: str, title: str) -> Person:
    found = re.search(rf"{title} +(\S+) +password (\S+)", said)
    assert found, said
    body = {"login": found[1], "password": found[2]}
    return Person(app, Person(app).post("/auth/login", body, status=200).get_json())


def everything(session: Session) -> dict[str, list[Row]]:
    """Return all rows of all tables."""
    session.rollback()
    return {
        table.name: sorted(tuple(map(str, row)) for row in session.execute(select(table)))
        for table in Base.metadata.sorted_tables
    }


def demo(settings: Settings, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deployment.demo", *arguments]
    variables = {**environment(settings), "MOCKMATE_HOME": str(home)}
    (home / "logs").mkdir(exist_ok=True)
    return subprocess.run(
        command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=400, check=False
    )  # fmt: skip


def only_invented(session: Session) -> dict[str, User]:
    """Add the people of a demo, without a past."""
    added = people.add(session, "$2b$04$", "$2b$04$")
    session.commit()
    return added


@pytest.mark.slow
@pytest.mark.timeout(500)
def test_a_demo_shows_everything_and_goes_without_a_trace(
    app: Flask, session: Session, settings: Settings, tmp_path: Path
):
    assert app.test_cli_runner().invoke(args=["seed"]).exit_code == 0
    ada, bob = register(app, "ada"), register(app, "bob")
    past = Past(session)
    past.say(past.meet(ada.id, bob.id), bob.id, ada.id)
    upcoming = ada.get("/slots?interview_type=technical", status=200).get_json()["items"][-1]["id"]
    ada.post("/slots/book", {"slot_id": upcoming, "difficulty": "easy"}, status=201)
    before = everything(session)

    made = demo(settings, tmp_path, "make", "--elsewhere")
    assert made.returncode == 0, made.stdout + made.stderr
    sees_a_past(log_in(app, made.stdout, "a person"))
    sees_figures(log_in(app, made.stdout, "administrator"), session)
    again = demo(settings, tmp_path, "make", "--elsewhere")
    assert (again.returncode, "already" in again.stderr) == (2, True)

    removed = demo(settings, tmp_path, "remove")
    assert removed.returncode == 0, removed.stderr
    after = everything(session)
    assert {name: rows for name, rows in after.items() if rows != before[name] and name not in OF_RUNNING} == {}
    assert {row[0] for row in after["mailed_news"]} <= {f"user:{ada.id}", f"user:{bob.id}"}
    assert "There is no demo" in demo(settings, tmp_path, "remove").stdout


def sees_a_past(person: Person) -> None:
    history = person.get("/interview/history?limit=50", status=200).get_json()["items"]
    assert len(history) == 9
    starts = [one["started_at"] for one in history]
    assert starts == sorted(starts, reverse=True)
    progress = person.get("/analytics/me", status=200).get_json()
    assert progress["interviews"] == len(history)
    assert len(progress["weeks"]) >= 8
    shown = next(one for one in history if one["interview_type"] == "technical")
    replay = person.get(f"/interview/{shown['id']}/replay?limit=200", status=200).get_json()["items"]
    moments = [one["at"] for one in replay]
    assert moments == sorted(moments)
    over, last = (datetime.fromisoformat(one) for one in (shown["ended_at"], moments[-1]))
    assert shown["started_at"] < moments[-1]
    assert last - over < timedelta(seconds=10)
    assert {"chat.message", "run.shared", "roles.swapped", "question.assigned"} <= {one.get("type") for one in replay}
    assert len([one for one in replay if "update" in one]) > 10
    notifications = person.get("/notifications", status=200).get_json()["items"]
    assert notifications
    assert person.get("/slots/bookings", status=200).get_json()["items"]


def sees_figures(admin: Person, session: Session) -> None:
    figures = admin.get("/analytics/operator", status=200).get_json()
    month = session.scalars(
        select(Interview.status).where(Interview.matched_at > Past(session).now.replace(day=1))
    ).all()
    assert figures["total"]["interviews"] >= len(month)
    assert figures["total"]["no_shows"] > 0
    assert figures["total"]["abandoned"] > 0
    assert figures["total"]["wait_p50_seconds"] > 20
    assert len(session.scalars(select(QuestionReport)).all()) == 3


def test_whom_somebody_real_met_stays_as_a_deleted_account(app: Flask, session: Session, settings: Settings):
    ada = register(app, "ada")
    before = everything(session)
    added = only_invented(session)
    otter, heron = added["amber-otter"].id, added["brisk-heron"].id
    past = Past(session)
    among = past.meet(otter, heron)
    past.say(among, heron, otter)
    shared = past.meet(ada.id, otter)
    past.say(shared, otter, ada.id, did_well="You asked first.")
    removed = removal.remove(session, settings)
    session.commit()
    assert removed == (13, 1, 1)
    assert session.get(Interview, among) is None
    assert session.scalars(select(Feedback.did_well)).all() == ["You asked first."]
    assert session.get_one(User, otter).username == f"deleted-{otter}"
    assert session.scalars(marks.people()).all() == []
    assert removal.remove(session, settings).people == 0
    after = everything(session)
    kept = {"users", "interviews", "participants", "bookings", "slots", "feedback", "audit_log"}
    assert {name for name, rows in after.items() if rows != before[name]} <= kept
    assert set(before["users"]) < set(after["users"])


def test_what_was_interrupted_is_removed(session: Session, settings: Settings):
    before = everything(session)
    added = only_invented(session)
    start = marks.marked(Past(session).now)
    session.add(Slot(interview_type="technical", starts_at=start, ends_at=start.replace(year=2100), capacity=2))
    session.commit()
    assert not marks.is_complete(session)
    people.appoint(session, added[people.ADMINISTRATOR])
    assert marks.is_complete(session)
    removal.remove(session, settings)
    session.commit()
    assert everything(session) == before


def test_a_database_elsewhere_is_refused(session: Session, settings: Settings, tmp_path: Path):
    before = everything(session)
    refused = demo(settings, tmp_path, "make")
    assert (refused.returncode, "ELSEWHERE=1" in refused.stderr) == (2, True)
    assert everything(session) == before


def test_nobody_registers_as_one_of_them(app: Flask):
    body = {"email": f"ada@{marks.DOMAIN}", "password": PASSWORD}
    Person(app).post("/auth/register", body, status=422)


def test_no_mail_goes_to_them(session: Session, settings: Settings, tmp_path: Path):
    user = only_invented(session)["amber-otter"]
    outbox.enqueue(session, user.email, "reset_password")
    session.commit()
    sending = settings.model_copy(update={"mail_url": f"file:{tmp_path}"})
    assert outbox.claim(session, sending, 10) == []
    assert session.scalars(select(OutgoingMail)).all() == []
