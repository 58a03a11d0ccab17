"""A past for people at a browser: interviews, feedback and news, written straight into the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from pycrdt import Array, Doc, Map, Text
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from deployment.local.home import Home
from deployment.local.postgres import Postgres
from shared.events import event_log, types
from shared.events.question_view import QuestionView
from shared.identity import consent
from shared.models import Document, DocumentUpdate, Question
from tests.api.past import BEHAVIORAL, TECHNICAL, Past
from tests.clients import PASSWORD
from tests.clients.person import Person
from tests.deployment.embedded import Embedded

CODE = """\
def paths(grid):
    rows, columns = len(grid), len(grid[0])
    ways = [[0] * columns for _ in range(rows)]
    ways[0][0] = 1
    for row in range(rows):
        for column in range(columns):
            if grid[row][column]:
                ways[row][column] += ways[row - 1][column]
    return ways[-1][-1]
"""
# With which line what is drawn. A list of points belongs to one document only.
DRAWN: dict[int, Callable[[], dict[str, Any]]] = {
    3: lambda: {"kind": "stroke", "colour": 0, "width": 5, "points": Array([300, 700, 300, 300, 1100, 300])},
    6: lambda: {"kind": "stroke", "colour": 1, "width": 5, "points": Array([400, 600, 700, 450, 1100, 500])},
    7: lambda: {"kind": "label", "colour": 2, "x": 1120, "y": 520, "text": "ways"},
}
TALK = (
    (0, "Shall we begin with what the input looks like?"),
    (1, "Yes. May cells be blocked, and how large can it be?"),
    (0, "Up to a thousand by a thousand; blocked cells are 0."),
)


@contextmanager
def behind(site: Embedded) -> Iterator[Session]:
    """Open the database of a running Mock Mate."""
    home = Home(site.home)
    engine = create_engine(Postgres(home.postgres, home.log("postgres")).url)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def register_at(site: Embedded, name: str, *, agrees: bool = True) -> Person:
    """Make an account without a browser, of somebody who has agreed to what is kept of interviews, or has not."""
    body = {
        "email": f"{uuid4().hex[:12]}@example.test",
        "password": PASSWORD,
        "full_name": name,
        "time_zone": "Europe/Berlin",
    }
    session = Person(site.api).post("/auth/register", body, status=201).get_json()
    person = Person(site.api, session)
    if agrees:
        person.call("PUT", "/users/me/consent", json={"version": consent.VERSION}, status=200)
    return person


def book(person: Person, *, slot: int | None = None, within_minutes: int = 100) -> None:
    """Book a slot for somebody: this one, or the first technical one that starts so soon."""
    if slot is None:
        until = datetime.now(UTC) + timedelta(minutes=within_minutes)
        query = f"interview_type=technical&to={until:%Y-%m-%dT%H:%M:%SZ}"
        slot = person.get(f"/slots?{query}", status=200).get_json()["items"][-1]["id"]
    person.post("/slots/book", {"slot_id": slot, "difficulty": "medium"}, status=201)


def promote(session: Session, user_id: int) -> None:
    """Make somebody an administrator; their pages show it once they are read anew."""
    session.execute(text("UPDATE users SET is_admin = true WHERE id = :id"), {"id": user_id})
    session.commit()


def practise_for_weeks(session: Session, me: int, peers: list[int], weeks: int = 9) -> list[UUID]:
    """Let somebody practise with others for weeks, the last one included, and be rated better and better.

    Returns the interviews' ids.
    """
    past = Past(session)
    # Far from Monday: whatever day it is, each of them belongs to the week that is meant.
    wednesday = past.now - timedelta(days=past.now.weekday() - 2)
    session.execute(
        text("UPDATE users SET created_at = created_at - CAST(:age AS interval) WHERE id = :id"),
        {"age": timedelta(weeks=weeks + 1), "id": me},
    )
    asked = session.scalars(select(Question.id).where(Question.interview_type == "technical").limit(2)).all()
    met = []
    for week in range(weeks, 0, -1):
        for number, peer in enumerate(peers[: 1 + week % 2]):
            of = BEHAVIORAL if (week + number) % 4 == 0 else TECHNICAL
            at = wednesday - timedelta(weeks=week, hours=number + 2)
            difficulty = "easy" if week > weeks / 2 else "medium"
            questions = tuple(asked) if of is TECHNICAL else (None, None)
            interview = past.meet(
                peer, me, at, of=of, minutes=28 + week, difficulties=(difficulty, difficulty), questions=questions
            )
            better = min(5, 2 + (weeks - week) // 3 + number)
            past.say(
                interview,
                peer,
                me,
                communication=min(5, better + 1),
                overall=better,
                **({"problem_solving": better, "technical": max(1, better - 1)} if of is TECHNICAL else {}),
                did_well="You asked about the input before you wrote anything, and said what you were weighing up.",
                to_improve="Say what it costs before being asked, and try the empty case by hand.",
                would_pass=better > 2,
            )
            past.say(interview, me, peer, communication=4, overall=4, did_well="Clear.", to_improve="Wait longer.")
            met.append(interview)
    return met


def leave_odd_figures(session: Session, ring: tuple[int, int], others: list[int]) -> None:
    """Let two people rate nobody but each other well, and let waits differ by hour and language, for operators to see.

    The others meet as well: among a few interviews, chance would let two of them meet as often.
    """
    past = Past(session)
    for number in range(9):
        at = past.now - timedelta(days=5 + number // 3, hours=number % 3 * 5)
        met = past.meet(*ring, at, waited=(20 + 60 * (number % 3), 400))
        for author, subject in (ring, ring[::-1]):
            past.say(met, author, subject, overall=5)
    for number in range(9):
        past.meet(others[0], others[1], past.now - timedelta(days=15 + number, hours=1))
    for number, other in enumerate([*others, *others]):
        met = past.meet(other, ring[number % 2], past.now - timedelta(days=9, hours=number))
        past.say(met, ring[number % 2], other, overall=1)
        for day in range(2):
            past.wait_in_vain(other, past.now - timedelta(days=10 + day, hours=3, minutes=number))
    session.execute(text("UPDATE bookings SET language = 'es', difficulty = 'hard' WHERE status = 'expired'"))
    session.commit()


def record(session: Session, interview_id: UUID, two: tuple[int, int], minutes: int = 30) -> None:
    """Let an interview that took place have been talked, written and drawn through."""
    session.add(Document(interview_id=interview_id))
    session.flush()
    doc: Doc[Any] = Doc()
    doc["code"] = code = Text()
    doc["board"] = board = Array[Any]()
    stored = b"\x00"
    for offset, line in enumerate(CODE.splitlines(keepends=True), start=1):
        code += line
        if offset in DRAWN:
            board.append(Map(DRAWN[offset]()))
        session.add(DocumentUpdate(interview_id=interview_id, offset=offset, data=doc.get_update(stored)))
        stored = doc.get_state()
    moment: datetime = session.execute(
        text("SELECT started_at FROM interviews WHERE id = :id"), {"id": interview_id}
    ).scalar_one()
    ends = moment + timedelta(minutes=minutes)
    stream = event_log.interview(interview_id)
    question = session.scalars(select(Question).where(Question.interview_type == "technical").limit(1)).one()
    seen = QuestionView.model_validate(
        {name: getattr(question, name) for name in QuestionView.model_fields if hasattr(question, name)}
        | {"hints": None, "solution": None, "follow_ups": None, "rubric": None, "test_cases": None}
    )
    happened: list[types.Event] = [
        types.InterviewStarted(interview_id=interview_id, started_at=moment, ends_at=ends),
        types.QuestionAssigned(user_id=two[1], question=seen),
        *(types.ChatMessage(id=f"{n}", user_id=two[who], text=said, at=moment) for n, (who, said) in enumerate(TALK)),
        types.RunShared(
            id="run", user_id=two[1], language="python", stdout="6\n" * 5_000, stderr="", status="ok", ms=12,
            passed=None, total=None, truncated=False, at=moment,
        ),
        types.InterviewEnded(interview_id=interview_id, status="ended", reason="ended", by=two[0], ended_at=ends),
    ]  # fmt: skip
    event_log.append_many(session, [(stream, event) for event in happened])
    session.flush()
    # Spread over the time that it took: rows are stamped with the moment at which they are written.
    for table, key, name, count in (
        ("events", "stream", stream, len(happened)),
        ("document_updates", "interview_id", interview_id, len(CODE.splitlines()) + 1),
    ):
        session.execute(
            text(f'UPDATE {table} SET at = :start + ("offset" - 1) * CAST(:step AS interval) WHERE {key} = :name'),
            {"start": moment, "step": timedelta(minutes=minutes) / max(1, count - 1), "name": name},
        )
    session.commit()


def tell(session: Session, user_id: int, *told: types.Event) -> None:
    """Tell somebody something, as the services do."""
    event_log.append_many(session, [(event_log.user(user_id), event) for event in told])
    session.commit()
