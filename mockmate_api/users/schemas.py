"""Requests and responses of /users."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from mockmate_api.accounts.lookup import Email
from mockmate_api.accounts.my_measures import MyMeasure
from mockmate_api.accounts.profiles import (
    BirthYear,
    ChosenLanguage,
    ChosenStart,
    FullName,
    Languages,
    MyProfile,
    TimeZone,
    Username,
)
from mockmate_api.accounts.reports import ReportMade
from mockmate_api.http.fields import Body, Changes, LocalTime, Omittable
from mockmate_api.http.uploads import Form, OneUpload
from mockmate_api.reviews.feedback_view import FeedbackOut
from mockmate_api.reviews.pads_kept import PadKept
from mockmate_api.reviews.question_reports import QuestionReportMade
from shared.core.integers import WHOLE, Id, IdIn, Offset
from shared.core.view import Moment, View
from shared.events.schemas import CaseView, Person, Role
from shared.identity import consent
from shared.models import BookingStatus, DeclineReason, Difficulty, InterviewStatus, InterviewType, InvitationStatus

Blocks = Annotated[list[IdIn], Field(max_length=200, description="All the people you block, in place of those before.")]


class ProfileChanges(Changes):
    """Changes to my profile."""

    username: Omittable[Username] = None
    full_name: FullName | None = None
    time_zone: Omittable[TimeZone] = None
    languages: Omittable[Languages] = None
    ui_language: ChosenLanguage = None
    birth_year: Omittable[BirthYear] = None
    camera_start: ChosenStart = None
    blocks: Omittable[Blocks] = None


class ConsentIn(Body):
    """The version of the text that I have read: at most `consent_version` of GET /config."""

    version: Annotated[int, Field(strict=True, ge=1, le=consent.VERSION), WHOLE]


class EmailChangeIn(Body):
    """The address that I would like to have."""

    email: Email


class PictureIn(Form):
    """A file with my picture."""

    picture: OneUpload


class DeleteIn(Body):
    """My password, since a stolen token must not suffice. Without it, the login must have been confirmed lately."""

    password: str | None = Field(None, max_length=128)


class MyBookingKept(View):
    """A booking of mine."""

    id: Id
    slot_id: Id
    status: BookingStatus
    difficulty: Difficulty
    language: str
    max_level_gap: int
    topics: list[str]
    note: str | None
    starts_at: Moment
    ends_at: Moment
    created_at: Moment


class MyInterviewKept(View):
    """One of my interviews; of my peer, only what everyone sees."""

    id: UUID
    interview_type: InterviewType
    status: InterviewStatus
    role: Role
    difficulty: Difficulty
    topics: list[str] = Field(description="What both agreed on.")
    peer: Person
    matched_at: Moment
    started_at: Moment | None
    ended_at: Moment | None
    declined_at: Moment | None = Field(description="When I declined it; null if I did not.")
    decline_reason: DeclineReason | None
    pads: list[PadKept] = Field(description="In the order in which the questions were asked.")


class MyInvitation(View):
    """An invitation that I made, or accepted; of the other person, only what everyone sees."""

    id: UUID
    is_mine: bool = Field(description="Whether I am the person who invited.")
    status: InvitationStatus
    interview_type: InterviewType
    difficulty: Difficulty | None = Field(description="That of the person who invited; null if that is not me.")
    language: str
    topics: list[str]
    note: str | None
    address: str | None = Field(description="Where I had it mailed, while it is open.")
    proposals: list[Moment]
    peer: Person | None
    expires_at: Moment
    created_at: Moment


class MyLine(View):
    """A line of chat that I wrote."""

    interview_id: UUID
    text: str
    sent_at: Moment


class MyNote(View):
    """My private notes in an interview."""

    interview_id: UUID
    text: str
    saved_at: Moment


class MyRun(View):
    """The output of a run that I shared."""

    interview_id: UUID
    language: str
    stdout: str
    stderr: str
    status: str
    ms: int
    passed: int | None
    total: int | None
    stdin: str | None
    exit_code: int | None
    results: list[CaseView] | None
    shared_at: Moment


class MyNews(View):
    """An event that was sent to me."""

    offset: Offset
    type: str
    data: dict[str, Any]
    at: Moment


class MyWishes(View):
    """My notification preferences, where I chose any, and how far I have read. Quiet hours are in my local time."""

    channels: dict[str, Any]
    quiet_from: LocalTime | None
    quiet_to: LocalTime | None
    read_up_to: Offset
    next_summary_at: Moment | None
    calendar_alarm_minutes: int | None


class MyWatch(View):
    """A slot that I watch for a free seat."""

    slot_id: Id
    told: bool
    created_at: Moment


class MyGroup(View):
    """A group that I am in."""

    id: Id
    name: str
    organizer: bool
    prefers_group: bool
    joined_at: Moment
    made: bool = Field(description="Whether I made it.")


class MyGroupRemoval(View):
    """A group from which an organizer removed me."""

    group_id: Id
    removed_at: Moment


class MySoloTurn(View):
    """A question that I took alone."""

    question_id: Id
    title: str
    met_before: bool
    began_at: Moment


class MyReminder(View):
    """A reminder that I was sent, this many minutes before a booking's start."""

    booking_id: Id
    starts_at: Moment
    minutes: int
    created_at: Moment


