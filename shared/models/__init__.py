"""The schema, one file an aggregate. Importing this package registers every table on `Base.metadata`."""

from shared.models.base import Base
from shared.models.bookings import LIVE_BOOKING, Booking
from shared.models.documents import Document, DocumentUpdate
from shared.models.enums import BookingStatus, Difficulty, InterviewStatus, InterviewType
from shared.models.feedback import Feedback
from shared.models.interviews import ChatMessage, Interview, Note, Participant, SharedRun
from shared.models.mails import OutgoingMail
from shared.models.questions import Question
from shared.models.slots import Slot
from shared.models.streams import CommandReceipt, Event, Stream
from shared.models.users import Block, Login, OneTimeToken, User

__all__ = [
    "LIVE_BOOKING",
    "Base",
    "Block",
    "Booking",
    "BookingStatus",
    "ChatMessage",
    "CommandReceipt",
    "Difficulty",
    "Document",
    "DocumentUpdate",
    "Event",
    "Feedback",
    "Interview",
    "InterviewStatus",
    "InterviewType",
    "Login",
    "Note",
    "OneTimeToken",
    "OutgoingMail",
    "Participant",
    "Question",
    "SharedRun",
    "Slot",
    "Stream",
    "User",
]
