"""What is true now of what a notification told: a room that is over, a seat that is taken again, feedback to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from mockmate_api.notifications.schemas import NotificationState
from mockmate_api.reviews import feedback_view
from shared.core import clock
from shared.core.integers import MAX_ID
from shared.core.settings import Settings
from shared.models import (
    ACTIVE,
    IS_PUBLIC,
    Booking,
    BookingStatus,
    Feedback,
    Interview,
    InterviewStatus,
    Participant,
    Slot,
)

Data = Mapping[str, Any]
States = dict[Any, NotificationState]


class Asking(NamedTuple):
    """Who asks, and where."""

    session: Session
    settings: Settings
    user_id: int


def of(asking: Asking, told: Iterable[tuple[str, Data]]) -> list[NotificationState | None]:
    """Return the state of each notification, given by kind and data; null where it doesn't change. A statement a kind.

    What data doesn't name, or names wrongly, is over: a row that no release wrote must not hide the others.
    """
    told = list(told)
    keys = [_KEYS[kind](data) if kind in _KEYS else None for kind, data in told]
    by_kind: dict[str, States] = {}
    for kind, read in _READERS.items():
        wanted = {key for (each, _), key in zip(told, keys, strict=True) if each == kind and key is not None}
        if wanted:
            by_kind[kind] = read(asking, wanted)
    return [
        by_kind.get(kind, {}).get(key, "over") if kind in _READERS else None
        for (kind, _), key in zip(told, keys, strict=True)
    ]


def _rooms(asking: Asking, ids: set[UUID]) -> States:
    """Say which rooms can be entered."""
    may_enter = Interview.status.in_((InterviewStatus.MATCHED, InterviewStatus.LIVE))
    return dict.fromkeys(asking.session.scalars(select(Interview.id).where(Interview.id.in_(ids), may_enter)), "open")


def _waits(asking: Asking, ids: set[UUID]) -> States:
    """Say after which interviews, which never began, I am still waiting."""
    rows = asking.session.scalars(
        select(Participant.interview_id)
        .join(Booking, Booking.id == Participant.booking_id)
        .where(
            Participant.interview_id.in_(ids),
            Participant.user_id == asking.user_id,
            Booking.status == BookingStatus.WAITING,
        )
    )
    return dict.fromkeys(rows, "open")


def _reminders(asking: Asking, keys: set[tuple[int, datetime]]) -> States:
    """Say which bookings are still to come, at the time that was told."""
    rows = asking.session.execute(
        select(Booking.id, Booking.starts_at).where(
            tuple_(Booking.id, Booking.starts_at).in_(keys),
            Booking.user_id == asking.user_id,
            Booking.status.in_(ACTIVE),
            Booking.ends_at > clock.now(asking.session),
        )
    )
    return {(row.id, row.starts_at): "open" for row in rows}


def _seats(asking: Asking, ids: set[int]) -> States:
    """Say which slots have a free seat that I can book."""
    active = Booking.status.in_(ACTIVE)
    taken = select(func.count()).where(Booking.slot_id == Slot.id, active).scalar_subquery()
    mine = select(Booking.id).where(Booking.slot_id == Slot.id, Booking.user_id == asking.user_id, active).exists()
    is_open = Slot.id.in_(ids), IS_PUBLIC, Slot.starts_at > clock.now(asking.session), Slot.capacity > taken, ~mine
    return dict.fromkeys(asking.session.scalars(select(Slot.id).where(*is_open)), "open")


def _feedback(asking: Asking, ids: set[UUID]) -> States:
    """Say which feedback I may read, and which waits for mine."""
    rows = asking.session.execute(
        select(Feedback.interview_id, feedback_view.visible(asking.settings).label("visible"))
        .join(Interview, Interview.id == Feedback.interview_id)
        .where(Feedback.interview_id.in_(ids), Feedback.subject_id == asking.user_id)
    )
    return {row.interview_id: "open" if row.visible else "locked" for row in rows}


_READERS: Mapping[str, Callable[[Asking, set[Any]], States]] = {
    "match.found": _rooms,
    "match.peer_no_show": _waits,
    "match.declined": _waits,
    "booking.reminder": _reminders,
    "slot.available": _seats,
    "feedback.received": _feedback,
}


def _interview(data: Data) -> UUID | None:
    try:
        return UUID(data["interview_id"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _match(data: Data) -> UUID | None:
    interview = data.get("interview")
    return _interview({"interview_id": interview.get("id")}) if isinstance(interview, dict) else None


def _id(data: Data, name: str) -> int | None:
    value = data.get(name)
    return value if type(value) is int and 0 < value <= MAX_ID else None


def _reminded(data: Data) -> tuple[int, datetime] | None:
    booking = _id(data, "booking_id")
    try:
        starts_at = datetime.fromisoformat(data["starts_at"])
    except (KeyError, TypeError, ValueError):
        return None
    return None if booking is None or starts_at.tzinfo is None else (booking, starts_at)


_KEYS: Mapping[str, Callable[[Data], Any]] = {
    "match.found": _match,
    "match.peer_no_show": _interview,
    "match.declined": _interview,
    "booking.reminder": _reminded,
    "slot.available": lambda data: _id(data, "slot_id"),
    "feedback.received": _interview,
}