class MyAgainWish(View):
    """What I said after an interview: whether I would practice with my peer again, and how they can reach me."""

    interview_id: UUID
    again: bool
    contact: str | None
    saved_at: Moment


class MyReunionAnswer(View):
    """Whether I would practice again with somebody I met lately, as I said while I waited."""

    booking_id: Id
    again: bool
    answered_at: Moment


class MyLogin(View):
    """One of my logins."""

    id: UUID
    created_at: Moment
    expires_at: Moment
    revoked_at: Moment | None
    user_agent: str | None
    device_digest: str | None = Field(description="What is kept of the token of the browser: a keyed digest.")


class MyPushDevice(View):
    """One of my devices that notifications are pushed to, by the service with this host."""

    kind: str
    host: str
    user_agent: str | None
    created_at: Moment
    last_ok_at: Moment | None


class MyIdentity(View):
    """A provider that I sign in with, and what it calls me."""

    issuer: str
    subject: str
    email: str | None
    created_at: Moment
    last_used_at: Moment


class MyEmailChange(View):
    """The change of my address that can still be confirmed, stopped or taken back."""

    old_email: str
    new_email: str
    asked_at: Moment
    changed_at: Moment | None


class MyPicture(View):
    """My picture, as it is kept."""

    webp: str = Field(description="The file, in base64.")
    stored_at: Moment


class MyTrace(View):
    """An audit log entry about me; addresses only for my own actions."""

    kind: str
    at: Moment
    address: str | None


class MyPasskey(View):
    """One of my passkeys, without the key."""

    name: str
    sign_count: int
    transports: list[str]
    backed_up: bool
    created_at: Moment
    last_used_at: Moment | None


class MyKeys(View):
    """What I prove with who I am, beside my password; secrets are left out."""

    passkeys: list[MyPasskey]
    passkey_is_second: bool
    totp_since: Moment | None
    recovery_codes: int
    recovery_codes_used: int


class Export(View):
    """All data stored about me."""

    exported_at: Moment
    profile: MyProfile
    picture: MyPicture | None
    bookings: list[MyBookingKept]
    invitations: list[MyInvitation]
    interviews: list[MyInterviewKept]
    feedback_given: list[FeedbackOut]
    feedback_received: list[FeedbackOut] = Field(description="What I may read already.")
    chat: list[MyLine]
    notes: list[MyNote]
    again: list[MyAgainWish]
    runs: list[MyRun]
    news: list[MyNews]
    notifications: MyWishes | None = Field(description="null while I have chosen and read nothing.")
    watches: list[MyWatch]
    reminders: list[MyReminder]
    groups: list[MyGroup]
    group_removals: list[MyGroupRemoval]
    solo_turns: list[MySoloTurn]
    reunion_answers: list[MyReunionAnswer]
    keys: MyKeys
    calendar_shared_at: Moment | None = Field(
        description="Since when my calendar has a secret address, which is not kept itself."
    )
    logins: list[MyLogin]
    push_devices: list[MyPushDevice]
    identities: list[MyIdentity]
    email_change: MyEmailChange | None = Field(description="null if I asked for none in the last week.")
    reports: list[ReportMade]
    question_reports: list[QuestionReportMade]
    measures: list[MyMeasure] = Field(description="What moderators decided about me, and my appeals.")
    audit: list[MyTrace]
