"""The pads of past interviews for exports: text, language, and the question's title."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.core.view import View
from shared.events.schemas import CodeLanguage, PadName, PadView
from shared.models import Question
from shared.rooms import pad_texts, pads
from shared.rooms.interview_view import Sides


class PadKept(View):
    """What the two of us wrote for a question."""

    name: PadName = Field(description="The name of its text in the shared document.")
    questions: list[str] = Field(
        description="The title of the question; of both, if the interview is from before each had its pad."
    )
    language: CodeLanguage
    text: str


def of_many(session: Session, interviews: Mapping[UUID, Sides]) -> dict[UUID, list[PadKept]]:
    """Return the pads of these interviews whose questions were asked. The number of statements is fixed."""
    languages = pads.languages_of_many(session, interviews)
    texts = dict(pad_texts.read(session, interviews))
    asked: dict[UUID, list[PadView]] = {}
    for id_, sides in interviews.items():
        seats = pads.seats_of(sides.row)
        begun = {one.user_id for one in seats if one.asked_at}
        views = pads.views(seats, sides.row.interviewer_seat, languages[id_])
        asked[id_] = [one for one in views if one.user_id in begun]
    titles = _titles(session, {one.question_id for views in asked.values() for one in views if one.question_id})
    return {id_: _kept(views, titles, texts.get(id_, {})) for id_, views in asked.items()}


def _titles(session: Session, ids: set[int]) -> dict[int, str]:
    rows = session.execute(select(Question.id, Question.title).where(Question.id.in_(ids)))
    return {row.id: row.title for row in rows}


def _kept(views: list[PadView], titles: Mapping[int, str], texts: Mapping[PadName, str]) -> list[PadKept]:
    kept: dict[str, PadKept] = {}
    for one in views:
        pad = PadKept(name=one.name, questions=[], language=one.language, text=texts.get(one.name, ""))
        # An interview from before pads has one for both questions.
        questions = kept.setdefault(one.name, pad).questions
        if one.question_id:
            questions.append(titles[one.question_id])
    return list(kept.values())
