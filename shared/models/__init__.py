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
    InvitationStatus,
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
from shared.models.groups import Group, GroupMember, GroupRemoval, GroupTemplate
from shared.models.identities import EmailChange, Identity, SignInAttempt
from shared.models.interviews import ChatMessage, Interview, Note, Participant, SharedRun
from shared.models.invitations import Invitation, InvitationProposal, InvitationRefusal
from shared.models.keys import Passkey, PasskeyChallenge, RecoveryCode, TotpSecret
from shared.models.mails import OutgoingMail
from shared.models.moderation import Appeal, Measure
from shared.models.notifications import CalendarFeed, MailCursor, MailedNews, NotificationSettings, UnsubscribeLink
from shared.models.parking import ParkedItem
from shared.models.pepper import PepperFingerprint
from shared.models.push import OutgoingPush, PushDevice
from shared.models.question_reports import QuestionReport
from shared.models.questions import Question
from shared.models.safety import AuditEntry, Report, ReportEvidence
from shared.models.slots import (
    IS_PUBLIC,
    Slot,
    SlotTemplate,
    SlotWatch,
    is_for_everybody,
    is_private,
    is_public,
    was_invited,
)
from shared.models.sockets import SocketPlace, SocketProcess
from shared.models.solo import SoloTurn
from shared.models.streams import CommandReceipt, Event, Stream
from shared.models.topics import BELONGS_TO_TOPIC, Topic
from shared.models.users import Block, Login, OneTimeToken, ProfilePicture, User

__all__ = [
    "ACTIVE",
    "BELONGS_TO_TOPIC",
    "IS_ACTIVE",
    "IS_PUBLIC",
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
    "EmailChange",
    "Event",
    "Feedback",
    "Group",
    "GroupMember",
    "GroupRemoval",
    "GroupTemplate",
    "Identity",
    "Interview",
    "InterviewStatus",
    "InterviewType",
    "Invitation",
    "InvitationProposal",
    "InvitationRefusal",
    "InvitationStatus",
    "Login",
    "MailCursor",
    "MailedNews",
    "Measure",
    "MeasureKind",
    "Note",
    "NotificationSettings",
    "OneTimeToken",
    "OutgoingMail",
    "OutgoingPush",
    "ParkedItem",
    "Participant",
    "Passkey",
    "PasskeyChallenge",
    "PepperFingerprint",
    "ProfilePicture",
    "PushDevice",
    "Question",
    "QuestionKind",
    "QuestionReport",
    "QuestionReportReason",
    "QuestionReportResolution",
    "QuestionSource",
    "RecoveryCode",
    "Report",
    "ReportEvidence",
    "ReportReason",
    "Resolution",
    "Restriction",
    "ReunionAnswer",
    "SharedRun",
    "SignInAttempt",
    "Slot",
    "SlotTemplate",
    "SlotWatch",
    "SocketPlace",
    "SocketProcess",
    "SoloTurn",
    "Stream",
    "Topic",
    "TotpSecret",
    "UnsubscribeLink",
    "User",
    "is_active",
    "is_for_everybody",
    "is_private",
    "is_public",
    "shared_alias",
    "was_invited",
]
