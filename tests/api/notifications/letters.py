"""What tests of mail about events do and look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.mail.letters import Outgoing
from shared.models import OutgoingMail
from tests.clients.person import Person

MakeSlot = Callable[..., int]
Run = Callable[[Any], int]


def book(person: Person, slot_id: int) -> int:
    answer = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "medium"})
    assert answer.status_code == 201
    return int(answer.get_json()["id"])


def mails(session: Session) -> list[OutgoingMail]:
    session.rollback()
    return list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def wishes(person: Person, **body: Any) -> None:
    assert person.call("PUT", "/notifications/preferences", json=body).status_code == 200


def event_of(letter: Outgoing) -> tuple[str, Any]:
    assert letter.calendar is not None
    calendar = Calendar.from_ical(letter.calendar)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def quiet_now(hours: float) -> dict[str, str]:
    """Return quiet hours that began two hours ago and end in so many hours, by UTC."""
    now = datetime.now(UTC)
    return {"from": f"{now - timedelta(hours=2):%H:%M}", "to": f"{now + timedelta(hours=hours):%H:%M}"}
