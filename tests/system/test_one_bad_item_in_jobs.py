"""One item that cannot be processed, in every job: the others are done, also after a restart, and it is done later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from mockmate_api import create_app
from shared.core.settings import Settings
from tests.clients import wait_until
from tests.sockets import AsProcess
from tests.system.bad_items import Ward, failing, register_confirmed, retry, run


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


def test_somebody_to_whom_nothing_can_be_told_holds_up_nobody_in_any_job(app: Flask, start: Callable[[], AsProcess]):
    ward = Ward(app)
    ward.add("give_up_no_shows", "match.peer_no_show", ward.not_started)
    ward.add("announce_left", "peer.left", ward.gone)
    ward.add("tell_time", "timer.half", ward.half_over)
    ward.add("end_interviews", "interview.ended", ward.overdue)
    ward.add("close_rooms", "booking.changed", ward.missed)
    ward.add("clear_practice", "match.expired", ward.waiting_for_long)
    ward.add("remind", "booking.reminder", ward.reminded)
    ward.add("tell_watchers", "slot.available", ward.watching)
    ward.add("write_summaries", "week.summarized", ward.summarized)
    ward.infect()
    process = start()
    for job, awaited in ward.awaited.items():
        wait_until(lambda job=job, awaited=awaited: ward.told(ward.well[job], awaited))  # type: ignore[misc]
    wait_until(lambda: failing(process) == dict.fromkeys(ward.awaited, 1))
    process.kill()
    process = start()
    assert failing(process) == dict.fromkeys(ward.awaited, 1)
    late = ward.missed()
    wait_until(lambda: ward.told(late, "booking.changed"))
    assert not any(ward.told(ward.ill[job], awaited) for job, awaited in ward.awaited.items())
    ward.heal()
    retry(ward.somebody)
    # Each job is due when a process starts; some of them only minutes later otherwise.
    process.kill()
    process = start()
    for job, awaited in ward.awaited.items():
        wait_until(lambda job=job, awaited=awaited: ward.told(ward.ill[job], awaited))  # type: ignore[misc]
    wait_until(lambda: failing(process) == {})


def test_what_is_no_longer_due_is_forgotten(app: Flask, start: Callable[[], AsProcess]):
    ward = Ward(app)
    ward.add("remind", "booking.reminder", ward.reminded)
    ward.infect()
    process = start()
    wait_until(lambda: failing(process) == {"remind": 1})
    run(ward.somebody, "UPDATE bookings SET status = 'cancelled'")
    retry(ward.somebody)
    wait_until(lambda: failing(process) == {})


def test_a_template_of_an_unknown_zone_is_left_out_and_the_others_are_planned(
    app: Flask, start: Callable[[], AsProcess]
):
    alice = register_confirmed(app, "alice")
    insert = (
        "INSERT INTO slot_templates (interview_type, weekday, local_time, time_zone, capacity)"
        " VALUES (:type, :day, '10:00', :zone, 3)"
    )
    for interview_type in ("technical", "behavioral"):
        run(alice, insert, type=interview_type, day=2, zone="Mars/Olympus")
    run(alice, insert, type="technical", day=4, zone="Europe/Berlin")
    planned = (
        "SELECT extract(isodow FROM starts_at) AS day FROM slots WHERE interview_type = :type AND starts_at > now()"
    )
    process = start()
    wait_until(lambda: {row.day for row in run(alice, planned, type="technical")} == {4})
    wait_until(lambda: failing(process) == {"roll_schedule": 2})
    assert run(alice, planned, type="behavioral") == []
    admin = register_confirmed(app, "admin")
    run(admin, "UPDATE users SET is_admin = true WHERE id = :me", me=admin.id)
    body = {"interview_type": "technical", "weekday": 5, "local_time": "11:00", "time_zone": "UTC", "capacity": 2}
    admin.post("/admin/slot-templates", body, status=201)
    assert {row.day for row in run(alice, planned, type="technical")} == {4, 5}
    run(alice, "UPDATE slot_templates SET time_zone = 'Europe/Berlin' WHERE time_zone = 'Mars/Olympus'")
    retry(alice)
    admin.post("/admin/slots/generate", status=200)
    assert {row.day for row in run(alice, planned, type="technical")} == {2, 4, 5}
    assert {row.day for row in run(alice, planned, type="behavioral")} == {2}
    assert failing(process) == {}
