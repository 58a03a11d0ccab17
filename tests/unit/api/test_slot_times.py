"""Times of the day as moments: nights that began yesterday, and days that are longer or shorter than others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mockmate_api.slots.listing import times_of
from mockmate_api.slots.schemas import SlotQuery

BERLIN = ZoneInfo("Europe/Berlin")


def query(**given: str) -> SlotQuery:
    return SlotQuery.model_validate(given)


def test_a_night_that_has_begun_yesterday_is_not_over():
    now = datetime(2027, 1, 15, 0, 30, tzinfo=BERLIN)
    first = times_of(query(from_time="22:00", to_time="02:00"), BERLIN, now)[0]
    assert first == (datetime(2027, 1, 14, 21, tzinfo=UTC), datetime(2027, 1, 15, 1, tzinfo=UTC))


def test_a_day_has_as_many_hours_as_its_clocks_say():
    now = datetime(2027, 1, 1, tzinfo=UTC)
    for day, hours in (("2027-03-28", 23), ("2027-10-31", 25), ("2028-02-29", 24)):
        ((begin, end),) = times_of(query(day=day), BERLIN, now)
        assert end - begin == timedelta(hours=hours)
