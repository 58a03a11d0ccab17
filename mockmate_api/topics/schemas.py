"""Responses of /topics."""

from __future__ import annotations

from pydantic import Field

from mockmate_api.http.pagination import OnePage
from shared.core.view import View
from shared.models import InterviewType


class TopicOut(View):
    """What questions of one type of interview may be about."""

    slug: str
    interview_type: InterviewType
    name: str
    retired: bool = Field(description="Whether it can't be wished for any more.")


class TopicList(OnePage):
    """The topics of both types, in the order in which they are offered."""

    items: list[TopicOut]
