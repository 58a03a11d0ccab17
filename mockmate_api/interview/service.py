"""My past interviews."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api import pagination, reviews
from mockmate_api.interview.schemas import HistoryPage, PastInterview
from mockmate_api.pagination import Keyset, PageQuery
from mockmate_api.reviews import FeedbackOut
from shared import interviews, sides
from shared.models import Feedback, Interview, Participant
from shared.settings import Settings

_NEWEST = Keyset((Interview.matched_at, Interview.id), descending=True)


def history(session: Session, settings: Settings, user_id: int, query: PageQuery) -> HistoryPage:
    """Return a page of my interviews that are over. Three statements, however many."""
    statement = (
        select(Interview.id)
        .join(Participant, Participant.interview_id == Interview.id)
        .where(Participant.user_id == user_id, Interview.status.in_(interviews.OVER))
    )
    rows, next_cursor = pagination.fetch(session, statement, _NEWEST, query)
    ids = [row[0] for row in rows]
    rows_by_id = sides.load(session, ids)
    feedback = _feedback(session, settings, ids)
    items = []
    for interview_id in ids:
        seen = sides.seen(rows_by_id[interview_id], user_id)
        received = feedback.get((interview_id, seen.peer.id))
        items.append(
            PastInterview(
                **dict(seen),
                feedback_given=feedback.get((interview_id, user_id)),
                feedback_received=received if received and received.visible else None,
            )
        )
    return HistoryPage(items=items, next_cursor=next_cursor)


def _feedback(session: Session, settings: Settings, ids: Sequence[UUID]) -> dict[tuple[UUID, int], FeedbackOut]:
    """Return the feedback on these interviews by interview and author."""
    rows = session.execute(reviews.statement(settings).where(Feedback.interview_id.in_(ids)))
    shown = [reviews.shown(row) for row in rows]
    return {(each.interview_id, each.author.id): each for each in shown}
