"""Reporting a question to the administrators: it is wrong, unclear, at the wrong level, or known to the public."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.http.fields import Body
from shared.core.errors import NotFound
from shared.core.integers import Id, IdIn
from shared.core.view import Moment, View
from shared.models import Participant, QuestionReport, QuestionReportReason, shared_alias


class QuestionReportIn(Body):
    """What is wrong with a question. Only `other` has to be put in words."""

    question_id: IdIn = Field(description="One that was asked in this interview, of me or by me.")
    reason: Annotated[QuestionReportReason, Field(strict=False)] = Field(
        description="public: the question and its answer are widely known."
    )
    text: str | None = Field(None, max_length=2000, description="In your words; only administrators read it.")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.reason is QuestionReportReason.OTHER and not (self.text or "").strip():
            raise PydanticCustomError("missing", "say in `text` what is wrong")
        return self


class QuestionReportMade(View):
    """A report on a question that I made."""

    id: Id
    question_id: Id
    interview_id: UUID | None
    was_asked: bool = Field(description="Whether the question was asked of me; false: I asked it.")
    reason: QuestionReportReason
    text: str
    created_at: Moment
    resolved_at: Moment | None


_me, _asked = shared_alias(Participant), shared_alias(Participant)


def make(session: Session, user_id: int, interview_id: UUID, given: QuestionReportIn) -> QuestionReportMade:
    """Store a report. Raises NotFound unless the question was asked there; the index raises QuestionReported."""
    asked_of = session.scalar(
        select(_asked.user_id)
        .join(_me, _me.interview_id == _asked.interview_id)
        .where(
            _me.interview_id == interview_id,
            _me.user_id == user_id,
            _asked.question_id == given.question_id,
            # A question that was not asked may come up another time, so it is not revealed.
            _asked.asked_at.is_not(None),
        )
    )
    if asked_of is None:
        raise NotFound
    report = QuestionReport(
        question_id=given.question_id,
        reporter_id=user_id,
        interview_id=interview_id,
        was_asked=asked_of == user_id,
        reason=given.reason,
        text=(given.text or "").strip(),
    )
    session.add(report)
    session.flush()
    return QuestionReportMade.model_validate(report)
