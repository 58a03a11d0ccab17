"""What a refused login says of an appeal: the token for one, or that there is one already."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.identity import one_time_tokens
from shared.models import Appeal, Measure, MeasureKind


def offer(session: Session, user_id: int) -> dict[str, Any]:
    """Return `appeal_token`, of which only the newest works, or null; and `appealed`: null, open, or answered."""
    row = session.execute(
        select(Measure.id, Appeal.id.label("appeal_id"), Appeal.answered_at)
        .outerjoin(Appeal, Appeal.measure_id == Measure.id)
        .where(Measure.user_id == user_id, Measure.kind == MeasureKind.SUSPENDED, Measure.lifted_at.is_(None))
    ).one_or_none()
    if row is None or row.appeal_id is not None:
        return {"appeal_token": None, "appealed": row and ("answered" if row.answered_at else "open")}
    one_time_tokens.void(session, user_id, one_time_tokens.APPEAL)
    token = one_time_tokens.issue(session, one_time_tokens.APPEAL, user_id, one_time_tokens.APPEAL_SECONDS)
    return {"appeal_token": token, "appealed": None}
