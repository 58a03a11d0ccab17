"""Every durable event: its type, its data, and the stream it belongs to.

Each class is the contract of one event; the frames sent to clients and the docs are generated from these classes. Only
`event_log` appends events.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypeAliasType

from shared.core.integers import Id, Offset
from shared.core.view import Moment, View
from shared.events.question_view import QuestionView
from shared.events.schemas import ChatLine, CodeLanguage, InterviewView, NextSlot, PadName, SharedRunView
from shared.models.enums import (
    AppealOutcome,
    BookingStatus,
    CancelledBy,
    InterviewType,
    MeasureKind,
    ReportReason,
    Restriction,
)


class Event(View):
    """Something that happened, sent to everyone who follows its stream."""

    type: ClassVar[str]
    streams: ClassVar[tuple[Literal["user", "interview"], ...]]


class MatchFound(Event):
    """You were paired: start the interview before `start_by`."""

    type = "match.found"
    streams = ("user",)

    interview: InterviewView


BookingPart = TypeAliasType("BookingPart", Literal["time", "difficulty", "language"])


class BookingChanged(Event):
    """A booking of mine changed its status or what I booked. Matches and expiries have events of their own."""

    type = "booking.changed"
    streams = ("user",)

    booking_id: Id
    slot_id: Id
    status: BookingStatus
    cancelled_by: CancelledBy | None = Field(None, description="Who canceled it; null while it is not canceled.")
    changed: list[BookingPart] = Field(
        [], max_length=3, description="What I changed of an existing booking; empty if only its status changed."
    )


class MatchExpired(Event):
    """The waiting room closed, or I was away too long, before a partner was found."""

    type = "match.expired"
    streams = ("user",)

    slot_id: Id
    booking_id: Id
    next_slots: list[NextSlot]


class MatchPeerNoShow(Event):
    """An interview was abandoned because `absent`, one or both people, didn't start it in time."""

    type = "match.peer_no_show"
    streams = ("user",)

    interview_id: UUID
    absent: list[Id]
    waiting_again: bool


class MatchDeclined(Event):
    """My peer declined before the interview began. I wait again, and keep my place in line."""

    type = "match.declined"
    streams = ("user",)

    interview_id: UUID
    by: Id
    waiting_again: bool


class SessionRevoked(Event):
    """A login of mine ended; its sockets close."""

    type = "session.revoked"
    streams = ("user",)

    session_id: UUID
    reason: str


class PeerReady(Event):
    """One of the two people has started the interview and waits for the other."""

    type = "peer.ready"
    streams = ("interview", "user")

    interview_id: UUID
    user_id: Id


class InterviewHeld(Event):
    """One of the two people needs longer to begin: both must start the interview before `start_by`."""

    type = "interview.held"
    streams = ("interview", "user")

    interview_id: UUID
    start_by: Moment
    by: Id


class PeerJoined(Event):
    """One of the two people is in the room."""

    type = "peer.joined"
    streams = ("interview",)

    user_id: Id


class PeerLeft(Event):
    """One of the two people has been away for longer than the grace period."""

    type = "peer.left"
    streams = ("interview",)

    user_id: Id


class InterviewStarted(Event):
    """Both people are ready, and the clock is running."""

    type = "interview.started"
    streams = ("interview", "user")

    interview_id: UUID
    started_at: Moment
    ends_at: Moment


InterviewOutcome = TypeAliasType("InterviewOutcome", Literal["ended", "abandoned"])
InterviewEndReason = TypeAliasType("InterviewEndReason", Literal["ended", "time_is_up", "abandoned"])


class InterviewEnded(Event):
    """The interview is over: `ended` by a participant, `time_is_up`, or `abandoned` before it was live."""

    type = "interview.ended"
    streams = ("interview", "user")

    interview_id: UUID
    status: InterviewOutcome
    reason: InterviewEndReason
    by: Id | None
    ended_at: Moment


class RolesSwapped(Event):
    """Interviewer and interviewee have swapped roles."""

    type = "roles.swapped"
    streams = ("interview", "user")

    interview_id: UUID
    interviewer_id: Id
    interviewer_seat: int
    by: Id


class CamerasAgreed(Event):
    """One of the two people agrees that they see each other, or no longer does. Pictures are for when both agree."""

    type = "cameras.agreed"
    streams = ("interview",)

    user_id: Id
    agreed: bool


class QuestionAssigned(Event):
    """A person is now asked a question. GET /interview/{interview_id} has what only the interviewer may see."""

    type = "question.assigned"
    streams = ("interview",)

    user_id: Id
    question: QuestionView | None
    pad: PadName = Field("code", description="The pad that it is answered in.")
    language: CodeLanguage | None = Field(
        None, description="The language of that pad; null in events from before there were pads."
    )


