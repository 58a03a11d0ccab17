"""What is unusual in the last thirty days: people who meet too often, rings of ratings, misses that push others out.

Each kind is one statement over the interviews or bookings of the period. A finding is a reason to look, not a verdict:
friends who practice together, or a bad line, look the same. Thresholds are constants here, each with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, TextClause, select, text
from sqlalchemy.orm import Session

from mockmate_api.analytics import rings
from mockmate_api.analytics.operator_schemas import Finding, FindingKind, Integrity
from shared.core import clock
from shared.events.schemas import Person
from shared.models import InterviewType, User, was_invited

DAYS = 30
"""Long enough for a habit to show, short enough for what ended to go away."""
MOST = 50
"""Findings of a kind. More of them say that a threshold does not fit the site, and nobody reads them."""

MEETINGS = 4
"""Once a week. The matcher prefers people who have not met, so on a site of any size two rarely meet twice a month."""
OFTENER = 3.0
"""How many times as often as chance would have it. On a site of a few people all meet often, as expected."""
AT_ONCE = timedelta(minutes=2)
"""Nobody can be asked a question, answer it and be rated fairly in that time."""
AT_ONCE_TIMES = 3
"""A call that breaks down and a kind peer explain one or two."""
MISSES = 5
"""Twice a week over the month is more than illness or a bad line; a block is due after two in a row already."""
MISSED_SHARE = 0.5
"""People who book much miss more in numbers. Who misses half of it keeps places from others."""
PEERS_LEFT = 4
"""Peers who missed or declined one and the same person."""
PEERS_LEFT_SHARE = 0.5
"""Half of the matches: about one in ten ends so by chance."""
DIFFERENT_PEERS = 3
"""Fewer would be about those peers rather than about this person."""

# Interviews that two people arrange by invitation are no matter of the matcher.
_MET = f"""
    SELECT i.id, i.status, i.ended_at - i.started_at AS took
    FROM interviews i
    WHERE i.interview_type = ANY(:types) AND i.matched_at >= :from AND i.matched_at < :to AND NOT {was_invited("i")}
"""  # noqa: S608 - ours
# LIMIT 2 (the number of participants) makes the planner use the index, as in the figures of the operator.
_PAIRED = """
    SELECT met.id, least(p.users[1], p.users[2]) AS one, greatest(p.users[1], p.users[2]) AS other
    FROM met CROSS JOIN LATERAL (
        SELECT array_agg(user_id) AS users
        FROM (SELECT user_id FROM participants WHERE interview_id = met.id LIMIT 2) AS seats
    ) AS p
    WHERE met.status = 'ended'
"""
_SAID = """
    SELECT f.author_id, f.subject_id, f.overall, met.took
    FROM met CROSS JOIN LATERAL (
        SELECT author_id, subject_id, overall FROM feedback WHERE interview_id = met.id LIMIT 2
    ) AS f
