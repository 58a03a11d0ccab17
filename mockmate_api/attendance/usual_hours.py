"""In which hours of the week people usually come, counted over the last four weeks.

A person has come who entered the waiting room of a slot or of practice and stayed until they were matched, or until it
closed. Rooms that are not for everybody, of groups and of invitations, don't count: whoever is there meets nobody else.
Hours with few people are left out, since they would tell when one of them comes.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.attendance import local_hours
from mockmate_api.attendance.local_hours import LocalHour
from shared.core import ages, clock
from shared.core.settings import Settings
from shared.models import InterviewType, User, is_for_everybody

FEWEST_PEOPLE = 5
"""As few as groups of people may be elsewhere (mockmate_api/analytics/fairness.py)."""
FEWEST_WEEKS = 2


class UsualHour(NamedTuple):
    """An hour in the coming week: in how many of the last four weeks people came then, and how many in all."""

    hour: LocalHour
    weeks: int
    people: int


# Leaving the room clears a booking's waiting time: whoever has one stayed to the end. The hours are numbered by what
# `local_hours.past` returns, which is sorted, so each booking is read and compared once.
_USUAL = text(
    f"""
    SELECT mod(number, :week) AS hour, count(DISTINCT number / :week) AS weeks, count(DISTINCT user_id) AS people
    FROM (
        SELECT b.user_id, width_bucket(b.starts_at, CAST(:bounds AS timestamptz[])) - 1 AS number
        FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN users u ON u.id = b.user_id
        WHERE b.starts_at >= :since AND b.starts_at < :until AND b.waiting_since IS NOT NULL
            AND s.interview_type = :type AND {is_for_everybody("s")} AND b.user_id IS DISTINCT FROM CAST(:but AS bigint)
            AND (CAST(:with_adults AS boolean) IS NULL OR (u.birth_year <= :adults_until) = :with_adults)
    ) AS came
    GROUP BY 1
    HAVING count(DISTINCT number / :week) >= :fewest_weeks AND count(DISTINCT user_id) >= :fewest_people
    ORDER BY 1
    """  # noqa: S608 - ours
)


def usual_hours(
    session: Session, settings: Settings, zone: ZoneInfo, interview_type: InterviewType, *, company_of: User | None
) -> list[UsualHour]:
    """Return the hours of the coming week in which people usually come, soonest first.

    With `company_of`, only people whom that person could meet are counted: others, and within their circle of age.
    """
    now = clock.now(session)
    bounds = local_hours.past(zone, now)
    given = {
        "bounds": bounds,
        "since": bounds[0],
        "until": bounds[-1],
        "type": interview_type.value,
        "but": None if company_of is None else company_of.id,
        "with_adults": _meets_adults(settings, company_of, now),
        "adults_until": ages.last_year_of_adults(settings, now),
        "week": local_hours.WEEK,
        "fewest_weeks": FEWEST_WEEKS,
        "fewest_people": FEWEST_PEOPLE,
    }
    hours = local_hours.coming(zone, now)
    return [UsualHour(hours[row.hour], row.weeks, row.people) for row in session.execute(_USUAL, given)]


def _meets_adults(settings: Settings, person: User | None, now: datetime) -> bool | None:
    """Whether a person meets adults, or minors; None if there is no difference."""
    if person is None or not settings.require_birth_year:
        return None
    return not ages.is_minor(settings, person.birth_year, now)
