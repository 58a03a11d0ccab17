"""What /interview takes and answers."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from mockmate_api.fields import Body
from mockmate_api.pagination import Page
from mockmate_api.reviews import FeedbackOut
from shared.views import InterviewSeen


class StartIn(Body):
    """Which interview you are ready for."""

    interview_id: UUID


class EndIn(Body):
    """What to do next."""

    requeue: bool = Field(default=False, description="Go to the practice room at once, asking for the same as before.")


class PastInterview(InterviewSeen):
    """An interview that is over, with the feedback on it."""

    feedback_given: FeedbackOut | None = Field(description="Mine on my peer.")
    feedback_received: FeedbackOut | None = Field(description="My peer's on me; null until I may read it.")


class HistoryPage(Page[PastInterview]):
    """My past interviews, newest first."""
