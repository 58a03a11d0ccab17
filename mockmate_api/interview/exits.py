"""The safety exit: leaves an interview, blocks the peer and reports them, in one transaction."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.accounts.reports import ReportMade
from mockmate_api.interview.schemas import ExitIn
from mockmate_api.reviews import again
from shared.core import audit, clock
from shared.core.errors import InterviewOver, NotFound
from shared.core.settings import Settings
from shared.matching import interviews
from shared.matching.declines import Declined
from shared.models import AuditKind, Block, InterviewStatus, Report
from shared.rooms import evidence

LATEST = timedelta(days=30)
"""How long after the end of an interview the exit still blocks and reports: a browser may have been offline."""

# What the person wrote before stays; a more telling reason replaces a less telling one.
_REPORT = text(
    """
    INSERT INTO reports AS r (reporter_id, subject_id, interview_id, reason, text, exited)
    VALUES (:me, :peer, :interview, :reason, :text, true)
    ON CONFLICT (reporter_id, subject_id) WHERE resolved_at IS NULL DO UPDATE SET
        interview_id = EXCLUDED.interview_id,
        exited = true,
        reason = CASE EXCLUDED.reason WHEN 'other' THEN r.reason ELSE EXCLUDED.reason END,
        text = CASE WHEN position(EXCLUDED.text IN r.text) > 0 THEN r.text
            ELSE left(concat_ws(E'\\n\\n', nullif(r.text, ''), EXCLUDED.text), :most) END
    RETURNING id
    """
)
MOST_WORDS = 4000
"""The longest text of a report to which words were added, in characters."""


def leave(session: Session, settings: Settings, interview_id: UUID, user_id: int, given: ExitIn) -> ReportMade:
    """End an interview, block the peer, and report them, or add to my open report. Repeating it has no effect.

    The peer is told what they would be told if the person had ended or declined it. Raises NotFound if the person is
    not a participant, InterviewOver long after the end.
    """
    interview = interviews.locked(session, interview_id)
    participants = interviews.participants_of(session, interview_id)
    if user_id not in participants:
        raise NotFound
    if interview.ended_at is not None and interview.ended_at + LATEST < clock.now(session):
        raise InterviewOver
    peer_id = next(one for one in participants if one != user_id)
    # Before the peer waits again.
    block = insert(Block).values(blocker_id=user_id, blocked_id=peer_id)
    session.execute(block.on_conflict_do_nothing())
    again.part(session, user_id, [peer_id])
    if interview.status is InterviewStatus.LIVE:
        interviews.finish(session, interview, participants.values(), reason="ended", by=user_id)
    elif interview.status is InterviewStatus.MATCHED:
        # Without a price: `declines.record` is not asked.
        interviews.abandon(session, settings, interview, participants, declined=Declined(user_id))
    return _report(session, interview_id, user_id, peer_id, given)


def _report(session: Session, interview_id: UUID, user_id: int, peer_id: int, given: ExitIn) -> ReportMade:
    row = {"me": user_id, "peer": peer_id, "interview": interview_id, "reason": given.reason.value, "text": given.text}
    report_id = session.execute(_REPORT, row | {"most": MOST_WORDS}).scalar_one()
    evidence.take(session, report_id, interview_id)
    audit.note(session, AuditKind.REPORTED, user_id, peer_id, report_id=report_id, exited="yes")
    report = session.get_one(Report, report_id, populate_existing=True)
    return ReportMade.model_validate(report)
