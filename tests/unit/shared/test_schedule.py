"""When slots of templates start: local times, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from shared.matching.schedule import starts
from shared.models import InterviewType, SlotTemplate


def template(weekday: int, at: str, zone: str, capacity: int = 5) -> SlotTemplate:
    return SlotTemplate(
        interview_type=InterviewType.TECHNICAL,
        weekday=weekday,
        local_time=time.fromisoformat(at),
        time_zone=zone,
        capacity=capacity,
    )


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def hours(one: SlotTemplate, begin: str, days: int) -> list[str]:
    return [f"{at:%d %H:%M}" for at in starts([one], utc(begin), utc(begin) + timedelta(days=days))]


def test_an_evening_stays_an_evening_when_clocks_change_in_either_hemisphere():
    assert hours(template(7, "18:00", "Europe/Berlin"), "2027-03-15", 22) == ["21 17:00", "28 16:00", "04 16:00"]
    assert hours(template(7, "18:00", "Europe/Berlin"), "2027-10-18", 22) == ["24 16:00", "31 17:00", "07 17:00"]
    assert hours(template(7, "18:00", "Australia/Sydney"), "2027-09-20", 22) == ["26 08:00", "03 07:00", "10 07:00"]
    assert hours(template(7, "18:00", "Australia/Sydney"), "2027-03-22", 22) == ["28 07:00", "04 08:00", "11 08:00"]


def test_a_time_that_clocks_skip_comes_later_and_one_that_they_repeat_comes_once():
    assert hours(template(7, "02:30", "Europe/Berlin"), "2027-03-22", 7) == ["28 01:30"]
    assert hours(template(7, "02:30", "Europe/Berlin"), "2027-10-25", 7) == ["31 00:30"]


def test_a_leap_day_is_a_day():
    assert hours(template(2, "10:00", "UTC"), "2028-02-27", 8) == ["29 10:00"]


def test_the_day_is_that_of_the_zone():
    assert hours(template(1, "00:30", "Pacific/Kiritimati"), "2027-01-01", 5) == ["03 10:30"]
    assert hours(template(1, "23:30", "Pacific/Pago_Pago"), "2027-01-01", 5) == ["05 10:30"]
    # A Tuesday already by UTC, and still that Monday there.
    assert hours(template(1, "23:30", "Pacific/Pago_Pago"), "2027-01-05T05:00", 1) == ["05 10:30"]


def test_the_larger_capacity_counts_where_two_meet():
    both = [template(1, "12:00", "UTC", 5), template(1, "21:00", "Asia/Tokyo", 9)]
    assert starts(both, utc("2027-01-01"), utc("2027-01-06")) == {utc("2027-01-04T12:00"): 9}


ZONES = sorted(available_timezones() - {"Factory", "localtime", "posixrules"})


@given(
    weekday=st.integers(1, 7),
    minutes=st.integers(0, 1439),
    zone=st.sampled_from(ZONES),
    days=st.integers(0, 1500),
)
def test_there_is_one_a_week_on_its_day(weekday: int, minutes: int, zone: str, days: int):
    begin = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days)
    at = f"{minutes // 60:02}:{minutes % 60:02}"
    found = list(starts([template(weekday, at, zone)], begin, begin + timedelta(days=28)))
    assert found == sorted(found)
    place = ZoneInfo(zone)
    offsets = {moment.astimezone(place).utcoffset() for moment in (begin, *found, begin + timedelta(days=28))}
    # A change of clocks can put one more or one less between two moments.
    assert len(found) == 4 if len(offsets) == 1 else len(found) in {3, 4, 5}
    for start in found:
        assert begin < start <= begin + timedelta(days=28)
        local = start.astimezone(place)
        # Where clocks skip the time, what is left of the skip comes behind it.
        exact = f"{local:%H:%M}" == at
        assert exact or local.utcoffset() != (local - timedelta(hours=3)).astimezone(UTC).astimezone(place).utcoffset()
        assert not exact or local.isoweekday() == weekday
