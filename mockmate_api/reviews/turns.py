"""The turns of an interview: who was asked, and which question. After a swap of roles there are two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from pydantic import Field
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.reviews.question_sql import WAS_ASKED
from shared.core.view import View
from shared.events.question_view import QuestionView
from shared.models import Question
from shared.rooms import interview_view


class Turn(NamedTuple):
    """One person's turn to be interviewed."""

    user_id: int
    question_id: int | None


class TurnView(View):
    """A turn, as one of the two people may see it."""

    of_me: bool = Field(description="Whether I was interviewed; otherwise I interviewed my peer.")
    question: QuestionView | None = Field(
        description="With hints, solution and rubric if I asked it; null if there was none for this turn."
    )


class TurnList(View):
    """The turns of an interview, in the order in which they began; none if it never began."""

    items: list[TurnView]


# A question that was not asked may come up another time, so it is not revealed.
_TURNS = text(
    f"""
    SELECT p.user_id, p.question_id
    FROM participants p JOIN interviews i ON i.id = p.interview_id
    WHERE i.id = :interview AND i.started_at IS NOT NULL AND {WAS_ASKED}
    ORDER BY p.asked_at, p.seat
    """  # noqa: S608 - ours
)


def read(session: Session, interview_id: UUID) -> Sequence[Turn]:
    """Return the turns of an interview, in the order in which they began."""
    return [Turn(*row) for row in session.execute(_TURNS, {"interview": interview_id})]


def shown(session: Session, interview_id: UUID, user_id: int) -> TurnList:
    """Show the turns to one of the two people. Raises NotFound for anyone else."""
    interview_view.view_by_id(session, interview_id, user_id)
    turns = []
    for turn in read(session, interview_id):
        of_me = turn.user_id == user_id
        question = session.get(Question, turn.question_id or 0)
        view = interview_view.question_for(question, "interviewee" if of_me else "interviewer") if question else None
        turns.append(TurnView(of_me=of_me, question=view))
    return TurnList(items=turns)
