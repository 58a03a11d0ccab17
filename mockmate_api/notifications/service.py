"""Notifications: the events of my stream that are worth showing, and my preferences."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset
from mockmate_api.notifications import states
from mockmate_api.notifications.schemas import (
    ChannelsOut,
    NotificationOut,
    NotificationPage,
    NotificationQuery,
    PreferencesIn,
    PreferencesOut,
    QuietTimeOut,
    ReadOut,
)
from mockmate_api.notifications.states import Asking
from shared.core import clock
from shared.core.errors import Invalid, NotFound
from shared.core.local_time import zone_of
from shared.core.settings import Settings
from shared.events import event_log
from shared.mail import preferences, unsubscribe
from shared.mail.preferences import Channels, NotificationKind, Preferences
from shared.models import Event, NotificationSettings, User

_NEWEST = Keyset((Event.offset,), descending=True)
# A row that no release wrote must not hide the others.
_READABLE = (func.jsonb_typeof(Event.data) == "object") & func.isfinite(Event.at)


def listed(session: Session, settings: Settings, user_id: int, query: NotificationQuery) -> NotificationPage:
    """Return a page of my notifications, newest first."""
    wishes = preferences.preferences(session, [user_id])[user_id]
    statement = select(Event.offset, Event.type, Event.at, Event.data).where(
        Event.stream == event_log.user(user_id), Event.type.in_(wishes.in_app), _READABLE
    )
    if query.after is not None:
        statement = statement.where(Event.offset > query.after)
    rows, next_cursor = pagination.fetch(session, statement, _NEWEST, query)
    left = unread(session, user_id)
    now = states.of(Asking(session, settings, user_id), [(row[1], row[3]) for row in rows])
    items = [
        NotificationOut(offset=row[0], kind=row[1], at=row[2], read=row[0] <= left.read_up_to, data=row[3], state=state)
        for row, state in zip(rows, now, strict=True)
    ]
    return NotificationPage(items=items, next_cursor=next_cursor, unread=left.unread, read_up_to=left.read_up_to)


def unread(session: Session, user_id: int) -> ReadOut:
    """Return how many notifications are unread, and the offset from which on."""
    row = session.get(NotificationSettings, user_id, populate_existing=True)
    read_up_to = row.read_up_to if row else 0
    wishes = preferences.read(row) if row else Preferences(preferences.DEFAULTS, None)
    count = select(func.count()).where(
        Event.stream == event_log.user(user_id),
        Event.offset > read_up_to,
        Event.type.in_(wishes.in_app),
        _READABLE,
    )
    return ReadOut(unread=session.scalar(count) or 0, read_up_to=read_up_to)


def current_preferences(session: Session, user: User) -> PreferencesOut:
    """Return a person's preferences."""
    chosen = preferences.preferences(session, [user.id])[user.id]
    quiet = chosen.quiet_hours
    return PreferencesOut(
        kinds={
            kind: ChannelsOut(in_app=channels.in_app, email=channels.email, push=channels.push)
            for kind, channels in chosen.channels.items()
        },
        quiet_hours=QuietTimeOut(from_=quiet.begin, to=quiet.end) if quiet else None,
        calendar_alarm_minutes=chosen.calendar_alarm_minutes,
        time_zone=zone_of(user.time_zone).key,
    )


def set_preferences(session: Session, user: User, wanted: PreferencesIn) -> PreferencesOut:
    """Store a person's preferences. Raises Invalid for a time zone other than theirs, and for what is always told."""
    if wanted.time_zone not in (None, zone_of(user.time_zone).key):
        raise Invalid("Change your time zone in your profile.", pointer="time_zone")
    row = preferences.row_of(session, user.id)
    before = preferences.read(row).channels
    channels = {
        kind: Channels(choice.in_app, choice.email, before[kind].push if choice.push is None else choice.push)
        for kind, choice in wanted.kinds.items()
    }
    for kind in preferences.ALWAYS & channels.keys():
        if channels[kind] != preferences.DEFAULTS[kind]:
            raise Invalid(f"{kind} can't be changed: it is about your account.", pointer="kinds")
    preferences.choose(row, channels, zone_of(user.time_zone), clock.now(session))
    row.quiet_from = wanted.quiet_hours.from_ if wanted.quiet_hours else None
    row.quiet_to = wanted.quiet_hours.to if wanted.quiet_hours else None
    row.calendar_alarm_minutes = wanted.calendar_alarm_minutes
    session.flush()
    return current_preferences(session, user)


def owner(session: Session, settings: Settings, token: str) -> tuple[User, NotificationKind]:
    """Return the person whose mail a token stops, and its kind. Raises NotFound."""
    user_id, kind = unsubscribe.read(session, settings, token)
    user = session.get(User, user_id)
    if user is None or user.deleted_at is not None:
        raise NotFound
    return user, kind


def unsubscribed(session: Session, settings: Settings, token: str) -> tuple[User, NotificationKind]:
    """Stop the mails that a token names, and return whose and which they are. Raises NotFound."""
    user, kind = owner(session, settings, token)
    row = preferences.row_of(session, user.id)
    channels = dict(preferences.read(row).channels)
    channels[kind] = channels[kind]._replace(email=False)
    preferences.choose(row, channels, zone_of(user.time_zone), clock.now(session))
    return user, kind
