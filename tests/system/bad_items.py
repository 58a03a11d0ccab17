"""How tests put rows into the database that cannot be processed, and see what becomes of everything else."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.models import Slot
from tests.clients import PATIENCE
from tests.clients.person import Person, register
from tests.sockets import AsProcess


def run(person: Person, statement: str, **given: Any) -> list[Any]:
    """Say something to the database, as an administrator or an accident does."""

    def say(session: Session) -> list[Any]:
        result = session.execute(text(statement), given)
        return list(result.all()) if result.returns_rows else []  # type: ignore[attr-defined]

    return person.in_database(say)


def register_confirmed(app: Flask, name: str) -> Person:
    """Return a new person whose address is confirmed, since nothing but links is mailed to others."""
    person = register(app, name)
    run(person, "UPDATE users SET email_verified_at = now() WHERE id = :me", me=person.id)
    return person


def readiness(process: AsProcess) -> dict[str, Any]:
    """Return /health/ready, which has to be 200."""
    address = f"http://127.0.0.1:{process.settings.ws_port}/health/ready"
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        said: dict[str, Any] = json.load(answer)
    return said


def failing(process: AsProcess) -> dict[str, int]:
    """Return what /health/ready names, with how many items are parked."""
    said = readiness(process)
    found = {one["name"]: one["parked"] for one in said["failing"]}
    assert said["status"] == ("degraded" if found else "up")
    return found


def mails_to(folder: Path, person: Person) -> list[EmailMessage]:
    """Return somebody's mails, but for those about the account."""
    found = [message_from_bytes(path.read_bytes(), policy=default) for path in sorted(folder.glob("*.eml"))]
    own = [mail for mail in found if mail["To"] == f"{person.username}@example.com"]
    return [mail for mail in own if mail["List-Unsubscribe"]]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def make_slot(person: Person, minutes: float, capacity: int = 5) -> int:
    def insert(session: Session) -> int:
        now = session.execute(text("SELECT now()")).scalar_one()
        starts_at = now + timedelta(minutes=minutes)
        ends_at = starts_at + timedelta(minutes=30)
        slot = Slot(interview_type="technical", starts_at=starts_at, ends_at=ends_at, capacity=capacity)
        session.add(slot)
        session.flush()
        return slot.id

    return person.in_database(insert)


def book(person: Person, slot_id: int) -> None:
    person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"}, status=201)


def wish_for_mail(person: Person) -> None:
    kinds = person.get("/notifications/preferences", status=200).get_json()["kinds"]
    wanted = {kind: {"in_app": True, "email": True} for kind in kinds}
    person.call("PUT", "/notifications/preferences", json={"kinds": wanted, "quiet_hours": None}, status=200)


def retry(person: Person) -> None:
    """Do as the handbook says once a cause is mended."""
    run(person, "UPDATE parked_items SET retry_at = now()")


def seen_by_administrator(person: Person, job: str) -> dict[str, dict[str, Any]]:
    """Return the parked items of a job as an administrator, which this person becomes, sees them, by their ids."""
    run(person, "UPDATE users SET is_admin = true WHERE id = :me", me=person.id)
    shown = person.get(f"/admin/parked-items?limit=100&job={job}", status=200).get_json()["items"]
    return {one["item"]: one for one in shown}


def tell(person: Person, type_: str, data: str) -> None:
    """Put an event into somebody's stream, as a version of ours might have written it."""
    run(
        person,
        "WITH topped AS (INSERT INTO streams AS s (name, top) VALUES (:stream, 1)"
        " ON CONFLICT (name) DO UPDATE SET top = s.top + 1 RETURNING name, top)"
        ' INSERT INTO events (stream, "offset", type, data) SELECT name, top, :type, CAST(:data AS jsonb) FROM topped',
        stream=f"user:{person.id}",
        type=type_,
        data=data,
    )


