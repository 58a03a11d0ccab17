"""Two people whose interview is live."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.models import Interview
from tests.clients.person import Person
from tests.clients.wire import Wire

RUN = {"language": "python", "stdout": "42\n", "stderr": "", "status": "ok", "ms": 12, "passed": 3, "total": 4}


class Met(NamedTuple):
    """Two people in an interview that is live; Alice interviews first."""

    alice: Person
    bob: Person
    id: str

    @property
    def path(self) -> str:
        return f"/ws/interview/live?interview_id={self.id}"

    def let_pass(self, minutes: float) -> None:
        """Let time pass for the interview, by moving it into the past."""

        def shift(session: Session) -> None:
            interview = session.get_one(Interview, UUID(self.id))
            assert interview.started_at is not None
            assert interview.ends_at is not None
            interview.started_at -= timedelta(minutes=minutes)
            interview.ends_at -= timedelta(minutes=minutes)

        self.alice.in_database(shift)

    def events(self, *types: str) -> list[str]:
        """Return which of these events happened, in order."""
        rows = self.alice.in_database(
            lambda session: session.execute(
                text('SELECT type FROM events WHERE stream = :stream AND type = ANY(:types) ORDER BY "offset"'),
                {"stream": f"interview:{self.id}", "types": list(types)},
            ).all()
        )
        return [row.type for row in rows]


def meet(alice: Person, bob: Person) -> Met:
    alice.practise("easy")
    met = Met(alice, bob, bob.practise("easy", status=200)["interview"]["id"])
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": met.id}, status=200)
    return met


def snapshot(wire: Wire) -> dict[str, Any]:
    seen: dict[str, Any] = wire.expect("interview.snapshot")["data"]
    return seen
