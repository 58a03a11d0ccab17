"""My past interviews: peer, questions, duration and feedback."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session, aliased

from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset
from mockmate_api.interview.schemas import HistoryPage, HistoryQuery, PastInterview, QuestionAsked
from mockmate_api.reviews import feedback_view
from mockmate_api.reviews.feedback_view import FeedbackOut
from mockmate_api.reviews.question_sql import WAS_ASKED
from shared.core.settings import Settings
from shared.events.schemas import InterviewView, Role
from shared.matching import interviews
from shared.models import Feedback, Interview, Participant
from shared.rooms import interview_view

_NEWEST = Keyset((Interview.matched_at, Interview.id), descending=True)


def page(session: Session, settings: Settings, user_id: int, query: HistoryQuery) -> HistoryPage:
    """Return a page of my finished interviews. Six statements for any number of items."""
    me, peer = aliased(Participant), aliased(Participant)
    statement = (
        select(Interview.id)
        .join(me, me.interview_id == Interview.id)
        .where(me.user_id == user_id, Interview.status.in_(interviews.OVER))
    )
    if query.interview_type:
        statement = statement.where(Interview.interview_type == query.interview_type)
    if query.difficulty:
        statement = statement.where(me.difficulty == query.difficulty)
    if query.from_:
        statement = statement.where(Interview.matched_at >= query.from_)
    if query.to:
        statement = statement.where(Interview.matched_at < query.to)
    if query.peer:
        statement = statement.join(peer, peer.interview_id == Interview.id).where(
            peer.user_id == query.peer, peer.user_id != user_id
        )
    rows, next_cursor = pagination.fetch(session, statement, _NEWEST, query)
    return HistoryPage(items=_items(session, settings, user_id, [row[0] for row in rows]), next_cursor=next_cursor)


def _items(session: Session, settings: Settings, user_id: int, ids: Sequence[UUID]) -> list[PastInterview]:
    if not ids:
        return []
    both = interview_view.load(session, ids)
    feedback = _feedback(session, settings, ids)
    questions = _questions(session, user_id, ids)
    swaps = _swaps(session, ids)
    items = []
    for interview_id in ids:
        seen = interview_view.view_for(both[interview_id], user_id)
        received = feedback.get((interview_id, seen.peer.id))
        items.append(
            PastInterview(
                **dict(seen),
                roles=_roles(seen, swaps.get(interview_id, 0)),
                questions=questions[interview_id],
                duration_seconds=_seconds(seen),
                feedback_given=feedback.get((interview_id, user_id)),
                feedback_received=received if received and received.visible else None,
                replay=f"/interview/{interview_id}/replay",
            )
        )
    return items


def _roles(seen: InterviewView, swaps: int) -> list[Role]:
    """Return the roles I had, in the order in which I first had them."""
    if swaps == 0:
        return [seen.role] if seen.started_at else []
    other: Role = "interviewee" if seen.role == "interviewer" else "interviewer"
    return [other, seen.role] if swaps % 2 else [seen.role, other]


def _seconds(seen: InterviewView) -> int | None:
    if seen.started_at is None or seen.ended_at is None:
        return None
    return round((seen.ended_at - seen.started_at).total_seconds())


def _feedback(session: Session, settings: Settings, ids: Sequence[UUID]) -> dict[tuple[UUID, int], FeedbackOut]:
    """Return the feedback on these interviews by interview and author."""
    rows = session.execute(feedback_view.statement(settings).where(Feedback.interview_id.in_(ids)))
    shown = [feedback_view.shown(row) for row in rows]
    return {(each.interview_id, each.author.id): each for each in shown}


def _questions(session: Session, user_id: int, ids: Sequence[UUID]) -> dict[UUID, list[QuestionAsked]]:
    # A question that was not asked may come up another time, so it is not revealed.
    rows = session.execute(
        text(
            f"""
            SELECT i.id AS interview_id, q.id, q.title, q.difficulty, q.tags, p.user_id = :me AS of_me
            FROM interviews i
                JOIN participants p ON p.interview_id = i.id
                JOIN questions q ON q.id = p.question_id
            WHERE i.id = ANY(:ids) AND i.started_at IS NOT NULL AND {WAS_ASKED}
            ORDER BY p.asked_at, p.seat
            """  # noqa: S608 - ours
        ),
        {"me": user_id, "ids": list(ids)},
    )
    asked: dict[UUID, list[QuestionAsked]] = defaultdict(list)
    for row in rows:
        asked[row.interview_id].append(
            QuestionAsked(id=row.id, title=row.title, difficulty=row.difficulty, tags=row.tags, of_me=row.of_me)
        )
    return asked


def _swaps(session: Session, ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return how often the roles were swapped, by interview."""
    rows = session.execute(
        text(
            """
            SELECT i.id, count(*) AS swaps
            FROM interviews i JOIN events e ON e.stream = 'interview:' || i.id AND e.type = 'roles.swapped'
            WHERE i.id = ANY(:ids) GROUP BY i.id
            """
        ),
        {"ids": list(ids)},
    )
    return {row.id: row.swaps for row in rows}
