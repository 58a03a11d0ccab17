"""Which reports a moderator may see."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from shared.models import Report


def not_mine(moderator_id: int) -> ColumnElement[bool]:
    """Return the condition that a report is not by or about this moderator."""
    return (Report.reporter_id != moderator_id) & (Report.subject_id != moderator_id)
