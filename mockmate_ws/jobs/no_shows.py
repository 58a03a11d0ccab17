"""Interviews that were not started in time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mockmate_ws.presence import participants
from shared.core import parking
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import MatchPeerNoShow
from shared.matching import interviews
from shared.models import Interview, InterviewStatus

_BATCH = 50
_INTERVIEW = "CAST(interviews.id AS text)"


def give_up_no_shows(session: Session, settings: Settings) -> int:
    """Abandon interviews that were not started in time: absent users are no-shows, the others wait again."""
    overdue = (
        select(Interview.id)
        .where(
            Interview.status == InterviewStatus.MATCHED,
            Interview.start_by < text("now()"),
            text(parking.is_free("give_up_no_shows", _INTERVIEW)),
        )
        .order_by(Interview.start_by)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(overdue).all()
    return parking.process(session, "give_up_no_shows", found, partial(_abandon, session, settings))


def _abandon(session: Session, settings: Settings, interview_ids: Sequence[UUID]) -> int:
    for interview_id in interview_ids:
        interview = session.get_one(Interview, interview_id, populate_existing=True)
        people = participants.lock(session, interview_id)
        absent = [user_id for user_id, one in people.items() if one.started_at is None]
        interviews.abandon(session, settings, interview, people, absent=absent)
        event_log.append_many(
            session,
            [
                (
                    event_log.user(user_id),
                    MatchPeerNoShow(
                        interview_id=interview.id, absent=sorted(absent), waiting_again=user_id not in absent
                    ),
                )
                for user_id in sorted(people)
            ],
        )
    return len(interview_ids)
