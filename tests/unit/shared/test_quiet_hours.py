"""Quiet hours, and when a week is summed up: local clocks, whatever they do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared.mail.preferences import QuietHours, next_summary

BERLIN, SYDNEY = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Sydney")
NIGHT, NOON = QuietHours(time(22), time(7)), QuietHours(time(12), time(13, 30))


def at(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("quiet", "now", "over"),
    [
        (NIGHT, "2027-01-10T21:59", None),
        (NIGHT, "2027-01-10T22:00", "2027-01-11T07:00"),
        (NIGHT, "2027-01-11T06:59", "2027-01-11T07:00"),
        (NIGHT, "2027-01-11T07:00", None),
        (NOON, "2027-01-11T11:59", None),
        (NOON, "2027-01-11T12:00", "2027-01-11T13:30"),
        (NOON, "2027-01-11T13:30", None),
        # The nights in which clocks change are an hour shorter or longer.
        (NIGHT, "2027-03-27T23:00", "2027-03-28T07:00"),
        (NIGHT, "2027-10-30T23:00", "2027-10-31T07:00"),
        (NIGHT, "2028-02-28T23:00", "2028-02-29T07:00"),
    ],
)
def test_mail_waits_until_the_quiet_hours_are_over(quiet: QuietHours, now: str, over: str | None):
    expected = at(over, BERLIN) if over else None
    assert quiet.over_at(at(now, BERLIN), BERLIN) == expected


def test_the_length_of_a_night_follows_the_clocks_of_either_hemisphere():
    def left(now: str, zone: ZoneInfo) -> timedelta:
        moment = at(now, zone)
        over = NIGHT.over_at(moment, zone)
        assert over is not None
        return over - moment

    assert left("2027-03-27T22:00", BERLIN) == timedelta(hours=8)
    assert left("2027-10-30T22:00", BERLIN) == timedelta(hours=10)
    assert left("2027-10-02T22:00", SYDNEY) == timedelta(hours=8)
    assert left("2027-04-03T22:00", SYDNEY) == timedelta(hours=10)


def test_in_an_hour_that_comes_twice_nothing_is_due_in_the_past():
    quiet = QuietHours(time(1), time(2, 30))
    second = datetime(2027, 10, 31, 1, 15, tzinfo=UTC)  # 02:15 in Berlin for the second time
    over = quiet.over_at(second, BERLIN)
    assert over is not None
    assert over >= second


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-01-11T07:59", "2027-01-11T08:00"),
        ("2027-01-11T08:00", "2027-01-18T08:00"),
        ("2027-03-24T12:00", "2027-03-29T08:00"),
        ("2027-01-17T23:59", "2027-01-18T08:00"),
    ],
)
def test_the_next_summary_comes_on_monday_morning(now: str, expected: str):
    assert next_summary(BERLIN, at(now, BERLIN)) == at(expected, BERLIN)
