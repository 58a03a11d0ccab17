"""Takes the people of a demo out again, in one transaction: all of it, or nothing.

Each is deleted as people delete their account. That keeps what belongs to others, which here are mostly people of the
demo, too; so what only they took part in goes as well. What somebody real has a part in stays as after any deletion:
an interview with a person of the demo, and of that person the row `deleted-…` that it needs.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deployment.demo import marks
from mockmate_api.users import deletion
from shared.core.settings import Settings
from shared.events import event_log
from shared.models import (
    AuditEntry,
    Booking,
    ChatMessage,
    Feedback,
    Interview,
    MailedNews,
    OutgoingMail,
    Participant,
    QuestionReport,
    Report,
    SharedRun,
    Slot,
    Stream,
    User,
)


class Removed(NamedTuple):
    """What went, and how many people stay as `deleted-…` because of what somebody real has a part in."""

    people: int
    interviews: int
    kept: int


def remove(session: Session, settings: Settings) -> Removed:
    """Remove the demo. Does nothing if there is none."""
    people = session.scalars(marks.people().with_for_update()).all()
    ids = [one.id for one in people]
    addresses = [one.email.lower() for one in people]
    interviews = _only_among(session, ids)
    # Deleting an account takes the name off a report, by which it would be found here.
    session.execute(delete(QuestionReport).where(QuestionReport.reporter_id.in_(ids)))
    for user in people:
        deletion.erase(session, settings, user)
    _remove_interviews(session, interviews)
    session.execute(delete(Report).where(Report.reporter_id.in_(ids), Report.subject_id.in_(ids)))
    session.execute(delete(OutgoingMail).where(func.lower(OutgoingMail.recipient).in_(addresses)))
    _remove_bookings(session, ids)
    _remove_traces(session, ids)
    gone = [user_id for user_id in ids if _remove_user(session, user_id)]
    streams = [event_log.user(user_id) for user_id in gone]
    session.execute(delete(Stream).where(Stream.name.in_(streams)))
    session.execute(delete(MailedNews).where(MailedNews.stream.in_(streams)))
    return Removed(len(ids), len(interviews), len(ids) - len(gone))


def _only_among(session: Session, ids: list[int]) -> list[str]:
    """Return the ids of the interviews in which only these people took part."""
    everybody = func.bool_and(Participant.user_id.in_(ids))
    found = select(Participant.interview_id).group_by(Participant.interview_id).having(everybody)
    return list(session.scalars(found))


def _remove_interviews(session: Session, interviews: list[str]) -> None:
    for table in (Feedback, QuestionReport, ChatMessage, SharedRun):
        session.execute(delete(table).where(table.interview_id.in_(interviews)))
    session.execute(delete(Stream).where(Stream.name.in_([f"interview:{one}" for one in interviews])))
    session.execute(delete(Participant).where(Participant.interview_id.in_(interviews)))
    session.execute(delete(Interview).where(Interview.id.in_(interviews)))


def _remove_bookings(session: Session, ids: list[int]) -> None:
    is_needed = select(Participant.booking_id).where(Participant.booking_id == Booking.id).exists()
    session.execute(delete(Booking).where(Booking.user_id.in_(ids), ~is_needed))
    is_used = or_(
        select(Booking.id).where(Booking.slot_id == Slot.id).exists(),
        select(Interview.id).where(Interview.slot_id == Slot.id).exists(),
    )
    session.execute(delete(Slot).where(marks.IS_DEMO_SLOT, ~is_used))


def _remove_traces(session: Session, ids: list[int]) -> None:
    """Remove what they did from the audit log, except what they did to somebody real."""
    by_them = AuditEntry.actor_id.in_(ids) & (AuditEntry.subject_id.is_(None) | AuditEntry.subject_id.in_(ids))
    to_them = AuditEntry.actor_id.is_(None) & AuditEntry.subject_id.in_(ids)
    session.execute(delete(AuditEntry).where(by_them | to_them))


def _remove_user(session: Session, user_id: int) -> bool:
    """Remove a person unless a row that stays refers to them."""
    try:
        with session.begin_nested():
            session.execute(delete(User).where(User.id == user_id).execution_options(synchronize_session=False))
    except IntegrityError:
        return False
    return True