class TimerHalf(Event):
    """Half of the time is over: a good moment to swap roles."""

    type = "timer.half"
    streams = ("interview",)

    ends_at: Moment


class TimerEnding(Event):
    """Five minutes are left. It is sent again after the interview was extended."""

    type = "timer.ending"
    streams = ("interview",)

    ends_at: Moment


class ExtensionProposed(Event):
    """One person would like ten more minutes; the other accepts by asking for the same before `until`."""

    type = "interview.extension_proposed"
    streams = ("interview",)

    by: Id
    until: Moment


class InterviewExtended(Event):
    """Both people agreed to more time."""

    type = "interview.extended"
    streams = ("interview", "user")

    interview_id: UUID
    ends_at: Moment
    extensions_left: int


class RunShared(Event, SharedRunView):
    """One of the two people has run the code and shares its output."""

    type = "run.shared"
    streams = ("interview",)


class ChatMessage(Event, ChatLine):
    """A line of chat."""

    type = "chat.message"
    streams = ("interview",)


class EditorLanguage(Event):
    """The language of a pad has changed."""

    type = "editor.language"
    streams = ("interview",)

    language: CodeLanguage
    by: Id
    pad: PadName = "code"


class FeedbackReceived(Event):
    """My peer has given feedback; I can read it once I have given mine, or after some time."""

    type = "feedback.received"
    streams = ("user",)

    interview_id: UUID


class BookingReminder(Event):
    """A booking of mine starts soon."""

    type = "booking.reminder"
    streams = ("user",)

    booking_id: Id
    slot_id: Id
    interview_type: InterviewType
    starts_at: Moment
    minutes: int


class SlotAvailable(Event):
    """A slot that I watch was full and has a free seat now."""

    type = "slot.available"
    streams = ("user",)

    slot_id: Id
    interview_type: InterviewType
    starts_at: Moment


class WeekSummarized(Event):
    """My practice in the week that ended."""

    type = "week.summarized"
    streams = ("user",)

    week: date
    interviews: int
    minutes: int
    feedback: int
    feedback_as_interviewer: int = Field(0, description="How much of the feedback rates me as interviewer.")
    upcoming: int


class AccountWarned(Event):
    """A moderator warned me."""

    type = "account.warned"
    streams = ("user",)

    measure_id: Id
    reason: ReportReason = Field(description="That of the report.")
    text: str = Field(description="The moderator's words.")


class AccountRestricted(Event):
    """I may take part in a restricted way only."""

    type = "account.restricted"
    streams = ("user",)

    measure_id: Id
    restriction: Restriction
    until: Moment | None = Field(description="Null until it is lifted.")
    text: str = Field(description="The moderator's words.")


class ReportAnswered(Event):
    """A moderator decided about a report that I made. What was decided is between them and the other person."""

    type = "report.answered"
    streams = ("user",)

    report_id: Id


class AppealAnswered(Event):
    """A moderator answered my appeal."""

    type = "appeal.answered"
    streams = ("user",)

    measure_id: Id
    measure: MeasureKind
    outcome: AppealOutcome
    text: str = Field(description="The moderator's words.")


class InvitationReceived(Event):
    """Somebody with whom I would practice again, and who would with me, invites me."""

    type = "invitation.received"
    streams = ("user",)

    invitation_id: UUID


class InvitationAccepted(Event):
    """An invitation of mine was accepted: I have a booking in `slot_id`."""

    type = "invitation.accepted"
    streams = ("user",)

    invitation_id: UUID
    slot_id: Id
    starts_at: Moment


class InvitationDeclined(Event):
    """An invitation of mine was declined."""

    type = "invitation.declined"
    streams = ("user",)

    invitation_id: UUID


class InvitationWithdrawn(Event):
    """An invitation that I made, or that was for me alone, was withdrawn."""

    type = "invitation.withdrawn"
    streams = ("user",)

    invitation_id: UUID


AgreedOn = TypeAliasType("AgreedOn", Literal["practice", "contacts"])


class AgainAgreed(Event):
    """After an interview, both of us want the same: to practice together again, or to tell each other our contacts."""

    type = "again.agreed"
    streams = ("user",)

    interview_id: UUID
    what: AgreedOn


class GroupAnswered(Event):
    """An administrator approved the group that I made, or refused it."""

    type = "group.answered"
    streams = ("user",)

    group_id: Id
    name: str = Field(description="What it was called then.")
    approved: bool


class NotificationsMarkedRead(Event):
    """I have read my notifications up to this offset, here or on another device."""

    type = "notifications.marked_read"
    streams = ("user",)

    up_to: Offset


# In the order in which they are defined above.
ALL: tuple[type[Event], ...] = tuple(Event.__subclasses__())
