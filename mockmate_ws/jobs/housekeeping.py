"""What time brings about: no-shows, interviews whose time is up, rooms that close, the rolling schedule, old keys.

Every job is SQL that any process may run at any time; running one twice changes nothing twice. One that works through
items finds them first and processes them by `parking.process`, so that one of them cannot hold up the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail, reminders, summaries, timers, watches
from mockmate_ws.presence import participants, socket_registry
from shared.core import audit, parking
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.schemas import NextSlot
from shared.events.types import BookingChanged, Event, MatchExpired, MatchPeerNoShow
from shared.mail import outbox
from shared.matching import interviews, schedule
from shared.models import BookingStatus, Interview, InterviewStatus, Participant
from shared.rooms import reliability

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
        absent = {user_id: BookingStatus.NO_SHOW for user_id, one in people.items() if one.started_at is None}
        interviews.abandon(session, settings, interview, people, absent)
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


def close_rooms(session: Session, settings: Settings) -> int:
    """Expire who still waits when a room closes, and mark who never came as a no-show."""
    found = session.scalars(
        text(
            "SELECT b.id FROM bookings b JOIN slots s ON s.id = b.slot_id"  # noqa: S608 - ours
            " WHERE b.status IN ('booked', 'waiting') AND s.starts_at < now() - :closes"
            f" AND {parking.is_free('close_rooms', _BOOKING)} ORDER BY b.id LIMIT 500 FOR UPDATE OF b SKIP LOCKED"
        ),
        {"closes": timedelta(minutes=settings.room_closes_minutes)},
    ).all()
    return parking.process(session, "close_rooms", found, partial(_close, session))


def clear_practice(session: Session, settings: Settings) -> int:
    """Expire practice bookings that nobody came back to."""
    found = session.scalars(
        text(
            "SELECT b.id FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE s.starts_at IS NULL"  # noqa: S608 - ours
            " AND (b.status = 'waiting' AND b.present_until < now() - :stale"
            " OR b.status = 'booked' AND b.ends_at < now())"
            f" AND {parking.is_free('clear_practice', _BOOKING)} ORDER BY b.id LIMIT 500 FOR UPDATE OF b SKIP LOCKED"
        ),
        {"stale": STALE_PRACTICE},
    ).all()
    return parking.process(session, "clear_practice", found, partial(_expire, session))


def _close(session: Session, booking_ids: Sequence[int]) -> int:
    rows = session.execute(
        text(
            "UPDATE bookings SET status = CASE status WHEN 'waiting' THEN 'expired' ELSE 'no_show' END"
            " WHERE id = ANY(:ids) RETURNING id, user_id, slot_id, status"
        ),
        {"ids": list(booking_ids)},
    ).all()
    return _expired(session, rows)


def _expire(session: Session, booking_ids: Sequence[int]) -> int:
    rows = session.execute(
        text("UPDATE bookings SET status = 'expired' WHERE id = ANY(:ids) RETURNING id, user_id, slot_id, status"),
        {"ids": list(booking_ids)},
    ).all()
    return _expired(session, rows)


_NEXT_SLOTS = text(
    "SELECT gone.id AS booking_id, n.id AS slot_id, n.starts_at"
    " FROM bookings gone JOIN slots s ON s.id = gone.slot_id, LATERAL ("
    "SELECT f.id, f.starts_at FROM slots f WHERE f.interview_type = s.interview_type AND f.starts_at > now()"
    " AND f.capacity > (SELECT count(*) FROM bookings t WHERE t.slot_id = f.id"
    " AND t.status IN ('booked', 'waiting', 'matched'))"
    " AND NOT EXISTS (SELECT FROM bookings o WHERE o.user_id = gone.user_id"
    " AND o.status IN ('booked', 'waiting', 'matched') AND o.starts_at < f.ends_at AND o.ends_at > f.starts_at)"
    " ORDER BY f.starts_at LIMIT 3) AS n WHERE gone.id = ANY(:bookings) ORDER BY n.starts_at"
)


def _expired(session: Session, rows: Sequence[Row[Any]]) -> int:
    """Tell the owners of bookings that were just closed: what fits next to who waited, the fact to who never came."""
    waited = [row for row in rows if row.status == BookingStatus.EXPIRED]
    absent = [row for row in rows if row.status == BookingStatus.NO_SHOW]
    fitting: dict[int, list[NextSlot]] = defaultdict(list)
    if waited:
        for row in session.execute(_NEXT_SLOTS, {"bookings": [row.id for row in waited]}):
            fitting[row.booking_id].append(NextSlot(slot_id=row.slot_id, starts_at=row.starts_at))
    told: list[tuple[str, Event]] = [
        (
            event_log.user(row.user_id),
            MatchExpired(slot_id=row.slot_id, booking_id=row.id, next_slots=fitting[row.id]),
        )
        for row in waited
    ]
    told += [
        (
            event_log.user(row.user_id),
            BookingChanged(booking_id=row.id, slot_id=row.slot_id, status=BookingStatus.NO_SHOW),
        )
        for row in absent
    ]
    if told:
        event_log.append_many(session, told)
    reliability.note_no_shows(session, [row.user_id for row in absent])
    return len(rows)


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
