"""The items that the database decides: mail, questions, times, backups, and what background jobs could not process."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session

from mockmate_api.admin.checklist.schemas import Facts, QuestionGap
from mockmate_api.admin.checklist.settings_items import Found
from shared.core import backup_runs, clock, setting_advice
from shared.core.settings import Settings
from shared.models import Difficulty, InterviewType, OutgoingMail, ParkedItem, Question, SlotTemplate, is_for_everybody

# A mail that was refused twice may be greylisted, which is no fault: those are retried within two minutes.
_OPEN_MAILS = text(
    """
    SELECT count(*) AS waiting,
        count(*) FILTER (WHERE refused AND attempts > 2) AS refused,
        count(*) FILTER (WHERE last_error IS NOT NULL AND attempts > 2) AS failing,
        (array_agg(last_error ORDER BY refused DESC, id DESC) FILTER (WHERE attempts > 2))[1] AS error,
        count(*) FILTER (
            WHERE claimed_at IS NULL AND attempts = 0 AND due_at < now() - interval '5 minutes'
                AND NOT EXISTS (SELECT FROM parked_items p WHERE p.job = 'send_mail' AND p.item = CAST(m.id AS text))
        ) AS overdue
    FROM outgoing_mails m
    WHERE sent_at IS NULL AND given_up_at IS NULL
    """
)
_SLOTS = text(
    f"""
    SELECT interview_type, count(*) AS count FROM slots
    WHERE starts_at > now() AND starts_at < now() + interval '7 days' AND {is_for_everybody("slots")}
    GROUP BY interview_type
    """  # noqa: S608 - ours
)


def mail(session: Session, settings: Settings) -> Found:
    """Say whether mail is set up, and what became of the mails so far."""
    waiting = session.execute(_OPEN_MAILS).one()
    if not settings.mail_url:
        return Found("todo", "mail_not_set", Facts(count=waiting.waiting))
    if urlsplit(settings.mail_url).scheme == "file":
        return Found("todo", "mail_to_folder")
    if setting_advice.about_mail(settings):
        return Found("wrong", "mail_sender_local")
    return _trouble(waiting) or _last_sent(session)


def _trouble(waiting: Row[tuple[int, ...]]) -> Found | None:
    if waiting.refused:
        return Found("wrong", "mail_refused", Facts(count=waiting.refused, error=waiting.error))
    if waiting.failing:
        return Found("wrong", "mail_failing", Facts(count=waiting.failing, error=waiting.error))
    if waiting.overdue:
        return Found("wrong", "mail_not_sent", Facts(count=waiting.overdue))
    return None


def _last_sent(session: Session) -> Found:
    newest = select(OutgoingMail.sent_at).where(OutgoingMail.sent_at.is_not(None))
    sent_at = session.scalar(newest.order_by(OutgoingMail.created_at.desc()).limit(1))
    return Found("done", "mail_sent", Facts(at=sent_at)) if sent_at else Found("unknown", "mail_untried")


def questions(session: Session) -> Found:
    """Say for which interviews there is no question to ask."""
    may_be_asked = Question.retired_at.is_(None) & ~Question.draft & Question.group_id.is_(None)
    kinds = select(Question.interview_type, Question.difficulty, func.count()).where(may_be_asked)
    counts = {row[:2]: row[2] for row in session.execute(kinds.group_by(Question.interview_type, Question.difficulty))}
    gaps = [
        QuestionGap(interview_type=interview_type, difficulty=difficulty)
        for interview_type in InterviewType
        for difficulty in Difficulty
        if (interview_type, difficulty) not in counts
    ]
    facts = Facts(count=sum(counts.values()), gaps=gaps)
    return Found("wrong", "questions_missing", facts) if gaps else Found("done", "questions_there", facts)


def slots(session: Session) -> Found:
    """Say whether there are times to book in the next seven days, and whether weekly times make them."""
    counts: dict[str, int] = {row[0]: row[1] for row in session.execute(_SLOTS)}
    if missing := [each for each in InterviewType if each.value not in counts]:
        return Found("wrong", "slots_missing", Facts(types=missing))
    planned = set(session.scalars(select(SlotTemplate.interview_type).distinct()))
    if hourly := [each for each in InterviewType if each not in planned]:
        return Found("todo", "slots_hourly", Facts(types=hourly))
    return Found("done", "slots_set", Facts(count=sum(counts.values())))


def backups(session: Session) -> Found:
    """Say when the last scheduled backup was made. Those made by other means are not recorded."""
    known = backup_runs.read(session)
    if known is None:
        return Found("unknown", "backups_unknown")
    good = known.last_success
    facts = Facts(at=good and clock.now(session) - timedelta(seconds=good.age_seconds))
    if known.failed:
        return Found("wrong", "backups_failing", facts)
    if good is None or good.overdue_seconds > 0:
        return Found("wrong", "backups_overdue", facts)
    return Found("done", "backups_made", facts)


def failures(session: Session) -> Found:
    """Say how many items background jobs could not process."""
    count = session.scalar(select(func.count()).select_from(ParkedItem)) or 0
    return Found("wrong", "failures_parked", Facts(count=count)) if count else Found("done", "failures_none")
