"""What the mail about each kind of event says now, and whether that is still worth saying.

`DRAFT` is asked when an event is considered for mail, and again just before the mail is sent, which may be hours later:
after quiet hours, or when the mail server is back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from shared.core import names
from shared.core.completeness import require_whole
from shared.core.settings import Settings
from shared.mail import calendars
from shared.mail.people import name_of, peers_of
from shared.mail.preferences import KINDS, NotificationKind
from shared.mail.words import Words, words_for
from shared.models import (
    ACTIVE,
    IS_PUBLIC,
    AgainWish,
    Booking,
    BookingStatus,
    CancelledBy,
    Difficulty,
    Feedback,
    Interview,
    InterviewStatus,
    Invitation,
    InvitationStatus,
    OutgoingMail,
    Participant,
    Slot,
    SlotWatch,
    User,
)


class Reader(NamedTuple):
    """Who is told, and when. `mail` is the one that is about to be sent, or None before it is queued."""

    session: Session
    settings: Settings
    user: User
    now: datetime
    topic: str
    mail: OutgoingMail | None = None

    @property
    def say(self) -> Words:
        """The words for this person."""
        return words_for(self.user)


class Draft(NamedTuple):
    """The values of a mail's template. After `wanted_until` it is of no use; a `prompt` one ignores quiet hours.

    `calendar` is an invitation to a booking, and `invited` says which SEQUENCE of which booking it has, and
    what it says of it.
    """

    values: Mapping[str, Any]
    wanted_until: datetime | None = None
    prompt: bool = False
    calendar: str | None = None
    invited: Mapping[str, Any] = {}


Data = Mapping[str, Any]

INVITED = ("starts_at", "difficulty", "language")
"""What is recorded of an invitation that was sent, as `invited_…` of its booking."""


def _invitation(reader: Reader, data: Data) -> Draft | None:
    """Write the calendar invitation of a booking, unless the calendar already has its newest state."""
    booking = reader.session.get(Booking, data["booking_id"], populate_existing=True)
    if booking is None or booking.slot.practice or booking.starts_at <= reader.now:
        return None
    cancelled = booking.status is BookingStatus.CANCELLED
    known, sequence = booking.invited_sequence, calendars.sequence(booking)
    if known is not None and known >= sequence:
        return None
    if reader.mail is None and _is_queued(reader, sequence):
        return None
    # One that failed may have arrived all the same.
    is_known = known is not None or _was_tried(reader)
    if cancelled and not is_known and (reader.mail is None or reader.mail.attempts <= 1):
        return None
    then = booking.invited_starts_at, booking.invited_difficulty, booking.invited_language
    now = booking.starts_at, booking.difficulty.value, booking.language
    if then == now and not cancelled:
        return None  # it was changed and changed back
    say, peer = reader.say, _peer(reader, booking.slot)
    values = {
        "interview_type": say.interview_type(booking.slot.interview_type),
        "starts_at": say.moment(booking.starts_at),
        "starts_at_before": _before(then[0], now[0], say.moment),
        "difficulty": say.difficulty(booking.difficulty),
        "difficulty_before": _before(then[1], now[1], lambda value: say.difficulty(Difficulty(value))),
        "language": say.spoken_language(booking.language),
        "language_before": _before(then[2], now[2], say.spoken_language),
        "canceled": cancelled,
        "by_group": booking.cancelled_by is CancelledBy.GROUP,
        "by_administrator": booking.cancelled_by is CancelledBy.ADMINISTRATOR,
        "by_peer": booking.cancelled_by is CancelledBy.PEER,
        "peer": peer,
        "changed": is_known,
    }
    said = dict(zip(INVITED, (booking.starts_at.isoformat(), *now[1:]), strict=True))
    calendar = calendars.invitation(reader.settings, reader.user, booking, peer)
    invited = {"booking_id": booking.id, "sequence": sequence, **said}
    return Draft(values, prompt=True, calendar=calendar, invited=invited)


def _before(then: Any, now: Any, write: Callable[[Any], str]) -> str | None:
    """Return in words what the last invitation said, where that is known and has changed."""
    return None if then in (None, now) else write(then)


def _of_topic(reader: Reader) -> ColumnElement[bool]:
    is_other = OutgoingMail.id != reader.mail.id if reader.mail is not None else OutgoingMail.id.is_not(None)
    return (OutgoingMail.topic == reader.topic) & is_other


def _is_queued(reader: Reader, sequence: int) -> bool:
    has_it = OutgoingMail.data["sequence"].as_integer() >= sequence
    return reader.session.scalar(select(OutgoingMail.id).where(_of_topic(reader), has_it).limit(1)) is not None


def _was_tried(reader: Reader) -> bool:
    tried = select(OutgoingMail.id).where(_of_topic(reader), OutgoingMail.attempts > 0)
    return reader.session.scalar(tried.limit(1)) is not None


# A reminder says "tomorrow" or "in an hour" while that is nearly so; later it says how long it really is.
_ON_TIME = 0.75


def _reminder(reader: Reader, data: Data) -> Draft | None:
    starts_at = datetime.fromisoformat(data["starts_at"])
    booking = reader.session.get(Booking, data["booking_id"], populate_existing=True)
    if (
        booking is None
        or booking.status is not BookingStatus.BOOKED
        or booking.starts_at != starts_at
        or starts_at <= reader.now
    ):
        return None
    left = ceil((starts_at - reader.now).total_seconds() / 60)
    minutes = data["minutes"] if left >= data["minutes"] * _ON_TIME else left
    say = reader.say
    values = {
        "minutes": minutes,
        "interview_type": say.interview_type(booking.slot.interview_type),
        "starts_at": say.moment(starts_at),
    }
    return Draft(values, wanted_until=starts_at)


def _free_seat(reader: Reader, data: Data) -> Draft | None:
    user_id = reader.user.id
    watched = select(SlotWatch.slot_id).where(SlotWatch.user_id == user_id, SlotWatch.slot_id == Slot.id).exists()
    slot = reader.session.scalar(_free(reader).where(Slot.id == data["slot_id"], watched))
    if slot is None or slot.starts_at is None:
        return None
    say = reader.say
    values = {"interview_type": say.interview_type(slot.interview_type), "starts_at": say.moment(slot.starts_at)}
    return Draft(values, wanted_until=slot.starts_at)


def _free(reader: Reader) -> Any:
    """Select the slots to come with a seat that this person can book."""
    is_active = Booking.status.in_(ACTIVE)
    taken = select(func.count()).where(Booking.slot_id == Slot.id, is_active).scalar_subquery()
    mine = select(Booking.id).where(Booking.slot_id == Slot.id, Booking.user_id == reader.user.id, is_active).exists()
    return select(Slot).where(IS_PUBLIC, Slot.starts_at > reader.now, Slot.capacity > taken, ~mine)


def _match(reader: Reader, data: Data) -> Draft | None:
    interview = reader.session.get(Interview, UUID(data["interview"]["id"]), populate_existing=True)
    if interview is None or interview.status is not InterviewStatus.MATCHED:
        return None
    peer = names.without_links(data["interview"]["peer"]["username"])
    values = {"peer": peer, "start_by": reader.say.moment(interview.start_by)}
    return Draft(values, wanted_until=interview.start_by, prompt=True)


def _in_vain(reader: Reader, data: Data) -> Draft:
    told = [one["slot_id"] for one in data["next_slots"]]
    free = reader.session.scalars(_free(reader).where(Slot.id.in_(told)).order_by(Slot.starts_at, Slot.id))
    return Draft({"next_slots": [reader.say.moment(slot.starts_at) for slot in free]})


def _no_show(reader: Reader, data: Data) -> Draft:
    return Draft({"absent": reader.user.id in data["absent"], "waits": _waits(reader, data)})


def _declined(reader: Reader, data: Data) -> Draft:
    return Draft({"waits": _waits(reader, data)})


def _waits(reader: Reader, data: Data) -> bool:
    """Whether the person waits again after an interview that never began, and was not matched since."""
    waiting = select(Booking.id).join(Participant, Participant.booking_id == Booking.id)
    mine = Participant.interview_id == UUID(data["interview_id"]), Participant.user_id == reader.user.id
    return reader.session.scalar(waiting.where(*mine, Booking.status == BookingStatus.WAITING)) is not None


def _feedback(reader: Reader, data: Data) -> Draft:
    interview_id = UUID(data["interview_id"])
    given = select(Feedback.id).where(Feedback.interview_id == interview_id, Feedback.author_id == reader.user.id)
    hours = reader.settings.feedback_reveal_hours
    ended_at = reader.session.scalar(select(Interview.ended_at).where(Interview.id == interview_id))
    is_revealed = ended_at is not None and ended_at < reader.now - timedelta(hours=hours)
    return Draft(
        {"readable": is_revealed or reader.session.scalar(given) is not None, "hours": reader.say.hours(hours)}
    )


def _summary(reader: Reader, data: Data) -> Draft:
    return Draft({**data, "week": reader.say.day(date.fromisoformat(data["week"]))})


def _warning(reader: Reader, data: Data) -> Draft:
    return Draft({"words": data["text"]})


def _restriction(reader: Reader, data: Data) -> Draft:
    until = data["until"] and reader.say.moment(datetime.fromisoformat(data["until"]))
    return Draft({"words": data["text"], "until": until})


def _answer(reader: Reader, data: Data) -> Draft:
    return Draft({"words": data["text"], "lifted": data["outcome"] == "lift"})


def _received(reader: Reader, data: Data) -> Draft | None:
    invitation = reader.session.get(Invitation, UUID(data["invitation_id"]), populate_existing=True)
    if invitation is None or invitation.status is not InvitationStatus.OPEN or invitation.expires_at <= reader.now:
        return None
    say = reader.say
    values = {
        "inviter": name_of(reader.session.get_one(User, invitation.inviter_id)),
        "interview_type": say.interview_type(invitation.interview_type),
        "language": say.spoken_language(invitation.language),
        "proposals": [say.moment(one.starts_at) for one in invitation.proposals],
        "expires_at": say.moment(invitation.expires_at),
    }
    return Draft(values, wanted_until=invitation.expires_at)


def _accepted(reader: Reader, data: Data) -> Draft | None:
    """Tell of an interview that begins now. Of a later one, the calendar invitation tells."""
    invitation = reader.session.get(Invitation, UUID(data["invitation_id"]), populate_existing=True)
    slot = reader.session.get_one(Slot, data["slot_id"])
    mine = Booking.slot_id == slot.id, Booking.user_id == reader.user.id, Booking.status == BookingStatus.BOOKED
    is_booked = reader.session.scalar(select(Booking.id).where(*mine)) is not None
    if invitation is None or invitation.proposals or slot.starts_at is None or not is_booked:
        return None
    closes_at = slot.starts_at + timedelta(minutes=reader.settings.room_closes_minutes)
    values = {
        "peer": _peer(reader, slot),
        "interview_type": reader.say.interview_type(slot.interview_type),
        "closes_at": reader.say.moment(closes_at),
    }
    return Draft(values, wanted_until=closes_at, prompt=True)


def _peer(reader: Reader, slot: Slot) -> str | None:
    return peers_of(reader.session, reader.user.id, [slot]).get(slot.id)


def _turned_down(reader: Reader, data: Data) -> Draft | None:
    invitation = reader.session.get(Invitation, UUID(data["invitation_id"]))
    if invitation is None:
        return None
    return Draft({"interview_type": reader.say.interview_type(invitation.interview_type)})


def _agreed(reader: Reader, data: Data) -> Draft | None:
    is_contacts = data["what"] == "contacts"
    said = AgainWish.contact.is_not(None) if is_contacts else AgainWish.again
    both = select(func.count()).where(AgainWish.interview_id == UUID(data["interview_id"]), said)
    # Either may have taken it back, or blocked the other, which removes it.
    return Draft({"contacts": is_contacts}) if reader.session.scalar(both) == 2 else None


def _group(_reader: Reader, data: Data) -> Draft:
    return Draft({"name": names.without_links(data["name"]), "approved": data["approved"]})


DRAFT: Mapping[NotificationKind, Callable[[Reader, Data], Draft | None]] = {
    "booking.changed": _invitation,
    "booking.reminder": _reminder,
    "slot.available": _free_seat,
    "match.found": _match,
    "match.expired": _in_vain,
    "match.peer_no_show": _no_show,
    "match.declined": _declined,
    "feedback.received": _feedback,
    "week.summarized": _summary,
    "account.warned": _warning,
    "account.restricted": _restriction,
    "report.answered": lambda _reader, _data: Draft({}),
    "appeal.answered": _answer,
    "invitation.received": _received,
    "invitation.accepted": _accepted,
    "invitation.declined": _turned_down,
    "again.agreed": _agreed,
    "group.answered": _group,
}
require_whole("DRAFT", DRAFT, KINDS)

SUBJECT: Mapping[NotificationKind, Callable[[Data], Any]] = {
    "booking.changed": lambda data: data["booking_id"],
    "booking.reminder": lambda data: data["booking_id"],
    "slot.available": lambda data: data["slot_id"],
    "match.found": lambda data: data["interview"]["id"],
    "match.expired": lambda data: data["booking_id"],
    "match.peer_no_show": lambda data: data["interview_id"],
    "match.declined": lambda data: data["interview_id"],
    "feedback.received": lambda data: data["interview_id"],
    "week.summarized": lambda _: "",
    "account.warned": lambda data: data["measure_id"],
    "account.restricted": lambda data: data["measure_id"],
    "report.answered": lambda data: data["report_id"],
    "appeal.answered": lambda data: data["measure_id"],
    "invitation.received": lambda data: data["invitation_id"],
    "invitation.accepted": lambda data: data["invitation_id"],
    "invitation.declined": lambda data: data["invitation_id"],
    "again.agreed": lambda data: f"{data['interview_id']}/{data['what']}",
    "group.answered": lambda data: data["group_id"],
}
"""What an event is about. Of the mails to a person about one kind and subject, only the newest is sent."""
require_whole("SUBJECT", SUBJECT, KINDS)
