"""What /users takes and answers."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from mockmate_api.accounts.profiles import FullName, Languages, MyProfile, TimeZone, Username
from mockmate_api.accounts.reports import ReportMade
from mockmate_api.http.fields import Body, Changes, Id, LocalTime, Omittable
from mockmate_api.reviews.feedback_view import FeedbackOut
from shared.core.view import Moment, View
from shared.events.schemas import Person, Role
from shared.models import BookingStatus, Difficulty, InterviewStatus, InterviewType

Blocks = Annotated[list[Id], Field(max_length=200, description="All the people you block, in place of those before.")]


class ProfileChanges(Changes):
    """What to change of my profile."""

    username: Omittable[Username] = None
    full_name: FullName | None = None
    time_zone: Omittable[TimeZone] = None
    languages: Omittable[Languages] = None
    blocks: Omittable[Blocks] = None


class DeleteIn(Body):
    """My password: a token that was stolen must not be enough."""

    password: str = Field(max_length=128)


class MyBookingKept(View):
    """A booking of mine."""

    id: int
    slot_id: int
    status: BookingStatus
    difficulty: Difficulty
    language: str
    max_level_gap: int
    note: str | None
    starts_at: Moment
    ends_at: Moment
    created_at: Moment


class MyInterviewKept(View):
    """An interview of mine; of my peer only what everybody sees."""

    id: UUID
    interview_type: InterviewType
    status: InterviewStatus
    role: Role
    difficulty: Difficulty
    peer: Person
    matched_at: Moment
    started_at: Moment | None
    ended_at: Moment | None


class MyLine(View):
    """A line of chat that I wrote."""

    interview_id: UUID
    text: str
    sent_at: Moment


class MyNote(View):
    """What I wrote down in an interview, for myself alone."""

    interview_id: UUID
    text: str
    saved_at: Moment


class MyRun(View):
    """What a run of mine printed, as I showed it."""

    interview_id: UUID
    language: str
    stdout: str
    stderr: str
    status: str
    ms: int
    passed: int | None
    total: int | None
    shared_at: Moment


class MyNews(View):
    """Something I was told."""

    offset: int
    type: str
    data: dict[str, Any]
    at: Moment


class MyWishes(View):
    """What I want to hear of, where I chose, and how far I have read. Quiet hours are by my own clocks."""

    channels: dict[str, Any]
    quiet_from: LocalTime | None
    quiet_to: LocalTime | None
    read_up_to: int
    next_summary_at: Moment | None


class MyWatch(View):
    """A slot that I watch for a free seat."""

    slot_id: int
    told: bool
    created_at: Moment


class MyReminder(View):
    """A reminder that I was given, so many minutes before a booking's start."""

    booking_id: int
    starts_at: Moment
    minutes: int
    created_at: Moment


class MyLogin(View):
    """A login of mine."""

    id: UUID
    created_at: Moment
    expires_at: Moment
    revoked_at: Moment | None
    user_agent: str | None


class MyTrace(View):
    """What the audit log has of me; addresses only of what I did myself."""

    kind: str
    at: Moment
    address: str | None


class Export(View):
    """Everything we keep of me."""

    exported_at: Moment
    profile: MyProfile
    bookings: list[MyBookingKept]
    interviews: list[MyInterviewKept]
    feedback_given: list[FeedbackOut]
    feedback_received: list[FeedbackOut] = Field(description="What I may read already.")
    chat: list[MyLine]
    notes: list[MyNote]
    runs: list[MyRun]
    news: list[MyNews]
    notifications: MyWishes | None = Field(description="null while I have chosen and read nothing.")
    watches: list[MyWatch]
    reminders: list[MyReminder]
    calendar_shared_at: Moment | None = Field(
        description="Since when my calendar has a secret address, which is not kept itself."
    )
    logins: list[MyLogin]
    reports: list[ReportMade]
    audit: list[MyTrace]