"""

# Two people who have `a` and `b` of `all` interviews would meet a * b / (2 * all) times if peers were drawn at random.
_PAIRS = text(
    f"""
    WITH met AS ({_MET}), paired AS ({_PAIRED}), said AS ({_SAID}), had AS (
        SELECT user_id, count(*) AS interviews FROM paired, unnest(ARRAY[one, other]) AS user_id GROUP BY user_id
    ), pairs AS (
        SELECT one, other, count(*) AS met FROM paired GROUP BY one, other HAVING count(*) > 1
    ), given AS (
        SELECT author_id, subject_id, count(*) AS ratings, sum(overall) AS total FROM said
        GROUP BY author_id, subject_id
    ), gave AS (
        SELECT author_id, sum(ratings) AS ratings, sum(total) AS total FROM given GROUP BY author_id
    )
    SELECT pairs.one, pairs.other, pairs.met, a.interviews AS of_one, b.interviews AS of_other,
        pairs.met * 2.0 * (SELECT count(*) FROM paired) / (a.interviews * b.interviews) AS oftener,
        coalesce(there.ratings, 0) AS there, coalesce(there.total, 0) AS there_total,
        coalesce(back.ratings, 0) AS back, coalesce(back.total, 0) AS back_total,
        coalesce(by_one.ratings, 0) AS by_one, coalesce(by_one.total, 0) AS by_one_total,
        coalesce(by_other.ratings, 0) AS by_other, coalesce(by_other.total, 0) AS by_other_total
    FROM pairs
        JOIN had a ON a.user_id = pairs.one JOIN had b ON b.user_id = pairs.other
        LEFT JOIN given there ON there.author_id = pairs.one AND there.subject_id = pairs.other
        LEFT JOIN given back ON back.author_id = pairs.other AND back.subject_id = pairs.one
        LEFT JOIN gave by_one ON by_one.author_id = pairs.one
        LEFT JOIN gave by_other ON by_other.author_id = pairs.other
    WHERE pairs.met * 2.0 * (SELECT count(*) FROM paired) >= :oftener * a.interviews * b.interviews
    ORDER BY pairs.met DESC, pairs.one, pairs.other LIMIT 1000
    """  # noqa: S608 - ours
)

_AT_ONCE = text(
    f"""
    WITH met AS ({_MET}), said AS ({_SAID})
    SELECT subject_id AS user_id, count(*) FILTER (WHERE took <= :at_once AND overall = 5) AS count, count(*) AS of
    FROM said GROUP BY subject_id
    HAVING count(*) FILTER (WHERE took <= :at_once AND overall = 5) >= :times
    ORDER BY 2 DESC, 1 LIMIT :most
    """  # noqa: S608 - ours
)

_MISSING = text(
    f"""
    WITH due AS (
        SELECT b.user_id, b.status = 'no_show' OR b.cancelled_late OR EXISTS (
            SELECT FROM participants p WHERE p.user_id = b.user_id AND p.booking_id = b.id AND p.declined_at IS NOT NULL
        ) AS missed
        FROM bookings b WHERE b.starts_at >= :from AND b.starts_at < :to AND NOT {was_invited("b")}
    )
    SELECT user_id, count(*) FILTER (WHERE missed) AS count, count(*) AS of
    FROM due GROUP BY user_id
    HAVING count(*) FILTER (WHERE missed) >= greatest(:times, :share * count(*))
    ORDER BY 2 DESC, 1 LIMIT :most
    """  # noqa: S608 - ours
)

_PEERS_LEAVE = text(
    f"""
    WITH met AS ({_MET}), seats AS (
        SELECT met.id, p.user_id, p.declined_at IS NOT NULL OR b.status = 'no_show' AS gone
        FROM met CROSS JOIN LATERAL (
            SELECT user_id, booking_id, declined_at FROM participants WHERE interview_id = met.id LIMIT 2
        ) AS p CROSS JOIN LATERAL (SELECT status FROM bookings WHERE id = p.booking_id LIMIT 1) AS b
    )
    SELECT me.user_id, count(*) FILTER (WHERE peer.gone AND NOT me.gone) AS count, count(*) AS of,
        count(DISTINCT peer.user_id) FILTER (WHERE peer.gone AND NOT me.gone) AS peers
    FROM seats me JOIN seats peer ON peer.id = me.id AND peer.user_id <> me.user_id
    GROUP BY me.user_id
    HAVING count(*) FILTER (WHERE peer.gone AND NOT me.gone) >= greatest(:times, :share * count(*))
        AND count(DISTINCT peer.user_id) FILTER (WHERE peer.gone AND NOT me.gone) >= :peers
    ORDER BY 2 DESC, 1 LIMIT :most
    """  # noqa: S608 - ours
)

_OF_ONE: Sequence[tuple[FindingKind, TextClause, Mapping[str, Any]]] = (
    ("ends_at_once", _AT_ONCE, {"at_once": AT_ONCE, "times": AT_ONCE_TIMES}),
    ("misses_much", _MISSING, {"times": MISSES, "share": MISSED_SHARE}),
    ("peers_leave", _PEERS_LEAVE, {"times": PEERS_LEFT, "share": PEERS_LEFT_SHARE, "peers": DIFFERENT_PEERS}),
)


def findings(session: Session) -> Integrity:
    """Return what is unusual now, the most of a kind first."""
    to = clock.now(session)
    period = {"from": to - timedelta(days=DAYS), "to": to}
    given = {**period, "types": [one.value for one in InterviewType], "most": MOST}
    pairs = session.execute(_PAIRS, {**given, "oftener": OFTENER}).all()
    found = [
        *(("meets_often", (row.one, row.other), row.met, min(row.of_one, row.of_other), None) for row in _often(pairs)),
        *(("rates_each_other", ring.people, ring.inside, ring.all, ring.means) for ring in rings.find(pairs)[:MOST]),
    ]
    for kind, statement, thresholds in _OF_ONE:
        rows = session.execute(statement, {**given, **thresholds})
        found += [(kind, (row.user_id,), row.count, row.of, None) for row in rows]
    return _shown(session, period["from"], to, found)


def _often(pairs: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    return [row for row in pairs if row.met >= MEETINGS][:MOST]


def _shown(session: Session, since: datetime, until: datetime, found: Sequence[Any]) -> Integrity:
    ids = {user_id for _, people, *_ in found for user_id in people}
    users = session.scalars(select(User).where(User.id.in_(ids), User.deleted_at.is_(None)))
    known = {one.id: Person(id=one.id, username=one.username, full_name=one.full_name) for one in users}
    shown = [
        Finding(
            kind=kind,
            people=[known[user_id] for user_id in people],
            count=count,
            of=of,
            mean_inside=means and means[0],
            mean_outside=means and means[1],
        )
        for kind, people, count, of, means in found
        if known.keys() >= set(people)
    ]
    return Integrity(since=since, until=until, findings=shown)
