"""Every background job of the scheduler, with its interval.

Every job is SQL that any process may run at any time; a second run has no further effect. A job with several items
first finds them and then processes them with `parking.process`, so that one item cannot hold up the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy.orm import Session

from mockmate_ws.jobs import (
    evidence_ends,
    expiries,
    interview_ends,
    no_shows,
    notification_mail,
    rechecks,
    reminders,
    retention,
    retention_rooms,
    summaries,
    timers,
    watches,
)
from mockmate_ws.presence import participants, socket_registry
from shared.core.settings import Settings
from shared.groups import slots as group_slots
from shared.matching import schedule


class Job(NamedTuple):
    """A function to run every so many seconds; it returns how much it changed."""

    name: str
    every_seconds: float
    work: Callable[[Session, Settings], int]


JOBS: tuple[Job, ...] = (
    Job("give_up_no_shows", 2, no_shows.give_up_no_shows),
    Job("announce_left", 2, lambda session, _: participants.announce_left(session)),
    Job("tell_time", 2, lambda session, _: timers.announce(session)),
    Job("end_interviews", 5, interview_ends.end_interviews),
    Job("close_rooms", 10, expiries.close_waiting_rooms),
    Job("clear_practice", 60, expiries.clear_practice),
    Job("forget_the_dead", 30, lambda session, _: socket_registry.remove_dead(session)),
    Job("complete_evidence", 10, evidence_ends.complete),
    Job("remind", 15, reminders.remind),
    Job("tell_watchers", 5, watches.notify),
    Job("write_summaries", 300, summaries.write),
    Job("write_letters", 5, notification_mail.write),
    Job("roll_schedule", 600, schedule.generate),
    Job(group_slots.JOB, 600, group_slots.plan),
    Job("recheck_parked", 5, lambda session, _: rechecks.recheck_parked(session)),
    Job("prune", 600, retention.prune),
    Job("empty_rooms", 60, retention_rooms.remove),
)
