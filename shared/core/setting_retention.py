"""The settings that say for how many days what is kept; `shared.core.retention` says what else is known of each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

Days = Annotated[int, Field(ge=0, le=36500)]


class RetentionSettings(BaseSettings):
    """A part of `Settings`."""

    keep_chat_days: Days = Field(
        365, description="Days that the chat is kept after an interview; 0, here and below, for good."
    )
    keep_document_days: Days = Field(
        365, description="Days that code and whiteboard are kept with every change; the replay goes with them."
    )
    keep_runs_days: Days = Field(365, description="Days that shared runs are kept after an interview.")
    keep_notes_days: Days = Field(365, description="Days that private notes are kept after they were last saved.")
    keep_feedback_days: Days = Field(730, description="Days that feedback is kept after an interview.")
    keep_events_days: Days = Field(90, description="Days that notifications are kept.")
    keep_mail_days: Days = Field(30, description="Days that sent mails are kept, in the outbox and in a folder.")
    keep_audit_days: Days = Field(365, description="Days that entries of the audit log are kept.")
    keep_evidence_days: Days = Field(
        30,
        description="Days that the evidence of a report is kept after it was decided; at most as long as the report.",
    )
    keep_reports_days: Days = Field(365, description="Days that reports are kept after they were decided.")
    keep_logins_days: Days = Field(90, description="Days that logins are kept after they ended.")
