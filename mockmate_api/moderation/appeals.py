"""The appeals, and answering them: by a moderator who neither decided nor had reported it, if there is one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset
from mockmate_api.http.problems import AlreadyResolved
from mockmate_api.moderation import decisions, histories
from mockmate_api.moderation.queue import person
from mockmate_api.moderation.schemas import AnswerIn, AppealPage, AppealQuery, AppealSeen
from shared.core import audit, clock
from shared.core.errors import NotFound, OwnDecision
from shared.events import event_log
from shared.events.types import AppealAnswered
from shared.identity import logins
from shared.models import Appeal, AppealOutcome, AuditKind, Measure, Report, User, shared_alias

_subject, _decider, _answerer = shared_alias(User), shared_alias(User), shared_alias(User)
_OLDEST = Keyset((Appeal.id,))
_NEWEST = Keyset((Appeal.id,), descending=True)


def page(session: Session, moderator_id: int, query: AppealQuery) -> AppealPage:
    """Return a page of appeals, without the moderator's own."""
    is_open = Appeal.answered_at.is_(None)
    statement = _statement(moderator_id).where(is_open if query.open else ~is_open)
    rows, next_cursor = pagination.fetch(session, statement, _OLDEST if query.open else _NEWEST, query)
    return AppealPage(items=[_shown(session, moderator_id, row) for row in rows], next_cursor=next_cursor)


def answer(session: Session, moderator: User, appeal_id: int, given: AnswerIn) -> AppealSeen:
    """Answer an appeal, once. Raises NotFound, also for one's own; AlreadyResolved, OwnDecision.

    Raises Forbidden when a moderator would lift what an administrator decided about an administrator.
    """
    moderator_id = moderator.id
    user_id = session.scalar(
        select(Measure.user_id)
        .join(Appeal, Appeal.measure_id == Measure.id)
        .where(Appeal.id == appeal_id, Measure.user_id != moderator_id)
    )
    if user_id is None:
        raise NotFound
    user = decisions.account(session, user_id)
    appeal = session.get_one(Appeal, appeal_id, with_for_update=True, populate_existing=True)
    if appeal.answered_at is not None:
        raise AlreadyResolved("This appeal has already been answered.")
    measure = session.get_one(Measure, appeal.measure_id, populate_existing=True)
    if not _may_answer(session, moderator_id, measure):
        raise OwnDecision
    appeal.answered_at, appeal.answered_by = clock.now(session), moderator_id
    appeal.outcome, appeal.answer = given.outcome, given.text
    if given.outcome is AppealOutcome.LIFT:
        decisions.lift_measure(session, moderator, user, measure)
    audit.note(
        session,
        AuditKind.APPEAL_ANSWERED,
        moderator_id,
        user_id,
        measure_id=measure.id,
        outcome=given.outcome.value,
    )
    if user.deleted_at is None:
        told = AppealAnswered(measure_id=measure.id, measure=measure.kind, outcome=given.outcome, text=given.text)
        event_log.append(session, event_log.user(user_id), told)
    session.flush()
    return _shown(session, moderator_id, session.execute(_statement(moderator_id).where(Appeal.id == appeal_id)).one())


def _may_answer(session: Session, moderator_id: int, measure: Measure) -> bool:
    reporter_id = session.scalar(select(Report.reporter_id).where(Report.id == measure.report_id))
    partial = {measure.decided_by, reporter_id}
    if moderator_id not in partial:
        return True
    others = select(User.id).where(
        User.is_admin | User.is_moderator,
        User.id.not_in([one for one in partial | {measure.user_id} if one is not None]),
        User.deleted_at.is_(None),
        ~logins.IS_SUSPENDED,
    )
    return session.scalar(others.limit(1)) is None


def _statement(moderator_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Appeal, Measure, _subject, _decider, _answerer)
        .join(Measure, Measure.id == Appeal.measure_id)
        .join(_subject, _subject.id == Measure.user_id)
        .outerjoin(_decider, _decider.id == Measure.decided_by)
        .outerjoin(_answerer, _answerer.id == Appeal.answered_by)
        .where(Measure.user_id != moderator_id)
        .execution_options(populate_existing=True)
    )


def _shown(session: Session, moderator_id: int, row: Row[*tuple[Any, ...]]) -> AppealSeen:
    appeal, measure, subject, decider, answerer = row[:5]
    return AppealSeen(
        person=person(subject),
        measure=histories.measure_out(session, measure, decider),
        report_id=measure.report_id,
        may_answer=appeal.answered_at is None and _may_answer(session, moderator_id, measure),
        answered_by=answerer and person(answerer),
        **{name: getattr(appeal, name) for name in ("id", "text", "created_at", "answered_at", "outcome", "answer")},
    )
