"""Which events become notifications, and on which channels each person gets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from typing_extensions import TypeAliasType

from shared.core.completeness import require_whole
from shared.events import types
from shared.models import NotificationSettings

NotificationKind = TypeAliasType(
    "NotificationKind",
    Literal[
        "booking.changed",
        "booking.reminder",
        "slot.available",
        "match.found",
        "match.expired",
        "match.peer_no_show",
        "match.declined",
        "feedback.received",
        "week.summarized",
        "account.warned",
        "account.restricted",
        "report.answered",
        "appeal.answered",
        "invitation.received",
        "invitation.accepted",
        "invitation.declined",
        "again.agreed",
        "group.answered",
    ],
)


KINDS: tuple[NotificationKind, ...] = get_args(NotificationKind.__value__)


ALWAYS: frozenset[NotificationKind] = frozenset(("account.warned", "account.restricted", "appeal.answered"))
"""What reaches people whatever they chose: what is decided about their account, as when a password is changed."""

CHOSEN: tuple[NotificationKind, ...] = tuple(kind for kind in KINDS if kind not in ALWAYS)
"""What people can turn off."""


class Channels(NamedTuple):
    """Where notifications of one kind go."""

    in_app: bool
    email: bool
    push: bool = False


# Mail is for what is still useful minutes later. The mail about a changed booking is the calendar invitation. Pushed is
# what cannot wait until people look; never what moderators decided, since others may see the lock screen.
DEFAULTS: Mapping[NotificationKind, Channels] = {
    "booking.changed": Channels(in_app=False, email=True, push=True),
    "booking.reminder": Channels(in_app=True, email=True, push=True),
    "slot.available": Channels(in_app=True, email=True, push=True),
    "match.found": Channels(in_app=True, email=False, push=True),
    "match.expired": Channels(in_app=True, email=False, push=True),
    "match.peer_no_show": Channels(in_app=True, email=False, push=True),
    "match.declined": Channels(in_app=True, email=False, push=True),
    "feedback.received": Channels(in_app=True, email=True),
    "week.summarized": Channels(in_app=False, email=False),
    "account.warned": Channels(in_app=True, email=True),
    "account.restricted": Channels(in_app=True, email=True),
    "report.answered": Channels(in_app=True, email=False),
    "appeal.answered": Channels(in_app=True, email=True),
    "invitation.received": Channels(in_app=True, email=True, push=True),
    "invitation.accepted": Channels(in_app=True, email=True, push=True),
    "invitation.declined": Channels(in_app=True, email=True, push=True),
    "again.agreed": Channels(in_app=True, email=True),
    "group.answered": Channels(in_app=True, email=True),
}
require_whole("DEFAULTS", DEFAULTS, KINDS)
_EVENTS = {event.type: event for event in types.ALL if "user" in event.streams and event.type in KINDS}
require_whole("ALL of shared.events.types, with the stream of a user,", _EVENTS, KINDS)

SUMMARY_HOUR = time(8)
"""Weekly summaries are sent on Monday at this local time."""


class QuietHours(NamedTuple):
    """When mail waits, in the receiver's local time; past midnight if `begin` is later than `end`."""

    begin: time
    end: time

    def over_at(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """Return when the current quiet hours end, or None outside of quiet hours."""
        local = now.astimezone(zone)
        clock = local.time()
        over_midnight = self.begin > self.end
        quiet = (clock >= self.begin or clock < self.end) if over_midnight else self.begin <= clock < self.end
        if not quiet:
            return None
        day = local.date() + timedelta(days=over_midnight and clock >= self.begin)
        # Never before now: after clocks were set back, the end may seem to have passed already.
        return max(now, datetime.combine(day, self.end, zone).astimezone(UTC))


class Preferences(NamedTuple):
    """A person's preferences, with the defaults filled in."""

    channels: Mapping[NotificationKind, Channels]
    quiet_hours: QuietHours | None
    calendar_alarm_minutes: int | None = None

    @property
    def in_app(self) -> list[NotificationKind]:
        """The kinds that are shown in the app."""
        return [kind for kind, channels in self.channels.items() if channels.in_app]


def preferences(session: Session, user_ids: Sequence[int]) -> dict[int, Preferences]:
    """Return the preferences of each of these people."""
    rows = session.scalars(select(NotificationSettings).where(NotificationSettings.user_id.in_(user_ids)))
    known = {row.user_id: read(row) for row in rows}
    return {user_id: known.get(user_id, Preferences(DEFAULTS, None)) for user_id in user_ids}


def read(row: NotificationSettings) -> Preferences:
    """Return the preferences stored in a row; kinds that it doesn't name keep their defaults."""
    quiet = (
        QuietHours(row.quiet_from, row.quiet_to) if row.quiet_from is not None and row.quiet_to is not None else None
    )
    chosen = {kind: DEFAULTS[kind]._replace(**row.channels[kind]) for kind in CHOSEN if kind in row.channels}
    pushed = {kind: {**DEFAULTS, **chosen}[kind]._replace(push=row.push[kind]) for kind in CHOSEN if kind in row.push}
    return Preferences({**DEFAULTS, **chosen, **pushed}, quiet, row.calendar_alarm_minutes)


def row_of(session: Session, user_id: int) -> NotificationSettings:
    """Return a person's row, locked; it is created if necessary."""
    session.execute(insert(NotificationSettings).values(user_id=user_id).on_conflict_do_nothing())
    return session.get_one(NotificationSettings, user_id, with_for_update=True, populate_existing=True)


def choose(
    row: NotificationSettings, channels: Mapping[NotificationKind, Channels], zone: ZoneInfo, now: datetime
) -> None:
    """Store a person's preferences. The first weekly summary comes next Monday."""
    row.push = {kind: chosen.push for kind, chosen in channels.items() if chosen.push != DEFAULTS[kind].push}
    row.channels = {
        kind: {"in_app": chosen.in_app, "email": chosen.email}
        for kind, chosen in channels.items()
        if chosen[:2] != DEFAULTS[kind][:2]
    }
    wanted = any(read(row).channels["week.summarized"])
    if not wanted:
        row.next_summary_at = None
    elif row.next_summary_at is None:
        row.next_summary_at = next_summary(zone, now)


def next_summary(zone: ZoneInfo, now: datetime) -> datetime:
    """Return the next Monday morning in a zone."""
    local = now.astimezone(zone)
    monday = local.date() - timedelta(days=local.weekday())
    at = datetime.combine(monday, SUMMARY_HOUR, zone).astimezone(UTC)
    return at if at > now else datetime.combine(monday + timedelta(days=7), SUMMARY_HOUR, zone).astimezone(UTC)
