"""The schema, one file per aggregate. Importing this package registers every table on `Base.metadata`."""

from shared.models.again import AgainWish, ReunionAnswer
from shared.models.backups import BackupRun
from shared.models.base import Base, shared_alias
from shared.models.bookings import ACTIVE, IS_ACTIVE, Booking, BookingReminder, is_active
from shared.models.documents import Document, DocumentUpdate
from shared.models.enums import (
    AppealOutcome,
    AuditKind,
    BookingStatus,
    CancelledBy,
    Comparison,
    DeclineReason,
    Difficulty,
    InterviewStatus,
    InterviewType,
    MeasureKind,
    QuestionKind,
    QuestionReportReason,
    QuestionReportResolution,
    QuestionSource,
    ReportReason,
    Resolution,
    Restriction,
)
from shared.models.feedback import Feedback
from shared.models.interviews import ChatMessage, Interview, Note, Participant, SharedRun
from shared.models.mails import OutgoingMail
from shared.models.moderation import Appeal, Measure
from shared.models.notifications import CalendarFeed, MailCursor, MailedNews, NotificationSettings, UnsubscribeLink
from shared.models.parking import ParkedItem
from shared.models.pepper import PepperFingerprint
from shared.models.question_reports import QuestionReport
from shared.models.questions import Question
from shared.models.safety import AuditEntry, Report, ReportEvidence
from shared.models.slots import Slot, SlotTemplate, SlotWatch
from shared.models.sockets import SocketPlace, SocketProcess
from shared.models.streams import CommandReceipt, Event, Stream
from shared.models.users import Block, Login, OneTimeToken, User

__all__ = [
    "ACTIVE",
    "IS_ACTIVE",
    "AgainWish",
    "Appeal",
    "AppealOutcome",
    "AuditEntry",
    "AuditKind",
    "BackupRun",
    "Base",
    "Block",
    "Booking",
    "BookingReminder",
    "BookingStatus",
    "CalendarFeed",
    "CancelledBy",
    "ChatMessage",
    "CommandReceipt",
    "Comparison",
    "DeclineReason",
    "Difficulty",
    "Document",
    "DocumentUpdate",
    "Event",
    "Feedback",
    "Interview",
    "InterviewStatus",
    "InterviewType",
    "Login",
    "MailCursor",
    "MailedNews",
    "Measure",
    "MeasureKind",
    "Note",
    "NotificationSettings",
    "OneTimeToken",
    "OutgoingMail",
    "ParkedItem",
    "Participant",
    "PepperFingerprint",
    "Question",
    "QuestionKind",
    "QuestionReport",
    "QuestionReportReason",
    "QuestionReportResolution",
    "QuestionSource",
    "Report",
    "ReportEvidence",
    "ReportReason",
    "Resolution",
    "Restriction",
    "ReunionAnswer",
    "SharedRun",
    "Slot",
    "SlotTemplate",
    "SlotWatch",
    "SocketPlace",
    "SocketProcess",
    "Stream",
    "UnsubscribeLink",
    "User",
    "is_active",
    "shared_alias",
]
