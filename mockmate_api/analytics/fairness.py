"""Whether everybody waits alike: waits and those left without a partner, by level, spoken language and hour.

One statement over the bookings of a period. Groups that are too small to have a rate are put together.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.analytics import few, operator
from mockmate_api.analytics.operator_schemas import Fairness, OperatorQuery, WaitOfGroup
from shared.models import is_public

# The sizes are counted first, so that the small groups are counted as one from the single waits: percentiles of groups
# can't be put together. Leaving the room clears a booking's waiting time: who has one stayed to the end.
_WAITS = text(
    f"""
    WITH came AS (
        SELECT s.interview_type, b.status = 'expired' AS in_vain,
            CASE WHEN b.status <> 'expired' THEN p.waited_seconds END AS waited,
            b.difficulty, b.language, to_char(b.starts_at AT TIME ZONE 'UTC', 'HH24') AS hour
        FROM bookings b
            JOIN slots s ON s.id = b.slot_id
            LEFT JOIN LATERAL (
                SELECT waited_seconds FROM participants
                WHERE user_id = b.user_id AND booking_id = b.id ORDER BY waited_seconds DESC LIMIT 1
            ) AS p ON b.status <> 'expired'
        WHERE b.starts_at >= :from AND b.starts_at < :to AND b.waiting_since IS NOT NULL
            AND b.status IN ('matched', 'completed', 'no_show', 'cancelled', 'expired') AND {is_public("s")}
    ), by_kind AS (
        SELECT interview_type, kind, of, waited, in_vain,
            count(*) OVER (PARTITION BY interview_type, kind, of) < :fewest AS is_small
        FROM came CROSS JOIN LATERAL (
            VALUES ('by_level', difficulty), ('by_language', language), ('by_hour', hour)
        ) AS each(kind, of)
    )
    SELECT interview_type, kind, CASE WHEN is_small THEN NULL ELSE of END AS of, count(*) AS came,
        count(*) FILTER (WHERE in_vain) AS unmatched,
        count(waited) AS waits,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) AS p50,
        percentile_cont(0.95) WITHIN GROUP (ORDER BY waited) AS p95
    FROM by_kind
    GROUP BY 1, 2, 3
    ORDER BY 1, 2, array_position(ARRAY['easy', 'medium', 'hard'], CASE WHEN is_small THEN NULL ELSE of END), 3
    """  # noqa: S608 - ours
)


def waits(session: Session, query: OperatorQuery) -> Fairness:
    """Return the waits of each group in a period. Raises ValidationFailed if the period is too long."""
    since, until = operator.period(session, query)
    rows = session.execute(_WAITS, {"from": since, "to": until, "fewest": few.FEWEST})
    return Fairness(
        since=since,
        until=until,
        groups=[
            WaitOfGroup(
                interview_type=row.interview_type,
                kind=row.kind,
                of=row.of,
                came=row.came,
                unmatched=row.unmatched,
                unmatched_rate=few.rate(row.unmatched, row.came),
                wait_p50_seconds=few.wait(row.p50, row.waits),
                wait_p95_seconds=few.wait(row.p95, row.waits),
            )
            for row in rows
        ],
    )
