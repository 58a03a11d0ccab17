"""One person's progress: one statement over their interviews and the feedback on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar, get_args

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.analytics import few, weeks
from mockmate_api.analytics.advice import advise, advise_interviewer
from mockmate_api.analytics.schemas import (
    AsInterviewer,
    ComparedRatings,
    DimensionRatings,
    Evidence,
    HelpfulFeedback,
    InterviewerDimension,
    InterviewerDimensionRatings,
    InvitedPractice,
    LevelPractice,
    MyAnalytics,
    Ratings,
    Standout,
    Streak,
    TagPractice,
    TopicPractice,
    WeekOfPractice,
    WeekOfRatings,
)
from mockmate_api.reviews.question_sql import WAS_ASKED
from shared.core import clock, shrinking
from shared.core.local_time import zone_of
from shared.core.settings import Settings
from shared.models import BELONGS_TO_TOPIC, User, was_invited

_WEEKS_SHOWN = 104
_ENOUGH = 3
_EVIDENCE = 3

# Weeks are passed as the moments they begin at, so only Python has to know the person's time zone.
# `readable` repeats the rule of `feedback_view.visible` for one reader.
_PROGRESS = text(
    f"""
    WITH held AS (
        SELECT i.id, i.interview_type, p.difficulty, i.started_at, i.ended_at,
            extract(epoch FROM i.ended_at - i.started_at) / 60 AS minutes,
            greatest(1, width_bucket(i.started_at, CAST(:weeks AS timestamptz[]))) AS week,
            coalesce(q.tags, '{{}}') AS tags, q.id AS question_id, {was_invited("i")} AS invited
        FROM participants p
            JOIN interviews i ON i.id = p.interview_id
            LEFT JOIN questions q ON q.id = p.question_id AND {WAS_ASKED}
        WHERE p.user_id = :me AND i.status = 'ended'
    ), mine AS (
        SELECT * FROM held WHERE NOT invited
    ), readable_all AS (
        SELECT m.*, f.id AS feedback_id, f.did_well, f.to_improve, f.would_pass, f.overall, f.communication,
            f.problem_solving, f.technical, f.rubric, f.rates_interviewee, f.as_interviewer
        FROM held m JOIN feedback f ON f.interview_id = m.id AND f.subject_id = :me
        WHERE m.ended_at < now() - CAST(:reveal AS interval)
            OR EXISTS (SELECT FROM feedback a WHERE a.interview_id = m.id AND a.author_id = :me)
    ), readable AS (
        SELECT * FROM readable_all WHERE NOT invited
    ), said AS (
        SELECT * FROM readable WHERE rates_interviewee
    ), as_interviewer AS (
        SELECT r.week, d.dimension, CAST(r.as_interviewer ->> d.dimension AS int) AS rating
        FROM readable r CROSS JOIN unnest(CAST(:interviewer_dimensions AS text[])) AS d(dimension)
        WHERE r.as_interviewer ? d.dimension
    ), rated AS (
        SELECT s.id, s.week, s.started_at, s.feedback_id, s.did_well, s.to_improve, d.dimension, d.rating,
            row_number() OVER (PARTITION BY d.dimension ORDER BY d.rating DESC, s.started_at DESC, s.id) AS from_best,
            row_number() OVER (PARTITION BY d.dimension ORDER BY d.rating, s.started_at DESC, s.id) AS from_worst
        FROM said s CROSS JOIN LATERAL (
            VALUES ('overall', s.overall),
                ('communication', coalesce(CAST(s.rubric ->> 'communication' AS int), s.communication)),
                ('problem_solving', coalesce(CAST(s.rubric ->> 'problem_solving' AS int), s.problem_solving)),
                ('technical', s.technical),
                ('structure', CAST(s.rubric ->> 'structure' AS int)),
                ('ownership', CAST(s.rubric ->> 'ownership' AS int)),
                ('impact', CAST(s.rubric ->> 'impact' AS int)),
                ('code', CAST(s.rubric ->> 'code' AS int)),
                ('testing', CAST(s.rubric ->> 'testing' AS int))
        ) AS d(dimension, rating)
        WHERE d.rating IS NOT NULL
    ), tagged AS (
        SELECT t.tag, m.id, s.overall
        FROM mine m
            CROSS JOIN LATERAL unnest(m.tags) AS t(tag)
            LEFT JOIN said s ON s.id = m.id
    ), on_topic AS (
        SELECT t.slug AS topic, t.interview_type, s.overall
        FROM mine m
            JOIN questions q ON q.id = m.question_id
            JOIN topics t ON {BELONGS_TO_TOPIC}
            LEFT JOIN said s ON s.id = m.id
    )
    SELECT
        (SELECT coalesce(jsonb_agg(x ORDER BY x.week), '[]') FROM (
            SELECT week, count(*) AS interviews, sum(minutes) AS minutes FROM mine GROUP BY week
        ) AS x) AS weeks,
        (SELECT avg(CAST(would_pass AS int)) FROM said) AS would_pass,
        (SELECT coalesce(jsonb_agg(x ORDER BY x.dimension, x.week NULLS FIRST), '[]') FROM (
            SELECT dimension, week, count(*), avg(rating) AS mean, stddev_samp(rating) AS spread
            FROM rated GROUP BY GROUPING SETS ((dimension), (dimension, week))
        ) AS x) AS dimensions,
        (SELECT coalesce(jsonb_agg(x ORDER BY x.dimension, x.week NULLS FIRST), '[]') FROM (
            SELECT dimension, week, count(*), avg(rating) AS mean, stddev_samp(rating) AS spread
            FROM as_interviewer GROUP BY GROUPING SETS ((dimension), (dimension, week))
        ) AS x) AS interviewer_dimensions,
        (SELECT coalesce(jsonb_agg(x ORDER BY x.interviews DESC, x.tag), '[]') FROM (
            SELECT tag, count(*) AS interviews, count(overall), avg(overall) AS mean, stddev_samp(overall) AS spread
            FROM tagged GROUP BY tag
        ) AS x) AS tags,
        (SELECT coalesce(jsonb_agg(x ORDER BY x.interviews DESC, x.topic), '[]') FROM (
            SELECT topic, interview_type, count(*) AS interviews, count(overall),
                avg(overall) AS mean, stddev_samp(overall) AS spread
            FROM on_topic GROUP BY topic, interview_type
        ) AS x) AS topics,
        (SELECT coalesce(jsonb_agg(x ORDER BY x.interview_type, x.difficulty), '[]') FROM (
            SELECT m.interview_type, m.difficulty, count(*) AS interviews, count(s.overall),
                avg(s.overall) AS mean, stddev_samp(s.overall) AS spread, avg(CAST(s.would_pass AS int)) AS would_pass
            FROM mine m LEFT JOIN said s ON s.id = m.id
            GROUP BY m.interview_type, m.difficulty
        ) AS x) AS levels,
        (SELECT coalesce(jsonb_agg(x ORDER BY x.dimension, x.from_best), '[]') FROM (
            SELECT dimension, id, feedback_id, rating, did_well, to_improve, from_best, from_worst
            FROM rated WHERE from_best <= :evidence OR from_worst <= :evidence
        ) AS x) AS evidence,
        (SELECT jsonb_build_object('votes', count(helpful), 'helpful', count(*) FILTER (WHERE helpful))
            FROM feedback WHERE author_id = :me AND {shrinking.AMONG_STRANGERS}) AS feedback_given,
        (SELECT jsonb_build_object('interviews', count(*), 'minutes', coalesce(sum(minutes), 0))
            FROM held WHERE invited) AS invited,
        (SELECT jsonb_build_object('count', count(*), 'mean', avg(overall), 'spread', stddev_samp(overall))
            FROM readable_all WHERE invited AND rates_interviewee) AS invited_overall,
        {shrinking.SITE_HELPFUL} AS site_helpful,
        {shrinking.SITE_AS_INTERVIEWEE} AS site,
        {shrinking.SITE_AS_INTERVIEWER} AS site_as_interviewer
    """  # noqa: S608 - ours
)


def of(session: Session, settings: Settings, user: User) -> MyAnalytics:
    """Return a person's progress up to now."""
    zone = zone_of(user.time_zone)
    known = weeks.between(zone, user.created_at, clock.now(session))
    row = session.execute(
        _PROGRESS,
        {
            "me": user.id,
            "weeks": [week.begins_at for week in known],
            "reveal": timedelta(hours=settings.feedback_reveal_hours),
            "evidence": _EVIDENCE,
            "interviewer_dimensions": list(get_args(InterviewerDimension.__value__)),
        },
    ).one()
    mondays = {number: week.monday for number, week in enumerate(known, start=1)}
    practice = {each["week"]: each for each in row.weeks}
    current, longest = weeks.streaks(practice, present=len(known))
    dimensions = _dimensions(DimensionRatings, row.dimensions, mondays, row.site)
    as_interviewer = _dimensions(
        InterviewerDimensionRatings, row.interviewer_dimensions, mondays, row.site_as_interviewer
    )
    strongest, weakest = _standouts(dimensions, row.evidence)
    tags = [
        TagPractice(tag=each["tag"], interviews=each["interviews"], overall=_compared(each, row.site))
        for each in row.tags
    ]
    levels = [_level(each) for each in row.levels]
    return MyAnalytics(
        time_zone=zone.key,
        interviews=sum(each["interviews"] for each in practice.values()),
        minutes=round(sum(each["minutes"] for each in practice.values()), 1),
        would_pass=_rounded(row.would_pass),
        streak=Streak(current_weeks=current, longest_weeks=longest),
        weeks=_weeks(practice, mondays),
        dimensions=dimensions,
        tags=tags,
        topics=[
            TopicPractice(
                topic=each["topic"],
                interview_type=each["interview_type"],
                interviews=each["interviews"],
                overall=_compared(each, row.site),
            )
            for each in row.topics
        ],
        levels=levels,
        strongest=strongest,
        weakest=weakest,
        next=advise(levels, tags, weakest),
        as_interviewer=AsInterviewer(dimensions=as_interviewer, advice=advise_interviewer(as_interviewer)),
        feedback_given=_helpful(row.feedback_given, row.site_helpful),
        invited=InvitedPractice(
            interviews=row.invited["interviews"],
            minutes=round(row.invited["minutes"], 1),
            overall=_ratings(row.invited_overall),
        ),
    )


