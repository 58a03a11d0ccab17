"""Means of few ratings, drawn toward the mean of the site: what people and questions are compared and ranked by.

A single rating of 5 says less than twenty of 4.6. So each mean counts as if WEIGHT more ratings, all of them the site's
mean, had been given too: (WEIGHT * site + count * mean) / (WEIGHT + count). This is the posterior mean of a normal mean
with a conjugate prior, known as a Bayesian average; WEIGHT is the variance of single ratings divided by the variance
between those who are rated. See Efron and Morris, "Data Analysis Using Stein's Estimator and Its Generalizations",
Journal of the American Statistical Association 70 (1975), 311-319.

It is for comparing. Where a mean is shown, it is shown as it is, with its count.
"""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import ColumnElement

from shared.models import was_invited

WEIGHT = 5
"""Assumes that single ratings spread by 0.9 around a person's mean, and means of people by 0.4: 0.9² / 0.4² is about 5.

A mean of five ratings is thus half itself, half the site's. Nothing but the order depends on it.
"""
SCALE_MIDDLE = 3
"""The site's mean before anything was rated: the middle of 1 to 5."""

_RECENT, _NEWEST = 2000, 200

AMONG_STRANGERS = f"""NOT EXISTS (
    SELECT FROM interviews met WHERE met.id = feedback.interview_id AND {was_invited("met")}
)"""
"""SQL for whether a feedback is not of an interview that two people arranged: friends rate each other otherwise."""

_Number = TypeVar("_Number", float, ColumnElement[float])


def shrunk(mean: _Number, count: _Number, site: _Number) -> _Number:
    """Return a mean of `count` ratings, drawn toward the mean of the site. Columns give an expression in SQL."""
    return (site * WEIGHT + mean * count) / (count + WEIGHT)


def site_mean(rating: str, condition: str, unknown: float = SCALE_MIDDLE) -> str:
    """Return SQL for the mean of recent feedbacks that fit a condition on `feedback`, or `unknown` without any.

    Recent ones say as much as all would, and are read by the primary key. The newest are left out: they may not be
    readable yet, and on a small site the mean would tell what they say.
    """
    return f"""(
        SELECT CAST(coalesce(avg({rating}), {unknown}) AS double precision)
        FROM feedback CROSS JOIN (SELECT max(id) - {_NEWEST} AS until FROM feedback) AS settled
        WHERE id > settled.until - {_RECENT} AND id <= settled.until AND {condition} AND {AMONG_STRANGERS}
    )"""  # noqa: S608 - ours


SITE_AS_INTERVIEWEE = site_mean("overall", "rates_interviewee")
"""SQL for the site's mean of the overall ratings of answers."""
SITE_AS_INTERVIEWER = site_mean("CAST(as_interviewer ->> 'overall' AS int)", "as_interviewer IS NOT NULL")
"""SQL for the site's mean of the overall ratings of interviewers."""
SITE_HELPFUL = site_mean("CAST(helpful AS int)", "helpful IS NOT NULL", unknown=0.5)
"""SQL for the part of the site's feedback that was found helpful, of what was voted on."""
