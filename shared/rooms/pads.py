"""The pads of an interview: each question has a text of its own in the shared document, and a language for it.

The text `code` belongs to the person who is asked first, `code2` to the person who is asked second. The second pad is
opened when its turn first begins, in the language of that moment. An interview that had swapped roles before there
were pads has `code` for both questions, to its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Row, Uuid, any_, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from shared.core.prepared import prepared
from shared.events.schemas import CodeLanguage, PadName, PadView
from shared.models import Document, Interview, Participant

FIRST: PadName = "code"
SECOND: PadName = "code2"
NAMES: tuple[PadName, ...] = (FIRST, SECOND)
"""The names of the texts in the shared document, in the order of asking."""
DEFAULT_LANGUAGE: CodeLanguage = "python"


class Seat(NamedTuple):
    """One of the two, as the person who is asked: their question, and when they were first asked it."""

    seat: int
    user_id: int
    question_id: int | None
    asked_at: datetime | None


class Languages(NamedTuple):
    """The languages of the two pads; the second is null until that pad is opened."""

    first: CodeLanguage
    second: CodeLanguage | None


_LANGUAGES = prepared(
    select(Document.interview_id, Document.language, Document.second_language).where(
        Document.interview_id == any_(bindparam("interviews", type_=ARRAY(Uuid)))
    )
)
_SEATS = prepared(
    select(
        Interview.interviewer_seat, Participant.seat, Participant.user_id, Participant.question_id, Participant.asked_at
    )
    .join(Participant, Participant.interview_id == Interview.id)
    .where(Interview.id == bindparam("interview"))
    .order_by(Participant.seat)
)
# By then the document may have been written, or not.
_OPEN_SECOND = text(
    """
    INSERT INTO documents AS d (interview_id, second_language) VALUES (CAST(:interview AS uuid), :language)
    ON CONFLICT (interview_id) DO UPDATE SET second_language = coalesce(d.second_language, d.language)
    """
)


def languages(session: Session, interview_id: UUID) -> Languages:
    """Return the languages of an interview's pads."""
    return languages_of_many(session, [interview_id])[interview_id]


def languages_of_many(session: Session, interview_ids: Iterable[UUID]) -> dict[UUID, Languages]:
    """Return the languages of the pads of these interviews."""
    found = dict.fromkeys(interview_ids, Languages(DEFAULT_LANGUAGE, None))
    for row in session.execute(_LANGUAGES, {"interviews": list(found)}):
        second = cast("CodeLanguage | None", row.second_language)
        found[row.interview_id] = Languages(cast("CodeLanguage", row.language), second)
    return found


def seats_of(row: Row[Any]) -> list[Seat]:
    """Return the seats in a row of `interview_view`."""
    of = row._mapping  # noqa: SLF001 - SQLAlchemy's documented name for access by string
    return [
        Seat(seat, *(of[f"{name}_{seat}"] for name in ("user_id", "question_id", "participant_asked_at")))
        for seat in (1, 2)
    ]


def in_order(seats: Iterable[Seat], interviewer_seat: int) -> list[Seat]:
    """Return the seats in the order of asking. Who is asked now was asked first, unless the other one was before."""

    def rank(one: Seat) -> tuple[bool, float, bool]:
        asked_at = one.asked_at.timestamp() if one.asked_at else 0.0
        return one.asked_at is None, asked_at, one.seat == interviewer_seat

    return sorted(seats, key=rank)


def views(seats: Iterable[Seat], interviewer_seat: int, chosen: Languages) -> list[PadView]:
    """Show both pads, in the order of asking. The id of a question is shown once it was asked."""
    first, second = in_order(seats, interviewer_seat)
    shares_first = second.asked_at is not None and chosen.second is None
    return [
        _view(first, FIRST, chosen.first),
        _view(second, FIRST, chosen.first)
        if shares_first
        else _view(second, SECOND, chosen.second or DEFAULT_LANGUAGE),
    ]


def _view(one: Seat, name: PadName, language: CodeLanguage) -> PadView:
    question_id = one.question_id if one.asked_at else None
    return PadView(name=name, user_id=one.user_id, question_id=question_id, language=language)


def present(pads: Iterable[PadView], interviewee: int) -> PadView:
    """Return the pad of the person who is asked now."""
    return next(one for one in pads if one.user_id == interviewee)


def present_pad(session: Session, interview_id: UUID) -> PadView:
    """Return the pad of the person who is asked now in an existing interview."""
    rows = session.execute(_SEATS, {"interview": interview_id}).all()
    seats = [Seat(row.seat, row.user_id, row.question_id, row.asked_at) for row in rows]
    interviewer_seat = rows[0].interviewer_seat
    interviewee = next(one.user_id for one in seats if one.seat != interviewer_seat)
    return present(views(seats, interviewer_seat, languages(session, interview_id)), interviewee)


def open_second(session: Session, interview_id: UUID) -> None:
    """Open the pad of the second question, in the language of the first. A second call has no effect."""
    session.execute(_OPEN_SECOND, {"interview": str(interview_id), "language": DEFAULT_LANGUAGE})
