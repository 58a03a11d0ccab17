"""Chooses a question for a person who practices alone: one that they will not meet in an interview.

It counts as seen from then on, so interviews ask others of them, as long as there are any.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status
from mockmate_api.solo.schemas import SoloIn, SoloTurnView
from shared.core.errors import NoQuestion, NotFound
from shared.core.settings import Settings
from shared.matching import schedule, topics
from shared.models import Participant, Question, SoloTurn, shared_alias
from shared.rooms import assignment, interview_view

_NO_INTERVIEW = UUID(int=0)
_mine, _both = shared_alias(Participant), shared_alias(Participant)


def begin(session: Session, settings: Settings, user_id: int, body: SoloIn) -> SoloTurnView:
    """Give a person a question to practice alone. Raises Invalid for a topic, LoginRevoked, NoQuestion."""
    wished = topics.wished(session, body.interview_type, body.topics)
    # Two requests at once get two different questions.
    account_status.lock_user(session, user_id)
    expected = _expected(session, user_id)
    askable = assignment.candidates(session, body.interview_type, wished)
    free = [one for one in askable if one.id not in expected]
    past = assignment.question_histories(session, _NO_INTERVIEW, [user_id])[user_id]
    number = session.scalar(select(func.count()).where(SoloTurn.user_id == user_id))
    chosen = assignment.choose(free, body.difficulty, past, f"solo:{user_id}:{number}")
    if chosen is None:
        raise NoQuestion
    turn = SoloTurn(user_id=user_id, question_id=chosen.id, met_before=chosen.id in past.seen)
    session.add(turn)
    session.flush()
    return _shown(session, settings, turn)


def read(session: Session, settings: Settings, user_id: int, turn_id: int) -> SoloTurnView:
    """Return one of a person's own turns. Raises NotFound for any other."""
    turn = session.get(SoloTurn, turn_id)
    if turn is None or turn.user_id != user_id:
        raise NotFound
    return _shown(session, settings, turn)


def _expected(session: Session, user_id: int) -> set[int]:
    """Return the questions of the person's open interviews, which may be still to be asked."""
    statement = (
        select(_both.question_id)
        .join(_mine, _mine.interview_id == _both.interview_id)
        .where(_mine.user_id == user_id, _mine.is_open, _both.question_id.is_not(None))
    )
    return {one for one in session.scalars(statement) if one is not None}


def _shown(session: Session, settings: Settings, turn: SoloTurn) -> SoloTurnView:
    question = session.get_one(Question, turn.question_id)
    half = schedule.duration(settings, question.interview_type) / 2
    return SoloTurnView(
        id=turn.id,
        interview_type=question.interview_type,
        began_at=turn.began_at,
        minutes=round(half / timedelta(minutes=1)),
        met_before=turn.met_before,
        question=interview_view.question_for(question, "interviewer"),
    )
