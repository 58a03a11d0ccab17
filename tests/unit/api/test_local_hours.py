"""The hours of a place as moments: by the clocks there, across clock changes. Each value was worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from mockmate_api.attendance.local_hours import WEEK, WEEKS, LocalHour, coming, past

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
KATHMANDU = ZoneInfo("Asia/Kathmandu")


def utc(month: int, day: int, hour: int, minute: int = 0, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_the_coming_hours_begin_with_the_next_full_one_and_end_a_week_later():
    # Friday, 17:20 in Berlin, in winter: an hour ahead of UTC.
    hours = coming(BERLIN, utc(1, 15, 16, 20))
    assert len(hours) == WEEK
    assert hours[0] == LocalHour(utc(1, 15, 17), utc(1, 15, 18))
    assert hours[-1] == LocalHour(utc(1, 22, 16), utc(1, 22, 17))


def test_at_a_full_hour_that_hour_has_begun():
    assert coming(BERLIN, utc(1, 15, 16))[0].begins_at == utc(1, 15, 17)


def test_hours_begin_when_the_clocks_of_the_place_say_so():
    # 18:10 in Kathmandu, which is 5:45 ahead; the next hour there is 19:00.
    assert coming(KATHMANDU, utc(1, 15, 12, 25))[0] == LocalHour(utc(1, 15, 13, 15), utc(1, 15, 14, 15))


def test_the_same_hour_of_four_weeks_is_the_same_by_the_clocks_before_and_after_summer_begins():
    # Clocks in Berlin go forward on March 28, 2027, at 2:00. It is Tuesday, April 6, 12:30 there, in summer.
    now = utc(4, 6, 10, 30)
    bounds = past(BERLIN, now)
    assert len(bounds) == WEEKS * WEEK + 1
    assert bounds[-1] == utc(4, 6, 11)
    # 18:00 is five hours after the next full one, 13:00; it is 16:00 UTC in summer and 17:00 UTC in winter.
    assert coming(BERLIN, now)[5].begins_at == utc(4, 6, 16)
    evenings = [bounds[5 + week * WEEK] for week in range(WEEKS)]
    assert evenings == [utc(3, 9, 17), utc(3, 16, 17), utc(3, 23, 17), utc(3, 30, 16)]


def test_the_same_hour_of_four_weeks_is_the_same_by_the_clocks_before_and_after_summer_ends():
    # Clocks in New York go back on November 7, 2027. It is Wednesday, November 10, 9:05 there, in winter.
    now = utc(11, 10, 14, 5)
    bounds = past(NEW_YORK, now)
    # 20:00 is ten hours after the next full one, 10:00; it is 00:00 UTC of the next day in summer, and 01:00 in winter.
    assert coming(NEW_YORK, now)[10].begins_at == utc(11, 11, 1)
    evenings = [bounds[10 + week * WEEK] for week in range(WEEKS)]
    assert evenings == [utc(10, 14, 0), utc(10, 21, 0), utc(10, 28, 0), utc(11, 4, 0)]


def test_an_hour_that_clocks_skip_has_no_length():
    # It is Saturday, March 27, 2027, 23:30 in Berlin. On Sunday, 2:00 to 3:00 does not exist.
    hours = coming(BERLIN, utc(3, 27, 22, 30))
    assert hours[:4] == [
        LocalHour(utc(3, 27, 23), utc(3, 28, 0)),
        LocalHour(utc(3, 28, 0), utc(3, 28, 1)),
        LocalHour(utc(3, 28, 1), utc(3, 28, 1)),
        LocalHour(utc(3, 28, 1), utc(3, 28, 2)),
    ]


def test_an_hour_that_clocks_repeat_has_two():
    # It is Saturday, October 30, 2027, 23:30 in Berlin. On Sunday, 2:00 to 3:00 comes twice.
    hours = coming(BERLIN, utc(10, 30, 21, 30))
    assert hours[2] == LocalHour(utc(10, 31, 0), utc(10, 31, 2))
    assert hours[3] == LocalHour(utc(10, 31, 2), utc(10, 31, 3))


def test_in_the_second_of_two_repeated_hours_the_next_one_is_the_one_after_both():
    # 2:30 in Berlin, for the second time.
    assert coming(BERLIN, utc(10, 31, 1, 30))[0] == LocalHour(utc(10, 31, 2), utc(10, 31, 3))


def test_in_the_first_of_two_repeated_hours_the_present_one_goes_on():
    # 2:30 in Berlin, for the first time: 3:00 is an hour and a half away.
    assert coming(BERLIN, utc(10, 31, 0, 30))[0] == LocalHour(utc(10, 31, 2), utc(10, 31, 3))


def test_half_an_hour_that_clocks_skip_leaves_the_other_half():
    # On Lord Howe Island, 2:00 to 2:30 does not exist on October 3, 2027: clocks go from 10:30 to 11 hours ahead. It is
    # 1:20 there.
    assert coming(ZoneInfo("Australia/Lord_Howe"), utc(10, 2, 14, 50))[0] == LocalHour(
        utc(10, 2, 15, 30), utc(10, 2, 16)
    )


def test_all_hours_are_in_order_and_without_gaps_wherever_clocks_change():
    for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia"):
        zone = ZoneInfo(name)
        for day in range(0, 365, 5):
            now = utc(1, 1, 0, 10) + timedelta(days=day)
            bounds, hours = past(zone, now), coming(zone, now)
            assert bounds == sorted(bounds)
            assert hours[0].begins_at == bounds[-1] > now
            assert all(one.ends_at == next_one.begins_at for one, next_one in pairwise(hours))
