"""How matching performs: one statement over the interviews and bookings of a period."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from mockmate_api.analytics import few
from mockmate_api.analytics.operator_schemas import (
    MOST_DAYS,
    DayFigures,
    Figures,
    Gaps,
    Now,
    OperatorAnalytics,
    OperatorQuery,
    TypeFigures,
)
from mockmate_api.http.problems import ValidationFailed
from shared.core import clock
from shared.models import InterviewType, is_public, was_invited

_USUAL = timedelta(days=30)

# UNION ALL of four kinds of facts, so that one pass counts them by day and type, by type, and in total.
# Leaving the room clears a booking's waiting time, so a booking that has one stayed to the end.
# LIMIT 2 (the number of participants) makes the planner use the index. Without it, it would read the whole table for
# more than a few days, and the cost of a query would depend on all data instead of on the period.
_FIGURES = text(
    f"""
    WITH met AS (
        SELECT i.id, CAST(i.matched_at AT TIME ZONE 'UTC' AS date) AS day, i.interview_type, i.level_gap, i.status
        FROM interviews i
        WHERE i.interview_type = ANY(:types) AND i.matched_at >= :from AND i.matched_at < :to
            AND NOT {was_invited("i")}
    ), facts AS (
        SELECT day, interview_type, CAST(p.waited_seconds AS double precision) AS waited,
            CAST(NULL AS int) AS gap, NULL AS outcome, NULL AS seat, CAST(NULL AS boolean) AS came,
            CAST(NULL AS bigint) AS feedback, CAST(NULL AS boolean) AS helpful
        FROM met CROSS JOIN LATERAL (
            SELECT waited_seconds FROM participants WHERE interview_id = met.id LIMIT 2
        ) AS p
        UNION ALL
        SELECT day, interview_type, NULL, level_gap, status, NULL, NULL, NULL, NULL FROM met
        UNION ALL
        SELECT CAST(b.starts_at AT TIME ZONE 'UTC' AS date), s.interview_type, NULL, NULL, NULL, b.status,
            b.waiting_since IS NOT NULL, NULL, NULL
        FROM bookings b JOIN slots s ON s.id = b.slot_id
        WHERE b.starts_at >= :from AND b.starts_at < :to AND {is_public("s")}
        UNION ALL
        SELECT day, interview_type, NULL, NULL, NULL, NULL, NULL, f.id, f.helpful
        FROM met CROSS JOIN LATERAL (
            SELECT id, helpful FROM feedback WHERE interview_id = met.id LIMIT 2
        ) AS f
    )
    SELECT day, interview_type,
        count(waited) AS waits,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) AS p50,
        percentile_cont(0.95) WITHIN GROUP (ORDER BY waited) AS p95,
        count(*) FILTER (WHERE came AND seat IN ('matched', 'completed', 'no_show', 'cancelled')) AS matched,
        count(*) FILTER (WHERE came AND seat = 'expired') AS in_vain,
        count(*) FILTER (WHERE gap = 0) AS none,
        count(*) FILTER (WHERE gap = 1) AS one,
        count(*) FILTER (WHERE gap = 2) AS two,
        count(*) FILTER (WHERE seat = 'no_show') AS no_shows,
        count(*) FILTER (WHERE seat = 'completed') AS completed,
        count(outcome) AS interviews,
        count(*) FILTER (WHERE outcome = 'ended') AS ended,
        count(*) FILTER (WHERE outcome = 'abandoned') AS abandoned,
        count(feedback) AS feedbacks,
        count(helpful) AS helpful_votes,
        count(*) FILTER (WHERE helpful) AS helpful,
        (SELECT count(*) FROM interviews i
            WHERE i.interview_type = ANY(:types) AND i.matched_at >= :from AND i.matched_at < :to
                AND i.status = 'ended' AND {was_invited("i")}) AS invited
    FROM facts
    GROUP BY GROUPING SETS ((day, interview_type), (interview_type), ())
    ORDER BY day NULLS FIRST, interview_type NULLS FIRST
    """  # noqa: S608 - ours
)

_NOW = text(
    f"""
    SELECT (SELECT count(*) FROM interviews WHERE status = 'live') AS live_rooms,
        (SELECT count(*) FROM interviews WHERE status = 'matched') AS starting_rooms,
        (
            SELECT count(*) FROM bookings b JOIN slots s ON s.id = b.slot_id
            WHERE b.status = 'waiting' AND b.present_until > now() AND {is_public("s")}
        ) AS waiting
    """  # noqa: S608 - ours
)


def period(session: Session, query: OperatorQuery) -> tuple[datetime, datetime]:
    """Return the (beginning, end) that a query asks for. Raises ValidationFailed if it is too long."""
    to = query.to or clock.now(session)
    from_ = query.from_ or to - _USUAL
    if not timedelta(0) < to - from_ <= timedelta(days=MOST_DAYS):
        fault = {"pointer": "?from", "detail": "must be before `to`, by a year at most", "code": "order"}
        raise ValidationFailed([fault])
    return from_, to


def figures(session: Session, query: OperatorQuery) -> OperatorAnalytics:
    """Return the figures of a period and of this moment. Raises ValidationFailed if the period is too long."""
    from_, to = period(session, query)
    given = {"types": [one.value for one in InterviewType], "from": from_, "to": to}
    rows = session.execute(_FIGURES, given).all()
    total = next(row for row in rows if row.interview_type is None)
    return OperatorAnalytics(
        now=Now.model_validate(session.execute(_NOW).one()),
        total=Figures(**_figures(total)),
        types=[
            TypeFigures(interview_type=row.interview_type, **_figures(row))
            for row in rows
            if row.day is None and row.interview_type is not None
        ],
        days=[
            DayFigures(day=row.day, interview_type=row.interview_type, **_figures(row))
            for row in rows
            if row.day is not None
        ],
        invited=total.invited,
    )


def _figures(row: Row[Any]) -> dict[str, Any]:
    came = row.matched + row.in_vain
    return {
        "wait_p50_seconds": few.wait(row.p50, row.waits),
        "wait_p95_seconds": few.wait(row.p95, row.waits),
        "came": came,
        "matched": row.matched,
        "match_rate": few.rate(row.matched, came),
        "level_gaps": Gaps(none=row.none, one=row.one, two=row.two),
        "no_shows": row.no_shows,
        "no_show_rate": few.rate(row.no_shows, row.no_shows + row.completed),
        "interviews": row.interviews,
        "ended": row.ended,
        "abandoned": row.abandoned,
        "completion_rate": few.rate(row.ended, row.ended + row.abandoned),
        "feedbacks": row.feedbacks,
        "helpful_votes": row.helpful_votes,
        "helpful": row.helpful,
        "helpful_rate": few.rate(row.helpful, row.helpful_votes),
    }
