"""Responses of /admin/checklist."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from shared.core.view import Moment, View
from shared.models import Difficulty, InterviewType

ItemState = TypeAliasType("ItemState", Literal["done", "todo", "wrong", "unknown"])
ItemName = TypeAliasType(
    "ItemName",
    Literal[
        "address",
        "mail",
        "calls",
        "questions",
        "slots",
        "backups",
        "law",
        "registration",
        "limits",
        "code",
        "failures",
    ],
)
ItemFinding = TypeAliasType(
    "ItemFinding",
    Literal[
        "address_local",
        "address_insecure",
        "address_differs",
        "address_sockets_insecure",
        "address_set",
        "mail_not_set",
        "mail_to_folder",
        "mail_sender_local",
        "mail_refused",
        "mail_failing",
        "mail_not_sent",
        "mail_untried",
        "mail_sent",
        "calls_by_zego",
        "calls_without_relay",
        "calls_without_secret",
        "calls_with_relay",
        "questions_missing",
        "questions_there",
        "slots_missing",
        "slots_hourly",
        "slots_set",
        "backups_unknown",
        "backups_failing",
        "backups_overdue",
        "backups_made",
        "law_not_set",
        "law_set",
        "registration_closed",
        "registration_domains",
        "registration_needs_mail",
        "registration_unconfirmed",
        "registration_confirmed",
        "limits_off",
        "limits_not_shared",
        "limits_by_proxy",
        "limits_on",
        "code_in_browsers",
        "code_on_server",
        "failures_parked",
        "failures_none",
    ],
)


class QuestionGap(View):
    """An interview type and a difficulty that no published question has."""

    interview_type: InterviewType
    difficulty: Difficulty


class Facts(View):
    """What the sentence about a finding needs; null or empty where it needs nothing of the kind. It names no secret."""

    count: int | None = None
    at: Moment | None = None
    error: str | None = Field(None, description="What the mail server said, or what the connection failed with.")
    url: str | None = None
    host: str | None = Field(None, description="The host that this request was sent to.")
    settings: list[str] = Field([], description="Names of settings.")
    types: list[InterviewType] = Field([], description="Interview types that lack something.")
    gaps: list[QuestionGap] = Field([], description="Interviews that no question can be asked in.")


class ChecklistItem(View):
    """One thing to set up: whether it is, and what was found.

    `todo` is something that is not set, and that a small deployment may do without; `wrong` keeps people from
    something; `unknown` has not been seen either way.
    """

    name: ItemName
    state: ItemState
    finding: ItemFinding
    facts: Facts
    handbook: str = Field(description="The page and the section of the handbook, as a file in `docs`.")
    handbook_url: str | None = Field(description="The same at HANDBOOK_URL; null where that isn't set.")


class Checklist(View):
    """All items, in the order in which to go through them."""

    items: list[ChecklistItem]


class MailTrial(View):
    """What became of a test mail, step by step; the last step says what went wrong, if anything did."""

    accepted: bool = Field(description="Whether the mail server, or the folder, has taken the mail.")
    steps: list[str]
