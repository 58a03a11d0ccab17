"""What time brings about: no-shows, interviews whose time is up, rooms that close, the rolling schedule, old keys.

Every job is SQL that any process may run at any time; running one twice changes nothing twice. One that works through
items finds them first and processes them by `parking.process`, so that one of them cannot hold up the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail, reminders, summaries, timers, watches
from mockmate_ws.presence import participants, socket_registry
from shared.core import audit, parking
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import MatchPeerNoShow
from shared.mail import outbox
from shared.matching import bookings, interviews, schedule
from shared.models import Booking, BookingStatus, Interview, InterviewStatus, Participant

# A practice booking whose person has been gone this long is given up; a restart of this service takes less.
STALE_PRACTICE = timedelta(minutes=10)
KEYS_KEPT = timedelta(hours=24)
NEWS_KEPT = timedelta(days=90)
_BATCH = 50
_INTERVIEW = "CAST(interviews.id AS text)"
_BOOKING = "CAST(b.id AS text)"


class Job(NamedTuple):
    """Something to do every so many seconds; returns how much it changed."""

    name: str
    every_seconds: float
    work: Callable[[Session, Settings], int]


def give_up_no_shows(session: Session, settings: Settings) -> int:
    """Abandon interviews that were not started in time: the absent are no-shows, the present wait again."""
    overdue = (
        select(Interview.id)
        .where(
            Interview.status == InterviewStatus.MATCHED,
            Interview.start_by < text("now()"),
            text(parking.is_free("give_up_no_shows", _INTERVIEW)),
        )
        .order_by(Interview.start_by)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(overdue).all()
    return parking.process(session, "give_up_no_shows", found, partial(_abandon, session, settings))


def _abandon(session: Session, settings: Settings, interview_ids: Sequence[UUID]) -> int:
    for interview_id in interview_ids:
        interview = session.get_one(Interview, interview_id, populate_existing=True)
        people = _participants(session, interview_id)
        absent = [user_id for user_id, one in people.items() if one.started_at is None]
        interviews.abandon(session, settings, interview, people, absent=absent)
        event_log.append_many(
            session,
            [
                (
                    event_log.user(user_id),
                    MatchPeerNoShow(
                        interview_id=interview.id, absent=sorted(absent), waiting_again=user_id not in absent
                    ),
                )
                for user_id in sorted(people)
            ],
        )
    return len(interview_ids)


def end_interviews(session: Session, settings: Settings) -> int:
    """End live interviews whose time is up."""
    overdue = (
        select(Interview.id)
        .where(
            Interview.status == InterviewStatus.LIVE,
            Interview.ends_at < text("now()"),
            text(parking.is_free("end_interviews", _INTERVIEW)),
        )
        .order_by(Interview.ends_at)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(overdue).all()
    return parking.process(session, "end_interviews", found, partial(_finish, session))


def _finish(session: Session, interview_ids: Sequence[UUID]) -> int:
    for interview_id in interview_ids:
        interview = session.get_one(Interview, interview_id, populate_existing=True)
        people = _participants(session, interview_id)
        interviews.finish(session, interview, people.values(), reason="time_is_up")
    return len(interview_ids)


def _participants(session: Session, interview_id: UUID) -> dict[int, Participant]:
    rows = session.scalars(
        select(Participant).where(Participant.interview_id == interview_id).order_by(Participant.seat).with_for_update()
    )
    return {one.user_id: one for one in rows}


_OVER = text(
    f"""
    SELECT b.id FROM bookings b JOIN slots s ON s.id = b.slot_id
    WHERE b.status IN ('booked', 'waiting') AND s.starts_at < now() - :closes
        AND {parking.is_free("close_rooms", _BOOKING)}
    ORDER BY b.id LIMIT 500 FOR UPDATE OF b SKIP LOCKED
    """  # noqa: S608 - ours
)


def close_rooms(session: Session, settings: Settings) -> int:
    """Expire bookings that still wait when a room closes; who never entered it is a no-show."""
    over = session.scalars(_OVER, {"closes": timedelta(minutes=settings.room_closes_minutes)}).all()
    return parking.process(session, "close_rooms", over, partial(_close, session))


def _close(session: Session, booking_ids: Sequence[int]) -> int:
    is_waiting = Booking.id.in_(booking_ids), Booking.status == BookingStatus.WAITING
    waiting = set(session.scalars(select(Booking.id).where(*is_waiting)))
    bookings.expire(session, sorted(waiting))
    bookings.miss(session, [booking_id for booking_id in booking_ids if booking_id not in waiting])
    return len(booking_ids)


_STALE = text(
    f"""
    SELECT b.id FROM bookings b JOIN slots s ON s.id = b.slot_id
    WHERE s.starts_at IS NULL AND (
        b.status = 'waiting' AND b.present_until < now() - :stale OR b.status = 'booked' AND b.ends_at < now()
    )
        AND {parking.is_free("clear_practice", _BOOKING)}
    ORDER BY b.id LIMIT 500 FOR UPDATE OF b SKIP LOCKED
    """  # noqa: S608 - ours
)


def clear_practice(session: Session, settings: Settings) -> int:
    """Expire practice bookings whose person did not come back."""
    stale = session.scalars(_STALE, {"stale": STALE_PRACTICE}).all()
    return parking.process(session, "clear_practice", stale, partial(_expire, session))


def _expire(session: Session, booking_ids: Sequence[int]) -> int:
    bookings.expire(session, booking_ids)
    return len(booking_ids)


def prune(session: Session, settings: Settings) -> int:
    """Delete expired single-use tokens, old command ids and news, watches that are over, and old audit entries."""
    spent = session.execute(text("DELETE FROM one_time_tokens WHERE expires_at < now() RETURNING purpose")).all()
    keys = session.execute(
        text("DELETE FROM idempotency_keys WHERE created_at < now() - :kept RETURNING user_id"), {"kept": KEYS_KEPT}
    ).all()
    # Rooms keep their events: they are the interview's history. Old ones are looked for once: a planner that takes the
    # table for a small one would look for them again for each of its rows, which took longer than a statement may.
    told = session.execute(
        text(
            'WITH old AS MATERIALIZED (SELECT stream, "offset" FROM events'
            " WHERE at < now() - :kept AND stream LIKE 'user:%' LIMIT 5000) DELETE FROM events e USING old"
            ' WHERE e.stream = old.stream AND e."offset" = old."offset" RETURNING e."offset"'
        ),
        {"kept": NEWS_KEPT},
    ).all()
    past = session.execute(
        text("DELETE FROM slot_watches w USING slots s WHERE s.id = w.slot_id AND s.starts_at < now() RETURNING s.id")
    ).all()
    reminded = session.execute(
        text("DELETE FROM booking_reminders WHERE starts_at < now() - :kept RETURNING minutes"), {"kept": KEYS_KEPT}
    ).all()
    return len(spent) + len(keys) + len(told) + len(past) + len(reminded) + audit.prune(session)


JOBS = (
    Job("give_up_no_shows", 2, give_up_no_shows),
    Job("announce_left", 2, lambda session, _: participants.announce_left(session)),
    Job("tell_time", 2, lambda session, _: timers.tell_time(session)),
    Job("end_interviews", 5, end_interviews),
    Job("close_rooms", 10, close_rooms),
    Job("clear_practice", 60, clear_practice),
    Job("forget_the_dead", 30, lambda session, _: socket_registry.remove_dead(session)),
    Job("remind", 15, reminders.remind),
    Job("tell_watchers", 5, watches.tell),
    Job("write_summaries", 300, summaries.write),
    Job("write_letters", 5, notification_mail.write),
    Job("roll_schedule", 600, schedule.generate),
    Job("prune", 600, prune),
    Job("prune_mail", 3600, outbox.prune),
)