class Ward:
    """Two people for each job: to the first, nothing more can be told; the second one is well."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._count = 0
        self.ill: dict[str, str] = {}
        self.well: dict[str, str] = {}
        self.awaited: dict[str, str] = {}
        self.somebody = self.person()

    def person(self) -> Person:
        self._count += 1
        return register(self._app, f"person{self._count}")

    def add(self, job: str, awaited: str, prepare: Callable[[], str]) -> None:
        """Prepare the same twice; `prepare` returns the stream in which a type of event is awaited."""
        self.ill[job], self.well[job], self.awaited[job] = prepare(), prepare(), awaited

    def matched(self, *, live: bool) -> tuple[Person, str]:
        one, other = self.person(), self.person()
        one.practise("easy")
        interview_id: str = other.practise("easy", status=200)["interview"]["id"]
        if live:
            for person in (one, other):
                person.post("/interview/start", {"interview_id": interview_id}, status=200)
        return one, interview_id

    def shift(self, table: str, column: str, by: str, where: str, **given: Any) -> None:
        run(self.somebody, f"UPDATE {table} SET {column} = {column} + interval '{by}' WHERE {where}", **given)

    def missed(self) -> str:
        person = self.person()
        slot_id = make_slot(person, 10)
        book(person, slot_id)
        self.shift("slots", "starts_at", "-3 hours", "id = :id", id=slot_id)
        return f"user:{person.id}"

    def reminded(self) -> str:
        person = self.person()
        book(person, make_slot(person, 45))
        self.shift("bookings", "revised_at", "-2 days", "user_id = :id", id=person.id)
        return f"user:{person.id}"

    def watching(self) -> str:
        person, holder = self.person(), self.person()
        slot_id = make_slot(person, 500, capacity=1)
        book(holder, slot_id)
        # So that something has been told before.
        book(person, make_slot(person, 800))
        person.post(f"/slots/{slot_id}/watch", status=204)
        run(person, "UPDATE slots SET capacity = 2 WHERE id = :id", id=slot_id)
        return f"user:{person.id}"

    def summarized(self) -> str:
        person = self.person()
        book(person, make_slot(person, 700))
        wish_for_mail(person)
        # Long ago enough for it to be due on every day of the week.
        long_ago = "UPDATE notification_settings SET next_summary_at = now() - interval '3 days' WHERE user_id = :me"
        run(person, long_ago, me=person.id)
        return f"user:{person.id}"

    def waiting_for_long(self) -> str:
        person = self.person()
        person.practise("easy", max_level_gap=0, language="eo")
        self.shift("bookings", "present_until", "-2 hours", "user_id = :id", id=person.id)
        return f"user:{person.id}"

    def not_started(self) -> str:
        person, interview_id = self.matched(live=False)
        self.shift("interviews", "start_by", "-3 hours", "id = :id", id=interview_id)
        return f"user:{person.id}"

    def overdue(self) -> str:
        person, interview_id = self.matched(live=True)
        self.shift("interviews", "ends_at", "-3 hours", "id = :id", id=interview_id)
        return f"user:{person.id}"

    def half_over(self) -> str:
        _, interview_id = self.matched(live=True)
        self.shift("interviews", "started_at", "-35 minutes", "id = :id", id=interview_id)
        self.shift("interviews", "ends_at", "-35 minutes", "id = :id", id=interview_id)
        return f"interview:{interview_id}"

    def gone(self) -> str:
        person, interview_id = self.matched(live=True)
        run(
            person,
            "UPDATE participants SET joined_at = now(), present_until = now() - interval '1 hour' WHERE user_id = :me",
            me=person.id,
        )
        return f"interview:{interview_id}"

    def told(self, stream: str, awaited: str) -> bool:
        found = (
            "SELECT FROM events WHERE stream = :stream AND type = :type AND data ->> 'status' IS DISTINCT FROM 'booked'"
        )
        return bool(run(self.somebody, found, stream=stream, type=awaited))

    def infect(self) -> None:
        """Set the streams back, as a stand-in that had lagged behind does: what they would say next is there."""
        for stream in self.ill.values():
            run(self.somebody, "UPDATE streams SET top = top - 1 WHERE name = :stream", stream=stream)

    def heal(self) -> None:
        run(self.somebody, 'UPDATE streams SET top = (SELECT max("offset") FROM events WHERE stream = name)')
