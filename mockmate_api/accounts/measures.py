"""What is decided about a person: warning, restricting and suspending them, and lifting that again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status, suspended_addresses
from shared.core import audit, clock
from shared.core.errors import Invalid
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import AccountRestricted, AccountWarned
from shared.mail import letters
from shared.matching import interviews
from shared.models import (
    AuditKind,
    CancelledBy,
    Interview,
    InterviewStatus,
    Measure,
    MeasureKind,
    Participant,
    Report,
    Restriction,
    User,
)


def warn(session: Session, actor_id: int, user: User, words: str, report: Report) -> Measure:
    """Warn a person."""
    measure = _add(session, actor_id, user, MeasureKind.WARNED, words, report=report)
    event_log.append(
        session, event_log.user(user.id), AccountWarned(measure_id=measure.id, reason=report.reason, text=words)
    )
    audit.note(session, AuditKind.WARNED, actor_id, user.id, measure_id=measure.id)
    return measure


def restrict(
    session: Session,
    settings: Settings,
    actor_id: int,
    user: User,
    words: str,
    until: datetime | None,
    report: Report,
) -> Measure:
    """Let a person take part in writing only. A live interview of theirs ends, since nothing else ends its call.

    Restricting again changes the end.
    """
    measure = _add(session, actor_id, user, MeasureKind.RESTRICTED, words, until, report)
    user.restriction, user.restricted_until = Restriction.TEXT_ONLY, until
    event_log.append(
        session,
        event_log.user(user.id),
        AccountRestricted(measure_id=measure.id, restriction=Restriction.TEXT_ONLY, until=until, text=words),
    )
    audit.note(session, AuditKind.RESTRICTED, actor_id, user.id, until=_written(until), measure_id=measure.id)
    session.flush()
    _end_live_interviews(session, settings, user.id)
    return measure


def suspend(
    session: Session,
    settings: Settings,
    actor_id: int,
    user: User,
    words: str,
    until: datetime | None,
    report: Report | None = None,
) -> Measure:
    """Suspend a person: logins end, bookings are canceled, a mail says why. Again, it changes reason and end."""
    measure = _add(session, actor_id, user, MeasureKind.SUSPENDED, words, until, report)
    measure.address_digest = suspended_addresses.digest(settings, user.email)
    user.suspended_at, user.suspended_until, user.suspension_reason = measure.decided_at, until, words
    audit.note(session, AuditKind.SUSPENDED, actor_id, user.id, until=_written(until))
    dismiss_moderator(session, actor_id, user)
    session.add(letters.suspension(settings, user, words, until))
    session.flush()
    account_status.wind_up(session, settings, user.id, "account_suspended", CancelledBy.ADMINISTRATOR)
    return measure


def bar(
    session: Session,
    actor_id: int,
    user: User,
    words: str,
    until: datetime | None,
    report: Report,
    digest: str,
) -> Measure:
    """Suspend a person who deleted their account while the report was open: the address can't register again."""
    measure = _add(session, actor_id, user, MeasureKind.SUSPENDED, words, until, report)
    measure.address_digest = digest
    audit.note(session, AuditKind.SUSPENDED, actor_id, user.id, until=_written(until))
    return measure


def dismiss_moderator(session: Session, actor_id: int, user: User) -> None:
    """Take the role of a moderator from a person who has it."""
    if user.is_moderator:
        user.is_moderator = False
        audit.note(session, AuditKind.MODERATOR_DISMISSED, actor_id, user.id)


def lift(session: Session, actor_id: int, user: User, kind: MeasureKind) -> None:
    """Lift a person's restriction or suspension. Repeating it has no effect."""
    for measure in _not_lifted(session, user.id, kind):
        measure.lifted_at, measure.lifted_by = clock.now(session), actor_id
    if kind is MeasureKind.RESTRICTED and user.restriction is not None:
        user.restriction = user.restricted_until = None
        audit.note(session, AuditKind.UNRESTRICTED, actor_id, user.id)
    if kind is MeasureKind.SUSPENDED and user.suspended_at is not None:
        user.suspended_at = user.suspended_until = user.suspension_reason = None
        audit.note(session, AuditKind.UNSUSPENDED, actor_id, user.id)


def lift_one(session: Session, actor_id: int, user: User, measure: Measure) -> None:
    """Lift this measure of a person, if it wasn't lifted. A warning is taken back."""
    if measure.lifted_at is not None:
        return
    if measure.kind is MeasureKind.WARNED:
        measure.lifted_at, measure.lifted_by = clock.now(session), actor_id
    else:
        lift(session, actor_id, user, measure.kind)


def _not_lifted(session: Session, user_id: int, kind: MeasureKind) -> Sequence[Measure]:
    """Return the latest restriction or suspension: at most one, since a new one takes its place."""
    mine = select(Measure).where(Measure.user_id == user_id, Measure.kind == kind, Measure.lifted_at.is_(None))
    return session.scalars(mine.with_for_update().execution_options(populate_existing=True)).all()


def _add(
    session: Session,
    actor_id: int,
    user: User,
    kind: MeasureKind,
    words: str,
    until: datetime | None = None,
    report: Report | None = None,
) -> Measure:
    now = clock.now(session)
    if until is not None and until <= now:
        raise Invalid("This time is in the past.", pointer="until")
    if kind is not MeasureKind.WARNED:
        for earlier in _not_lifted(session, user.id, kind):
            earlier.lifted_at, earlier.lifted_by = now, actor_id
    measure = Measure(
        user_id=user.id,
        kind=kind,
        report_id=report and report.id,
        decided_by=actor_id,
        decided_at=now,
        until=until,
        text=words,
    )
    session.add(measure)
    session.flush()
    return measure


def _end_live_interviews(session: Session, settings: Settings, user_id: int) -> None:
    live = (
        select(Participant.interview_id)
        .join(Interview, Interview.id == Participant.interview_id)
        .where(Participant.user_id == user_id, Interview.status == InterviewStatus.LIVE)
        .order_by(Participant.interview_id)
    )
    for interview_id in session.scalars(live).all():
        interviews.end(session, settings, interview_id, user_id)


def _written(moment: datetime | None) -> str | None:
    return clock.rfc3339(moment) if moment else None
