"""Pushes on their way: queued with the mail about an event, then claimed, sent and settled, as mails are.

A row has only which event it is about. What it says, and whether that is still true and wanted, is found when it is
claimed. No transaction is open while talking to a push service; if a process dies meanwhile, the claim lapses and the
notification is pushed again, in the place of the first. Rows go once they are settled.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, NamedTuple, cast

import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from shared.core import clock, parking
from shared.core.settings import Settings
from shared.events import event_log
from shared.mail import event_mail, preferences
from shared.mail.drafts import Reader
from shared.mail.event_mail import Position, Wanted
from shared.mail.preferences import NotificationKind, Preferences
from shared.models import Event, Login, OutgoingPush, PushDevice, User
from shared.push import content

log = structlog.get_logger(__name__)

_CLAIM = timedelta(minutes=1)
_FIRST_RETRY, _LAST_RETRY = timedelta(seconds=5), timedelta(minutes=10)
_PATIENCE = timedelta(days=1)
_LONGEST_TTL = timedelta(days=1)
MOST_FAILURES = 10
"""A device whose push service refused so many in a row is removed."""

IS_LIVE = (PushDevice.login_id == Login.id) & Login.revoked_at.is_(None) & (Login.expires_at > func.now())


class Parcel(NamedTuple):
    """A notification to push now. After `ttl` seconds the push service shall drop it; a newer `topic` replaces it.

    `is_proven` says that the device's push service has taken something for it before.
    """

    id: int
    device_id: int
    kind: str
    endpoint: str
    host: str
    p256dh: str
    auth: str
    message: dict[str, Any]
    ttl: int
    urgency: str
    topic: str
    is_proven: bool


class Answer(NamedTuple):
    """What a push service said: it took it, the device is gone, it refuses it, or to try later, after some seconds."""

    what: Literal["sent", "gone", "refused", "later"]
    error: str = ""
    after: float = 0


def queue(session: Session, settings: Settings, user: User, wishes: Preferences, event: Position, now: datetime) -> int:
    """Queue the pushes about an event, one for each device, in the place of older ones. Returns how many."""
    if not wishes.channels[event.kind].push:
        return 0
    devices = session.scalars(select(PushDevice.id).join(Login, IS_LIVE).where(PushDevice.user_id == user.id)).all()
    if not devices:
        return 0
    topic = event_mail.topic_of(event)
    wanted = _wanted(Reader(session, settings, user, now, topic), wishes, event)
    if wanted is None:
        return 0
    older = delete(OutgoingPush).where(OutgoingPush.device_id.in_(devices), OutgoingPush.topic == topic)
    session.execute(older)
    place = {"stream": event.stream, "offset": event.offset, "topic": topic, "due_at": wanted.due_at}
    session.add_all(OutgoingPush(device_id=each, **place) for each in devices)
    session.flush()
    return len(devices)


def claim(session: Session, settings: Settings, but: Collection[str], *, proven: bool) -> list[Parcel]:
    """Claim the push that has been due longest, to none of these hosts; none if nothing is due. It must be settled.

    With `proven`, only for devices whose push service has taken something before.
    """
    now = clock.now(session)
    due = (
        select(OutgoingPush.id)
        .join(PushDevice, PushDevice.id == OutgoingPush.device_id)
        .where(OutgoingPush.due_at <= now, PushDevice.host.not_in(but))
        .order_by(OutgoingPush.due_at, OutgoingPush.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=OutgoingPush)
    )
    if proven:
        due = due.where(PushDevice.last_ok_at.is_not(None))
    claimed: list[Parcel] = []
    while not claimed and (ids := session.scalars(due).all()):
        _, failures = parking.attempt(session, ids, partial(_claim, session, settings, now, claimed))
        for failure in failures:
            # It would fail again, and is of no use by then.
            log.error("push.unreadable", push_id=failure.key, exc_info=failure.error)
            session.execute(delete(OutgoingPush).where(OutgoingPush.id == failure.key))
    return claimed


def _claim(session: Session, settings: Settings, now: datetime, claimed: list[Parcel], ids: Sequence[int]) -> int:
    found = []
    for push_id in ids:
        push = session.get_one(OutgoingPush, push_id, populate_existing=True)
        device = session.get_one(PushDevice, push.device_id, populate_existing=True)
        said = _say(session, settings, now, push, device)
        if said is None:
            session.delete(push)
        elif isinstance(said, datetime):
            push.due_at = said
        else:
            push.attempts += 1
            push.due_at = now + _CLAIM
            found.append(said)
    session.flush()
    claimed.extend(found)
    return len(ids)


def _say(
    session: Session, settings: Settings, now: datetime, push: OutgoingPush, device: PushDevice
) -> Parcel | datetime | None:
    """Return what a push says now; a time if it has to wait until then; None if it is of no use any more."""
    row = session.execute(
        select(Event.type, Event.data).where(Event.stream == push.stream, Event.offset == push.offset)
    ).one_or_none()
    user = session.scalar(
        select(User)
        .join(Login, Login.user_id == User.id)
        .where(IS_LIVE, PushDevice.id == device.id, User.id == device.user_id)
    )
    is_theirs = push.stream == event_log.user(device.user_id)
    if row is None or user is None or not is_theirs or now - push.created_at > _PATIENCE:
        return None
    event = Position(push.stream, push.offset, cast(NotificationKind, row.type), row.data)
    wishes = preferences.preferences(session, [user.id])[user.id]
    reader = Reader(session, settings, user, now, push.topic)
    wanted = _wanted(reader, wishes, event) if wishes.channels[event.kind].push else None
    if wanted is None:
        return None
    if wanted.due_at > now:
        return wanted.due_at
    until = wanted.draft.wanted_until
    tag = urlsafe_b64encode(hashlib.sha256(push.topic.encode()).digest()[:24]).decode()
    return Parcel(
        id=push.id,
        device_id=device.id,
        kind=device.kind,
        endpoint=device.endpoint,
        host=device.host,
        p256dh=device.p256dh,
        auth=device.auth,
        message=content.message(settings, reader, event, wanted.draft, tag),
        ttl=int((min(_LONGEST_TTL, until - now) if until else _LONGEST_TTL).total_seconds()),
        urgency=content.LOOKS[event.kind].urgency,
        topic=tag,
        is_proven=device.last_ok_at is not None,
    )


def _wanted(reader: Reader, wishes: Preferences, event: Position) -> Wanted | None:
    draft = content.draft_of(reader, event)
    return draft and event_mail.timed(reader, wishes, event.kind, draft)


def settle(session: Session, parcel: Parcel, answer: Answer) -> None:
    """Record what the push service of a claimed push said."""
    now = clock.now(session)
    device = session.get(PushDevice, parcel.device_id, with_for_update=True, populate_existing=True)
    push = session.get(OutgoingPush, parcel.id, populate_existing=True)
    if answer.what != "sent":
        log.warning("push.failed", host=parcel.host, outcome=answer.what, error=answer.error)
    if device is None or push is None or device.endpoint != parcel.endpoint:
        return
    if answer.what == "later" and now - push.created_at < _PATIENCE:
        pause = min(_LAST_RETRY, _FIRST_RETRY * 2 ** min(push.attempts - 1, 10))
        push.due_at = now + max(pause, timedelta(seconds=answer.after))
        return
    session.delete(push)
    session.flush()
    if answer.what == "sent":
        device.last_ok_at, device.failures = now, 0
        return
    device.failures += answer.what == "refused"
    if answer.what == "gone" or device.failures >= MOST_FAILURES:
        log.info("push.device_gone", host=parcel.host, device_id=device.id)
        session.delete(device)
