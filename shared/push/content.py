"""What a pushed notification says, where it leads, and how urgent it is. It never holds what people wrote.

The sentences are those of the mail about the same event. Anyone may see them on a lock screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from shared.core.completeness import require_whole
from shared.core.settings import Settings
from shared.mail import rendering
from shared.mail.drafts import DRAFT, Draft, Reader
from shared.mail.event_mail import Position
from shared.mail.preferences import ALWAYS, KINDS, NotificationKind
from shared.mail.words import marked
from shared.models import Booking, BookingStatus, CancelledBy

Data = Mapping[str, Any]
_LONGEST_TITLE, _LONGEST_BODY = 120, 300
"""In characters: a payload has room for 3993 bytes, and screens for less."""


class Button(NamedTuple):
    """A button of a notification: its name, its text and the page it opens."""

    action: str
    text: str
    path: Callable[[Data], str]


class Look(NamedTuple):
    """The page that a kind leads to, its buttons, and its urgency by RFC 8030."""

    path: Callable[[Data], str]
    buttons: tuple[Button, ...] = ()
    urgency: str = "normal"


def _room(data: Data) -> str:
    return f"/room/{UUID(data['interview']['id'])}"


def _review(data: Data) -> str:
    return f"/review/{UUID(data['interview_id'])}"


def _to(path: str) -> Callable[[Data], str]:
    return lambda _data: path


_HOME, _WAITING, _ACCOUNT = _to("/"), _to("/waiting"), _to("/account")
_SEE = marked("See")

LOOKS: Mapping[NotificationKind, Look] = {
    # The match is shown on every page, with a way to decline.
    "match.found": Look(
        _room,
        (Button("open", marked("Open the room"), _room), Button("decline", marked("I can\u2019t"), _HOME)),
        "high",
    ),
    "match.expired": Look(_to("/times")),
    "match.peer_no_show": Look(_WAITING),
    "match.declined": Look(_WAITING),
    "booking.reminder": Look(_HOME, (Button("open", marked("Open"), _HOME),), "high"),
    "booking.changed": Look(_HOME),
    "slot.available": Look(_to("/times"), (Button("book", marked("Book"), _to("/times")),)),
    "feedback.received": Look(_to("/history"), urgency="low"),
    "week.summarized": Look(_to("/progress"), urgency="very-low"),
    "account.warned": Look(_ACCOUNT),
    "account.restricted": Look(_ACCOUNT),
    "report.answered": Look(_to("/news"), urgency="low"),
    "appeal.answered": Look(_ACCOUNT),
    "invitation.received": Look(_to("/invites"), (Button("see", _SEE, _to("/invites")),), "high"),
    "invitation.accepted": Look(_HOME, (Button("see", _SEE, _HOME),), "high"),
    "invitation.declined": Look(_to("/invites"), (Button("see", _SEE, _to("/invites")),)),
    "again.agreed": Look(_review, (Button("see", _SEE, _review),), "low"),
    "group.answered": Look(_to("/my-groups"), (Button("see", _SEE, _to("/my-groups")),), "low"),
}
require_whole("LOOKS", LOOKS, KINDS)


def draft_of(reader: Reader, event: Position) -> Draft | None:
    """Return what is to be said of an event now; None if it is no longer true, or nothing to push."""
    if event.kind in ALWAYS:
        return None
    if event.kind == "booking.changed":
        return _canceled(reader, event.data)
    return DRAFT[event.kind](reader, event.data)


def message(settings: Settings, reader: Reader, event: Position, draft: Draft, tag: str) -> dict[str, Any]:
    """Return a notification as the service worker gets it."""
    say, look = reader.say, LOOKS[event.kind]
    shown: dict[str, Any] = {"path": look.path(event.data), "lang": say.language, "dir": say.direction}
    if settings.push_content == "minimal":
        # One for all: their number would tell something, too.
        text = say.gettext("Something new at Mock Mate")
        return shown | {"title": "Mock Mate", "body": text, "tag": "new", "actions": []}
    title, lines = rendering.event_lines(say, event.kind, draft.values)
    actions = [
        {"action": one.action, "title": say.gettext(one.text), "path": one.path(event.data)} for one in look.buttons
    ]
    body = lines.strip().partition("\n")[0]
    return shown | {"title": title[:_LONGEST_TITLE], "body": body[:_LONGEST_BODY], "tag": tag, "actions": actions}


def _canceled(reader: Reader, data: Data) -> Draft | None:
    """Say that others canceled a booking to come. What people change themselves, they know."""
    booking = reader.session.get(Booking, data["booking_id"], populate_existing=True)
    if booking is None or booking.status is not BookingStatus.CANCELLED or booking.starts_at <= reader.now:
        return None
    by = booking.cancelled_by
    if by not in (CancelledBy.ADMINISTRATOR, CancelledBy.PEER, CancelledBy.GROUP):
        return None
    values = {
        "canceled": True,
        "interview_type": reader.say.interview_type(booking.slot.interview_type),
        "starts_at": reader.say.moment(booking.starts_at),
        "by_administrator": by is CancelledBy.ADMINISTRATOR,
        "by_peer": by is CancelledBy.PEER,
        "by_group": by is CancelledBy.GROUP,
    }
    return Draft(values, wanted_until=booking.starts_at)
