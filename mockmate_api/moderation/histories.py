"""What moderators see of a person: reports about them and by them, measures, and how many people block them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from mockmate_api.accounts.visible_reports import not_mine
from mockmate_api.moderation import returning
from mockmate_api.moderation.queue import person
from mockmate_api.moderation.schemas import History, MeasureOut, PastReport
from shared.core import clock
from shared.models import Block, Measure, MeasureKind, Report, User, shared_alias

_MOST = 50
_decider = shared_alias(User)
_other = shared_alias(User)


def of(session: Session, moderator_id: int, user_id: int, but: int) -> History:
    """Return a person's history without the report that is looked at, and without what concerns the moderator."""
    user = session.get_one(User, user_id, populate_existing=True)
    shown = not_mine(moderator_id) & (Report.id != but)
    return History(
        person=person(user),
        created_at=user.created_at,
        deleted_at=user.deleted_at,
        reports_about=_reports(session, Report.reporter_id, shown & (Report.subject_id == user_id)),
        reports_by=_reports(session, Report.subject_id, shown & (Report.reporter_id == user_id)),
        measures=measures(session, user_id),
        same_device=returning.suspended_on_devices_of(session, user_id),
        blocks_against=session.scalar(select(func.count()).where(Block.blocked_id == user_id)) or 0,
    )


def measures(session: Session, user_id: int) -> list[MeasureOut]:
    """Return what was decided about a person, newest first."""
    rows = session.execute(
        select(Measure, _decider)
        .outerjoin(_decider, _decider.id == Measure.decided_by)
        .where(Measure.user_id == user_id)
        .order_by(Measure.id.desc())
        .limit(_MOST)
        .execution_options(populate_existing=True)
    )
    return [measure_out(session, measure, decider) for measure, decider in rows]


def measure_out(session: Session, measure: Measure, decider: User | None) -> MeasureOut:
    """Show a measure to moderators."""
    ends = measure.until is None or measure.until > clock.now(session)
    return MeasureOut(
        decided_by=decider and person(decider),
        lasts=measure.kind is not MeasureKind.WARNED and measure.lifted_at is None and ends,
        **{name: getattr(measure, name) for name in ("id", "kind", "text", "decided_at", "until", "lifted_at")},
    )


def _reports(
    session: Session, other_id: InstrumentedAttribute[int], condition: ColumnElement[bool]
) -> list[PastReport]:
    statement = select(Report, _other).join(_other, _other.id == other_id).where(condition)
    return [_past(row) for row in session.execute(statement.order_by(Report.id.desc()).limit(_MOST))]


def _past(row: Row[Report, User]) -> PastReport:
    report, other = row
    plain = {name: getattr(report, name) for name in ("id", "reason", "created_at", "resolved_at", "resolution")}
    return PastReport(other=person(other), **plain)