def _helpful(given: Mapping[str, int], site: float) -> HelpfulFeedback | None:
    votes, helpful = given["votes"], given["helpful"]
    if votes < few.FEWEST:
        return None
    drawn = shrinking.shrunk(helpful / votes, float(votes), site)
    return HelpfulFeedback(helpful=helpful, votes=votes, shrunk=round(drawn, 2))


def _weeks(practice: Mapping[int, Any], mondays: Mapping[int, date]) -> list[WeekOfPractice]:
    """Return the weeks since the first with practice, including those without any."""
    if not practice:
        return []
    first = max(min(practice), len(mondays) - _WEEKS_SHOWN + 1)
    nothing = {"interviews": 0, "minutes": 0}
    return [
        WeekOfPractice(week=mondays[number], interviews=done["interviews"], minutes=round(done["minutes"], 1))
        for number in range(first, len(mondays) + 1)
        for done in [practice.get(number, nothing)]
    ]


_Ratings = TypeVar("_Ratings", DimensionRatings, InterviewerDimensionRatings)


def _dimensions(
    of: type[_Ratings], rows: Sequence[Mapping[str, Any]], mondays: Mapping[int, date], site: float
) -> list[_Ratings]:
    by_week: dict[str, list[WeekOfRatings]] = defaultdict(list)
    for each in rows:
        if each["week"] is not None:
            by_week[each["dimension"]].append(WeekOfRatings(week=mondays[each["week"]], **dict(_ratings(each))))
    return [
        of(dimension=each["dimension"], weeks=by_week[each["dimension"]], **dict(_compared(each, site)))
        for each in rows
        if each["week"] is None
    ]


