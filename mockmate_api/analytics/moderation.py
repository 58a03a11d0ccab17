"""How moderation performs: what is reported and decided, how long people wait for it, and what appeals change.

Counts and medians only: it names no one. What retention has removed is not counted.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.analytics.operator import period
from mockmate_api.analytics.operator_schemas import (
    AppealFigures,
    ModerationFigures,
    OpenReports,
    OperatorQuery,
    ReasonFigures,
)
from shared.models import ReportReason

_MADE = text(
    """
    SELECT reason, count(*) AS made,
        count(*) FILTER (WHERE resolved_at IS NULL) AS undecided,
        count(*) FILTER (WHERE resolution = 'dismissed') AS dismissed,
        count(*) FILTER (WHERE resolution = 'warned') AS warned,
        count(*) FILTER (WHERE resolution = 'restricted') AS restricted,
        count(*) FILTER (WHERE resolution = 'suspended') AS suspended,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_answer_at - created_at)) AS answer,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM resolved_at - created_at)) AS decision
    FROM reports WHERE created_at >= :from AND created_at < :to
    GROUP BY GROUPING SETS ((reason), ())
    """
)
_OPEN = text(
    """
    SELECT count(*) AS open, extract(epoch FROM clock_timestamp() - min(created_at)) AS oldest
    FROM reports WHERE resolved_at IS NULL
    """
)
_APPEALS = text(
    """
    SELECT count(*) AS made, count(*) FILTER (WHERE answered_at IS NULL) AS unanswered,
        count(*) FILTER (WHERE outcome = 'uphold') AS upheld, count(*) FILTER (WHERE outcome = 'lift') AS lifted
    FROM appeals WHERE created_at >= :from AND created_at < :to
    """
)
_COUNTS = ("made", "undecided", "dismissed", "warned", "restricted", "suspended")


def figures(session: Session, query: OperatorQuery) -> ModerationFigures:
    """Return the figures of a period and of this moment. Raises ValidationFailed if the period is too long."""
    from_, to = period(session, query)
    given = {"from": from_, "to": to}
    rows = {row.reason: row for row in session.execute(_MADE, given)}
    total, now = rows[None], session.execute(_OPEN).one()
    return ModerationFigures(
        now=OpenReports(reports=now.open, oldest_seconds=_whole(now.oldest)),
        reasons=[
            ReasonFigures(reason=one, **{name: getattr(rows[one], name) if one in rows else 0 for name in _COUNTS})
            for one in ReportReason
        ],
        first_answer_p50_seconds=_whole(total.answer),
        decision_p50_seconds=_whole(total.decision),
        appeals=AppealFigures.model_validate(session.execute(_APPEALS, given).one()),
    )


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)
