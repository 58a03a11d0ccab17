"""The evidence of a report: a copy of what two people wrote and drew in an interview, and of who was there.

It is a copy so that neither the deletion of an account nor of the room touches it. Private notes, sound and video
are not in it. What is too long is cut at its beginning, and `cut` says of which parts that is true.
"""

from __future__ import annotations

import json
import math
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from pycrdt import Array, Text
from pydantic import Field
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.view import Moment, View
from shared.events import event_log
from shared.events.schemas import ChatLine, Person, Role, SharedRunView
from shared.models import (
    ChatMessage,
    Event,
    Interview,
    Participant,
    ProfilePicture,
    Question,
    Report,
    ReportEvidence,
    SharedRun,
    User,
)
from shared.rooms import interview_view, pad_texts, pads, room_log

SETTLED = timedelta(seconds=10)
"""How long after the end of an interview everything of it is stored (decision 0028)."""

MAX_PART_BYTES = 1024 * 1024
"""The largest chat, board, list of runs or list of events, as JSON, and the longest text of a pad in characters."""

EARLIER = 4
"""How many earlier interviews a report keeps the evidence of."""

MAX_DEPTH = 16
"""How deep lists and objects in a board may lie in each other; what is deeper is left out.

A board is as clients made it, and must not be able to stop a report."""

_ELSEWHERE = ("chat.message", "run.shared")
_Item = TypeVar("_Item")


class PersonThen(Person):
    """One of the two, by the names they had when the evidence was first taken."""

    role: Role = Field(description="At the end, or when it was taken.")
    joined_at: Moment | None
    left_at: Moment | None
    picture: str | None = Field(None, description="Of the person who was reported: their picture, WebP in base64.")


class PadThen(View):
    """What was written for one of the questions."""

    name: str
    language: str
    text: str


class Happening(View):
    """An event of the room, other than lines of chat and runs."""

    type: str
    at: Moment
    data: dict[str, Any]


class RoomThen(View):
    """What was written and drawn in one interview, and who was there."""

    interview_id: UUID
    people: list[PersonThen]
    chat: list[ChatLine] = Field(description="Oldest first, as are `runs` and `events`.")
    pads: list[PadThen]
    board: list[Any] = Field(description="The shapes, as the document has them.")
    runs: list[SharedRunView]
    questions: list[str] = Field(description="The titles of the questions that were asked.")
    events: list[Happening]
    feedback: dict[str, Any] | None = Field(description="The feedback that was reported.")
    cut: list[str] = Field(description="The parts of which only the end is here.")


class KeptEvidence(RoomThen):
    """The evidence of a report."""

    taken_at: Moment
    complete: bool = Field(description="Whether it was taken after the interview had ended.")
    earlier: list[RoomThen] = Field(description="Of interviews for which the report was made before, newest first.")


def take(session: Session, report_id: int, interview_id: UUID, feedback: dict[str, Any] | None = None) -> None:
    """Store what an interview's room holds now as the evidence of a report, in place of what was taken of it before.

    The names, the picture and the feedback that were taken first stay. Evidence of another interview is kept as an
    earlier one. Raises NotFound for an unknown interview.
    """
    before = session.get(ReportEvidence, report_id, with_for_update=True, populate_existing=True)
    known: dict[str, Any] = before.content if before else {}
    rooms = [{k: v for k, v in known.items() if k != "earlier"}, *known.get("earlier", [])] if known else []
    same = next((room for room in rooms if room["interview_id"] == str(interview_id)), None)
    room = _read_room(session, interview_id)
    _add_picture(session, report_id, room["people"])
    if same:
        names = {one["id"]: one for one in same["people"]}
        for one in room["people"]:
            one |= {name: names.get(one["id"], one).get(name) for name in ("username", "full_name", "picture")}
    room["feedback"] = _storable(feedback) or (same and same["feedback"])
    room["earlier"] = [other for other in rooms if other is not same][:EARLIER]
    row = {"taken_at": clock.now(session), "complete": is_settled(session, interview_id), "content": room}
    statement = insert(ReportEvidence).values(report_id=report_id, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["report_id"], set_=row))


def read(session: Session, report_id: int) -> KeptEvidence | None:
    """Return the evidence of a report, or None if there is none: no interview was named, or its time is over."""
    row = session.get(ReportEvidence, report_id, populate_existing=True)
    if row is None:
        return None
    return KeptEvidence.model_validate(row.content | {"taken_at": row.taken_at, "complete": row.complete})