def _standouts(
    dimensions: Sequence[DimensionRatings], evidence: Sequence[Mapping[str, Any]]
) -> tuple[Standout | None, Standout | None]:
    """Return the dimensions that are surely the highest and the lowest; among equals, the one rated more often."""
    fit = [
        (one.shrunk, one.mean, one)
        for one in dimensions
        if one.dimension != "overall" and one.mean is not None and one.shrunk is not None and one.count >= _ENOUGH
    ]
    if len({mean for _, mean, _ in fit}) < 2:
        return None, None
    best = max(fit, key=lambda each: (each[0], each[2].count))[1:]
    worst = min(fit, key=lambda each: (each[0], -each[2].count))[1:]
    return _standout(*best, evidence, "from_best", "did_well"), _standout(*worst, evidence, "from_worst", "to_improve")


def _standout(
    mean: float, ratings: DimensionRatings, evidence: Sequence[Mapping[str, Any]], order: str, words: str
) -> Standout:
    chosen = [one for one in evidence if one["dimension"] == ratings.dimension and one[order] <= _EVIDENCE]
    return Standout(
        dimension=ratings.dimension,
        mean=mean,
        count=ratings.count,
        evidence=[
            Evidence(interview_id=one["id"], feedback_id=one["feedback_id"], rating=one["rating"], words=one[words])
            for one in sorted(chosen, key=lambda one: int(one[order]))
        ],
    )


def _level(row: Mapping[str, Any]) -> LevelPractice:
    return LevelPractice(
        interview_type=row["interview_type"],
        difficulty=row["difficulty"],
        interviews=row["interviews"],
        overall=_ratings(row),
        would_pass=_rounded(row["would_pass"]),
    )


def _ratings(row: Mapping[str, Any]) -> Ratings:
    return Ratings(count=row["count"], mean=_rounded(row["mean"]), spread=_rounded(row["spread"]))


def _compared(row: Mapping[str, Any], site: float) -> ComparedRatings:
    mean = row["mean"]
    shrunk = None if mean is None else shrinking.shrunk(float(mean), float(row["count"]), site)
    return ComparedRatings(**dict(_ratings(row)), shrunk=_rounded(shrunk))


def _rounded(value: Any) -> float | None:
    return None if value is None else round(float(value), 2)
