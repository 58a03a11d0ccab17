"""Mails about events. The outbox has only which event each is about; its words are found when it is sent.

A mail may wait for hours: until quiet hours end, or while a mail server is away or asks to come back later. A booking
that was canceled in the meantime gets no reminder, a seat that is taken is not offered, and an invitation has the
newest state.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from shared.core.local_time import zone_of
from shared.core.settings import Settings
from shared.events import event_log
from shared.mail import preferences
from shared.mail.drafts import DRAFT, INVITED, SUBJECT, Draft, Reader
from shared.mail.preferences import NotificationKind, Preferences
from shared.models import Booking, Event, OutgoingMail, User

LETTER = "message"


class Wanted(NamedTuple):
    """A mail about an event that is true and wanted: now, or after `due_at`."""

    kind: NotificationKind
    draft: Draft
    due_at: datetime


class Position(NamedTuple):
    """An event: its place in the log, its kind and its data."""

    stream: str
    offset: int
    kind: NotificationKind
    data: Mapping[str, Any]


def queue(session: Session, settings: Settings, user: User, wishes: Preferences, event: Position, now: datetime) -> int:
    """Queue the mail about an event, if there is to be one. Returns how many."""
    topic = topic_of(event)
    wanted = _wanted(Reader(session, settings, user, now, topic), wishes, event)
    if wanted is None:
        return 0
    data = {"stream": event.stream, "offset": event.offset, **wanted.draft.invited}
    session.add(OutgoingMail(recipient=user.email, letter=LETTER, data=data, topic=topic, due_at=wanted.due_at))
    session.flush()
    return 1


def topic_of(event: Position) -> str:
    """Return what an event is about, among all events of all people."""
    return f"{event.stream}/{event.kind}/{SUBJECT[event.kind](event.data)}"


def is_about_event(mail: OutgoingMail) -> bool:
    """Whether a mail was queued for an event. Earlier releases queued the words themselves."""
    return "offset" in mail.data


def write(session: Session, settings: Settings, user: User, mail: OutgoingMail, now: datetime) -> Wanted | None:
    """Return what a queued mail says now, or None if it isn't to be sent any more. It may have to wait again."""
    stream, offset = mail.data["stream"], mail.data["offset"]
    found = session.execute(
        select(Event.type, Event.data).where(Event.stream == stream, Event.offset == offset)
    ).one_or_none()
    if found is None or stream != event_log.user(user.id) or is_superseded(session, mail):
        return None
    event = Position(stream, offset, cast(NotificationKind, found.type), found.data)
    wishes = preferences.preferences(session, [user.id])[user.id]
    wanted = _wanted(Reader(session, settings, user, now, mail.topic or "", mail), wishes, event)
    if wanted is not None and wanted.draft.invited:
        mail.data = {**mail.data, **wanted.draft.invited}
    return wanted


def is_superseded(session: Session, mail: OutgoingMail) -> bool:
    """Whether there is a newer mail about the same: to be sent, being sent, or sent already."""
    newer = select(OutgoingMail.id).where(OutgoingMail.topic == mail.topic, OutgoingMail.id > mail.id)
    return session.scalar(newer.limit(1)) is not None


def sent(session: Session, mail: OutgoingMail) -> None:
    """Record which invitation to a booking has been sent."""
    if "sequence" in mail.data:
        sequence = mail.data["sequence"]
        is_newer = func.coalesce(Booking.invited_sequence, -1) < sequence
        booking = update(Booking).where(Booking.id == mail.data["booking_id"], is_newer)
        said = {f"invited_{name}": mail.data.get(name) for name in INVITED}
        session.execute(booking.values({**said, "invited_sequence": sequence}))


def _wanted(reader: Reader, wishes: Preferences, event: Position) -> Wanted | None:
    if not wishes.channels[event.kind].email:
        return None
    draft = DRAFT[event.kind](reader, event.data)
    return draft and timed(reader, wishes, event.kind, draft)


def timed(reader: Reader, wishes: Preferences, kind: NotificationKind, draft: Draft) -> Wanted | None:
    """Return when a draft is to be sent: after quiet hours unless it is prompt; None if it is of no use by then."""
    quiet = wishes.quiet_hours
    due_at = reader.now
    if quiet is not None and not draft.prompt:
        due_at = quiet.over_at(reader.now, zone_of(reader.user.time_zone)) or reader.now
    if draft.wanted_until is not None and due_at >= draft.wanted_until:
        return None
    return Wanted(kind, draft, due_at)
