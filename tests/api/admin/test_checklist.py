"""GET /admin/checklist: what is set up, what is missing, and what is wrong; and the test mail."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.admin.checklist import mail_trial
from mockmate_api.admin.checklist.routes import HANDBOOK
from mockmate_api.http import rate_limits
from mockmate_api.questions import bank
from shared.core.settings import Settings
from shared.matching import schedule
from shared.models import Difficulty, InterviewType
from tests.clients.person import Person, code_of, register
from tests.ws.post import Server

PATH = "/admin/checklist"
SMTP = {"mail_url": "smtp://ada:geheim@127.0.0.1:1", "mail_from": "mocks@example.net"}
PUBLIC = {"public_url": "https://mocks.example.org", "public_ws_url": "wss://mocks.example.org"}

Read = Callable[..., dict[str, Any]]


@pytest.fixture
def read(make_app: Callable[..., Flask], session: Session) -> Read:
    """Read one item as an administrator does, of an app with these settings."""

    def ask(name: str, *, headers: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
        app = make_app(**changes)
        token = promoted(make_app(), session).token  # whoever can register at this one
        given = {"Authorization": f"Bearer {token}", **(headers or {})}
        answer = app.test_client().get(PATH, headers=given)
        assert answer.status_code == 200, answer.text
        assert "geheim" not in answer.text
        (item,) = (each for each in answer.get_json()["items"] if each["name"] == name)
        return dict(item)

    return ask


def promoted(app: Flask, session: Session) -> Person:
    number = session.scalar(text("SELECT count(*) FROM users"))
    session.commit()  # registering takes long on a busy machine
    person = register(app, f"admin{number}")
    session.execute(text("UPDATE users SET is_admin = true WHERE id = :id"), {"id": person.id})
    session.commit()
    return person


def queue(session: Session, **columns: str) -> None:
    """Put a mail into the outbox; columns as SQL."""
    session.execute(text("DELETE FROM outgoing_mails"))
    names = "".join(f", {name}" for name in columns)
    values = "".join(f", {value}" for value in columns.values())
    session.execute(text(f"INSERT INTO outgoing_mails (recipient, letter{names}) VALUES ('a@b.example', 'x'{values})"))
    session.commit()


def test_all_items_are_listed_with_their_place_in_the_handbook(read: Read) -> None:
    assert read("mail")["handbook_url"] is None
    there = read("mail", handbook_url="https://example.org/handbook/")
    assert there["handbook"] == "docs/deploying.md#mail"
    assert there["handbook_url"] == "https://example.org/handbook/deploying.html#mail"


@pytest.mark.parametrize("place", HANDBOOK.values())
def test_the_handbook_has_these_sections(place: str) -> None:
    page, _, anchor = place.partition("#")
    written = (Path("docs") / page).read_text(encoding="utf-8")
    headings = [line.lstrip("# ") for line in written.splitlines() if line.startswith("#")]
    anchors = ["".join(c for c in line.lower().replace(" ", "-") if c.isalnum() or c in "-_") for line in headings]
    assert not anchor or anchor in anchors


def test_the_item_on_law_leads_to_all_that_an_operator_has_to_decide(read: Read) -> None:
    page, _, heading = read("law")["handbook"].partition("#")
    written = Path(page).read_text(encoding="utf-8")
    section = written[written.index(f"## {heading.replace('-', ' ').capitalize()}") :].split("\n## ")[0]
    for named in ("PRIVACY_URL", "IMPRINT_URL", "from which age", "How long each kind", "(#recipients)", "backups"):
        assert named in section


@pytest.mark.parametrize(
    ("changes", "host", "state", "finding"),
    [
        ({}, "127.0.0.1:8000", "todo", "address_local"),
        ({}, "localhost:8000", "todo", "address_local"),
        ({}, "mocks.example.org", "wrong", "address_differs"),
        ({"public_url": "http://192.168.1.7:8000"}, "192.168.1.7:8000", "wrong", "address_insecure"),
        (PUBLIC, "other.example.org", "wrong", "address_differs"),
        (
            PUBLIC | {"public_ws_url": "ws://mocks.example.org"},
            "mocks.example.org",
            "wrong",
            "address_sockets_insecure",
        ),
        (PUBLIC, "mocks.example.org", "done", "address_set"),
        (PUBLIC | {"public_url": "https://ada:geheim@mocks.example.org"}, "mocks.example.org", "done", "address_set"),
    ],
)
def test_the_address(read: Read, changes: dict[str, str], host: str, state: str, finding: str) -> None:
    item = read("address", headers={"Host": host}, **changes)
    assert (item["state"], item["finding"], item["facts"]["host"]) == (state, finding, host)


@pytest.mark.parametrize(
    ("changes", "state", "finding"),
    [
        ({"mail_url": ""}, "todo", "mail_not_set"),
        ({"mail_url": "file:/tmp/mail"}, "todo", "mail_to_folder"),
        (SMTP | {"mail_from": "mockmate@localhost"}, "wrong", "mail_sender_local"),
    ],
)
def test_mail_that_is_not_set_up(read: Read, changes: dict[str, str], state: str, finding: str) -> None:
    item = read("mail", **changes)
    assert (item["state"], item["finding"]) == (state, finding)


FAILED = {"last_error": "'RCPT: 450 later'", "attempts": "3", "due_at": "now() + interval '1 minute'"}


@pytest.mark.parametrize(
    ("columns", "state", "finding"),
    [
        ({"sent_at": "now()"}, "done", "mail_sent"),
        ({"due_at": "now()"}, "unknown", "mail_untried"),
        (FAILED | {"attempts": "1"}, "unknown", "mail_untried"),
        (FAILED, "wrong", "mail_failing"),
        (FAILED | {"refused": "true"}, "wrong", "mail_refused"),
        (FAILED | {"given_up_at": "now()"}, "unknown", "mail_untried"),
        ({"due_at": "now() - interval '6 minutes'"}, "wrong", "mail_not_sent"),
    ],
)
def test_what_became_of_the_mails(
    make_app: Callable[..., Flask], session: Session, columns: dict[str, str], state: str, finding: str
) -> None:
    admin = promoted(make_app(**SMTP), session)
    queue(session, **columns)
    item = next(each for each in admin.get(PATH, status=200).get_json()["items"] if each["name"] == "mail")
    assert (item["state"], item["finding"]) == (state, finding)
    assert item["facts"]["error"] == ("RCPT: 450 later" if state == "wrong" and "last_error" in columns else None)


GITHUB = {"github_client_id": "x", "github_client_secret": SecretStr("geheim")}
TURN = {"ice_servers": "stun:s.example.org,turn:t.example.org"}


@pytest.mark.parametrize(
    ("name", "changes", "state", "finding"),
    [
        ("calls", {"ice_servers": "stun:s.example.org"}, "todo", "calls_without_relay"),
        ("calls", TURN, "wrong", "calls_without_secret"),
        ("calls", TURN | {"turn_secret": SecretStr("geheim")}, "done", "calls_with_relay"),
        ("calls", {"zego_app_id": 1, "zego_server_secret": SecretStr("geheim" * 5 + "ab")}, "done", "calls_by_zego"),
        ("law", {"privacy_url": "https://example.org/p"}, "todo", "law_not_set"),
        ("law", {"privacy_url": "https://example.org/p", "imprint_url": "https://example.org/i"}, "done", "law_set"),
        ("registration", {}, "todo", "registration_unconfirmed"),
        ("registration", {"require_verified_email": True, "mail_url": ""}, "wrong", "registration_needs_mail"),
        ("registration", {"require_verified_email": True} | SMTP, "done", "registration_confirmed"),
        ("registration", {"registration": "closed"}, "done", "registration_closed"),
        ("registration", {"registration": "domains:a.example", "mail_url": ""}, "wrong", "registration_needs_mail"),
        ("registration", {"registration": "domains:a.example"} | SMTP, "done", "registration_domains"),
        (
            "registration",
            {"registration": "domains:a.example", "mail_url": ""} | GITHUB,
            "done",
            "registration_domains",
        ),
        ("limits", {"rate_limits": "off"}, "todo", "limits_off"),
        ("limits", PUBLIC | {"rate_limits": "off"}, "wrong", "limits_off"),
        ("limits", {"rate_limits": "on"}, "done", "limits_on"),
        ("limits", {"rate_limits": "on", "trusted_proxies": 2}, "wrong", "limits_by_proxy"),
        ("code", {}, "done", "code_in_browsers"),
        ("code", {"runner_url": "http://ada:geheim@judge0:2358"}, "done", "code_on_server"),
        ("backups", {}, "unknown", "backups_unknown"),
    ],
)
def test_what_the_settings_decide(read: Read, name: str, changes: dict[str, Any], state: str, finding: str) -> None:
    headers = {"X-Forwarded-For": "203.0.113.5"} if "trusted_proxies" in changes else {}
    item = read(name, headers=headers, **changes)
    assert (item["state"], item["finding"]) == (state, finding)
    if finding == "law_not_set":
        assert item["facts"]["settings"] == ["IMPRINT_URL"]


def test_scheduled_backups_are_judged_by_the_newest_run(read: Read, session: Session) -> None:
    def run(*, ended: str, due: str, reason: str | None = None) -> None:
        values = f"now() - interval '{ended}', now() - interval '{ended}', now() + interval '{due}', :good, :reason"
        columns = "started_at, finished_at, due_at, succeeded, reason"
        given = {"good": reason is None, "reason": reason}
        session.execute(text(f"INSERT INTO backup_runs ({columns}) VALUES ({values})"), given)
        session.commit()

    run(ended="3 days", due="-2 days")
    late = read("backups")
    assert (late["state"], late["finding"]) == ("wrong", "backups_overdue")
    run(ended="1 hour", due="1 day")
    made = read("backups")
    assert (made["state"], made["finding"]) == ("done", "backups_made")
    assert made["facts"]["at"] > late["facts"]["at"]
    run(ended="1 minute", due="1 day", reason="the disk is full")
    failing = read("backups")
    assert (failing["state"], failing["finding"]) == ("wrong", "backups_failing")
    assert failing["facts"]["at"][:16] == made["facts"]["at"][:16]  # the newest good one


def test_each_type_and_level_needs_a_published_question(read: Read, session: Session) -> None:
    bank.load(session)
    session.commit()
    done = read("questions")
    assert (done["state"], done["finding"], done["facts"]["gaps"]) == ("done", "questions_there", [])
    assert done["facts"]["count"] > 100
    hide = "UPDATE questions SET {} WHERE interview_type = 'technical' AND difficulty = '{}'"
    session.execute(text(hide.format("draft = true", Difficulty.HARD)))
    session.execute(text(hide.format("retired_at = now()", Difficulty.EASY)))
    session.commit()
    missing = read("questions")
    assert (missing["state"], missing["finding"]) == ("wrong", "questions_missing")
    assert [(gap["interview_type"], gap["difficulty"]) for gap in missing["facts"]["gaps"]] == [
        ("technical", "easy"),
        ("technical", "hard"),
    ]


def test_there_are_times_to_book_and_weekly_ones(read: Read, session: Session, settings: Settings) -> None:
    assert read("slots")["facts"]["types"] == ["behavioral", "technical"]
    schedule.generate(session, settings)
    session.commit()
    hourly = read("slots")
    assert (hourly["state"], hourly["finding"]) == ("todo", "slots_hourly")
    for interview_type in InterviewType:
        session.execute(
            text(
                "INSERT INTO slot_templates (interview_type, weekday, local_time, time_zone, capacity)"
                " VALUES (:type, 3, '18:00', 'UTC', 9)"
            ),
            {"type": interview_type.value},
        )
        schedule.replan(session, settings, interview_type)
    session.commit()
    done = read("slots")
    assert (done["state"], done["finding"], done["facts"]["count"]) == ("done", "slots_set", 2)
    session.execute(text("UPDATE slots SET starts_at = starts_at + :by, ends_at = ends_at + :by"), {"by": timedelta(8)})
    session.commit()
    assert read("slots")["finding"] == "slots_missing"


def test_failed_work_is_counted(read: Read, session: Session) -> None:
    assert read("failures")["state"] == "done"
    session.execute(text("INSERT INTO parked_items (job, item, error, retry_at) VALUES ('remind', '1', 'x', now())"))
    session.commit()
    failed = read("failures")
    assert (failed["state"], failed["facts"]["count"]) == ("wrong", 1)


def test_a_test_mail_goes_to_the_administrator(make_app: Callable[..., Flask], session: Session) -> None:
    server = Server()
    admin = promoted(make_app(mail_url=f"smtp://127.0.0.1:{server.port}", mail_from="mocks@example.net"), session)
    with server.listening():
        taken = admin.post(f"{PATH}/test-mail", status=200).get_json()
        server.to_recipients = "554 5.7.1 Relay access denied"
        refused = admin.post(f"{PATH}/test-mail", status=200).get_json()
    assert taken["accepted"] is True
    assert taken["steps"][0] == f"Connected to 127.0.0.1 port {server.port}."
    assert server.recipients == [admin.user["email"]]
    assert refused["accepted"] is False
    assert "does not pass mail on" in refused["steps"][-1]


def test_a_mail_server_that_hangs_holds_up_nobody(make_app: Callable[..., Flask], session: Session) -> None:
    with silence() as port:
        settings = {"mail_url": f"smtp://ada:geheim@127.0.0.1:{port}", "mail_from": "mocks@example.net"}
        app = make_app(**settings)
        told = mail_trial.send(app.extensions["mockmate.settings"], "dana@example.com", seconds=0.5)
        admin = promoted(app, session)
        assert admin.get(PATH).status_code == 200
    assert told.accepted is False
    assert "has not answered" in told.steps[-1]
    assert "geheim" not in str(told)


@contextmanager
def silence() -> Iterator[int]:
    """A server that accepts connections and says nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def test_test_mails_are_limited(make_app: Callable[..., Flask], session: Session) -> None:
    admin = promoted(make_app(rate_limits="on", mail_url=""), session)
    for _ in range(rate_limits.TEST_MAIL[0].allowed):
        assert admin.post(f"{PATH}/test-mail", status=200).get_json()["accepted"] is False
    assert code_of(admin.post(f"{PATH}/test-mail")) == (429, "too_many_requests")
