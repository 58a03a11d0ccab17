"""Deciding on a report: closing it, and carrying out what was decided."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mockmate_api.accounts import measures, report_decisions
from mockmate_api.accounts.visible_reports import not_mine
from mockmate_api.http.problems import NotOneself
from mockmate_api.moderation import histories, queue
from mockmate_api.moderation.schemas import DecisionIn, ReportDetail
from shared.core import clock
from shared.core.errors import Forbidden, NotFound
from shared.core.settings import Settings
from shared.models import Measure, MeasureKind, Report, Resolution, User


def look(session: Session, moderator_id: int, report_id: int) -> ReportDetail:
    """Return a report with both people's history. The first look is its first answer. Raises NotFound."""
    is_new = (Report.id == report_id) & Report.first_answer_at.is_(None) & not_mine(moderator_id)
    session.execute(update(Report).where(is_new).values(first_answer_at=clock.now(session)))
    return detail(session, moderator_id, report_id)


def detail(session: Session, moderator_id: int, report_id: int) -> ReportDetail:
    """Return a report with both people's history. Raises NotFound."""
    report = queue.one(session, moderator_id, report_id)
    return ReportDetail(
        **dict(report),
        reporter_history=histories.of(session, moderator_id, report.reporter.id, report_id),
        subject_history=histories.of(session, moderator_id, report.subject.id, report_id),
    )


def decide(session: Session, settings: Settings, moderator: User, report_id: int, given: DecisionIn) -> ReportDetail:
    """Decide on a report, and carry it out. Of two moderators at once, the second gets AlreadyResolved.

    Raises NotFound; Forbidden when a moderator would restrict or suspend another one, or an administrator.
    """
    # The person first, in the order in which all code locks people and what is theirs.
    subject_id = session.scalar(select(Report.subject_id).where(Report.id == report_id, not_mine(moderator.id)))
    if subject_id is None:
        raise NotFound
    subject = account(session, subject_id)
    report = report_decisions.locked(session, report_id)
    if given.resolution in {Resolution.RESTRICTED, Resolution.SUSPENDED}:
        _require_power(moderator, subject)
    digest = report.subject_digest
    report_decisions.close(session, moderator.id, report, given.resolution, given.note)
    if subject.deleted_at is None:
        _carry_out(session, settings, moderator.id, subject, report, given)
    elif given.resolution is Resolution.SUSPENDED and digest:
        # All that can still be done about an account that is gone: its address can't register again.
        measures.bar(session, moderator.id, subject, given.text or "", given.until, report, digest)
    session.flush()
    return detail(session, moderator.id, report_id)


def lift(session: Session, moderator: User, measure_id: int) -> None:
    """Lift a measure before its time, or take back a warning. Raises NotFound, NotOneself; Forbidden as `decide`."""
    user_id = session.scalar(select(Measure.user_id).where(Measure.id == measure_id))
    if user_id is None:
        raise NotFound
    if user_id == moderator.id:
        raise NotOneself
    user = account(session, user_id)
    measure = session.get_one(Measure, measure_id, populate_existing=True)
    lift_measure(session, moderator, user, measure)


def lift_measure(session: Session, moderator: User, user: User, measure: Measure) -> None:
    """Lift a measure of a locked person. Raises Forbidden if this moderator couldn't have decided it."""
    if measure.kind is not MeasureKind.WARNED:
        _require_power(moderator, user)
    measures.lift_one(session, moderator.id, user, measure)


def account(session: Session, user_id: int) -> User:
    """Lock a person."""
    return session.get_one(User, user_id, with_for_update={"key_share": True}, populate_existing=True)


def _require_power(moderator: User, subject: User) -> None:
    if not moderator.is_admin and (subject.is_admin or subject.is_moderator):
        raise Forbidden("Only an administrator can do this to a moderator or an administrator.")


def _carry_out(
    session: Session, settings: Settings, moderator_id: int, subject: User, report: Report, given: DecisionIn
) -> None:
    words = given.text or ""
    match given.resolution:
        case Resolution.DISMISSED:
            pass
        case Resolution.WARNED:
            measures.warn(session, moderator_id, subject, words, report)
        case Resolution.RESTRICTED:
            measures.restrict(session, settings, moderator_id, subject, words, given.until, report)
        case Resolution.SUSPENDED:
            measures.suspend(session, settings, moderator_id, subject, words, given.until, report)