def is_settled(session: Session, interview_id: UUID) -> bool:
    """Whether an interview ended long enough ago that everything of it is stored."""
    ended = select(Interview.ended_at + SETTLED < func.clock_timestamp()).where(Interview.id == interview_id)
    return bool(session.scalar(ended))


def _read_room(session: Session, interview_id: UUID) -> dict[str, Any]:
    doc, languages = pad_texts.document(session, interview_id), pads.languages(session, interview_id)
    cut: list[str] = []

    def end_of(name: str, newest_first: Sequence[_Item], plain: Callable[[_Item], Any]) -> list[Any]:
        kept, size = [], 0
        for item in newest_first:
            value = _storable(plain(item))
            size += len(json.dumps(value))
            if size > MAX_PART_BYTES:
                cut.append(name)
                break
            kept.append(value)
        return kept[::-1]

    texts = []
    for name, language in ((pads.FIRST, languages.first), (pads.SECOND, languages.second)):
        text = str(doc.get(name, type=Text))
        if language is None and not text:
            continue
        if len(text) > MAX_PART_BYTES:
            cut.append(name)
        texts.append({"name": name, "language": language or languages.first, "text": text[-MAX_PART_BYTES:]})
    lines = session.scalars(room_log.chat_of(interview_id).order_by(ChatMessage.id.desc())).all()
    runs = session.scalars(room_log.runs_of(interview_id).order_by(SharedRun.id.desc())).all()
    events = session.scalars(
        select(Event)
        .where(Event.stream == event_log.interview(interview_id), Event.type.not_in(_ELSEWHERE))
        .order_by(Event.offset.desc())
    ).all()
    board = list(doc.get("board", type=Array).to_py() or [])
    return {
        "interview_id": str(interview_id),
        "people": _storable(_people(session, interview_id)),
        "chat": end_of("chat", lines, lambda one: room_log.chat_line(one).model_dump(mode="json")),
        "pads": _storable(texts),
        "board": end_of("board", board[::-1], lambda mark: mark),
        "runs": end_of("runs", runs, lambda one: room_log.shared_run(one).model_dump(mode="json")),
        "questions": _questions(session, interview_id),
        "events": end_of("events", events, _happening),
        "cut": cut,
    }


def _people(session: Session, interview_id: UUID) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Participant, User.username, User.full_name, Interview.interviewer_seat)
        .join(User, User.id == Participant.user_id)
        .join(Interview, Interview.id == Participant.interview_id)
        .where(Participant.interview_id == interview_id)
        .order_by(Participant.seat)
        .execution_options(populate_existing=True)
    )
    return [
        PersonThen(
            id=one.user_id,
            username=username,
            full_name=full_name,
            role=interview_view.role_of(one.seat, interviewer_seat),
            joined_at=one.joined_at,
            left_at=one.left_at,
        ).model_dump(mode="json")
        for one, username, full_name, interviewer_seat in rows
    ]


def _add_picture(session: Session, report_id: int, people: list[dict[str, Any]]) -> None:
    found = session.execute(
        select(ProfilePicture.user_id, ProfilePicture.image)
        .join(Report, Report.subject_id == ProfilePicture.user_id)
        .where(Report.id == report_id)
    ).one_or_none()
    for one in people:
        if found and one["id"] == found.user_id:
            one["picture"] = b64encode(found.image).decode()


def _questions(session: Session, interview_id: UUID) -> list[str]:
    asked = (
        select(Question.title)
        .join(Participant, Participant.question_id == Question.id)
        .where(Participant.interview_id == interview_id, Participant.asked_at.is_not(None))
        .order_by(Participant.asked_at)
    )
    return list(session.scalars(asked))


def _happening(event: Event) -> dict[str, Any]:
    # The text of a question is not evidence, and is long.
    data = {name: value for name, value in event.data.items() if name != "question"}
    return Happening(type=event.type, at=event.at, data=data).model_dump(mode="json")


def _storable(value: Any, depth: int = MAX_DEPTH) -> Any:
    """Return JSON that PostgreSQL can store: no NUL, no half of a pair, no infinity, nothing endlessly deep."""
    if depth == 0:
        return None
    if isinstance(value, str):
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_storable(str(name)): _storable(member, depth - 1) for name, member in value.items()}
    if isinstance(value, list):
        return [_storable(member, depth - 1) for member in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, int | None) else str(value)
