"""Which reports a moderator or an administrator may see and decide."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from shared.models import AuditEntry, AuditKind, Report


def not_mine(moderator_id: int) -> ColumnElement[bool]:
    """Return the condition that a report is neither by nor about the person who moderates."""
    return (Report.reporter_id != moderator_id) & (Report.subject_id != moderator_id)


_TRACES = (AuditKind.REPORTED.value, AuditKind.REPORT_RESOLVED.value, AuditKind.EVIDENCE_SEEN.value)


def tells_no_reporter(user_id: int) -> ColumnElement[bool]:
    """Return the condition that an entry of the audit log does not tell this person that they were reported."""
    is_mine = AuditEntry.actor_id.is_not_distinct_from(user_id) | AuditEntry.subject_id.is_distinct_from(user_id)
    return is_mine | AuditEntry.kind.not_in(_TRACES)
