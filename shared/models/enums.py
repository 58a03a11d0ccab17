"""The enums of the domain, stored as text with CHECK constraints."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Enum


class InterviewType(StrEnum):
    """The kind of interview to practice."""

    BEHAVIORAL = "behavioral"
    TECHNICAL = "technical"


class Difficulty(StrEnum):
    """How hard the question should be, from easy to hard; matching compares levels."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"

    @property
    def level(self) -> int:
        """0 easy, 1 medium, 2 hard. The gap between two difficulties is the difference of their levels."""
        return list(Difficulty).index(self)


class BookingStatus(StrEnum):
    """booked → waiting → matched → completed; the others end it early."""

    BOOKED = "booked"
    WAITING = "waiting"
    MATCHED = "matched"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NO_SHOW = "no_show"


class CancelledBy(StrEnum):
    """The canceler of a booking: its owner (also by deleting the account) or an administrator (by a suspension).

    peer: the other person of an invitation, without whom there is nobody to meet.
    group: the group whose slot it is was archived, or its owner removed from it.
    """

    PERSON = "person"
    ADMINISTRATOR = "administrator"
    PEER = "peer"
    GROUP = "group"


class DeclineReason(StrEnum):
    """Why a person declined a match: they can't practice now, or would rather meet someone else."""

    NOT_NOW = "not_now"
    SOMEBODY_ELSE = "somebody_else"


class InvitationStatus(StrEnum):
    """open → accepted, declined, or withdrawn by the person who invites; one that expires stays open."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class InterviewStatus(StrEnum):
    """matched → live → ended; abandoned if it never went live."""

    MATCHED = "matched"
    LIVE = "live"
    ENDED = "ended"
    ABANDONED = "abandoned"


class AuditKind(StrEnum):
    """What the audit log records: logins, refusals, and changes to accounts."""

    REGISTERED = "account.registered"
    LOGGED_IN = "login.ok"
    LOGIN_FAILED = "login.failed"
    LOGIN_REFUSED = "login.suspended"
    LOGGED_OUT = "login.ended"
    REFRESH_REUSED = "login.refresh_reused"
    PASSWORD_RESET = "password.reset"  # noqa: S105 - the name of an event
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 - the name of an event
    IDENTITY_ADDED = "identity.added"
    IDENTITY_REMOVED = "identity.removed"
    SIGN_IN_REFUSED = "identity.refused"
    EMAIL_CHANGE_ASKED = "email.change_asked"
    EMAIL_CHANGED = "email.changed"
    EMAIL_CHANGE_STOPPED = "email.change_stopped"
    PASSKEY_ADDED = "passkey.added"
    PASSKEY_REMOVED = "passkey.removed"
    PASSKEY_REFUSED = "passkey.refused"
    TOTP_ON = "totp.on"
    TOTP_OFF = "totp.off"
    RECOVERY_CODES_MADE = "recovery_codes.made"
    RECOVERY_CODE_USED = "recovery_codes.used"
    SECOND_STEP_FAILED = "login.second_step_failed"
    SECOND_STEP_CHANGED = "login.second_step_changed"
    SECOND_FACTOR_REMOVED = "account.second_factor_removed"
    PROMOTED = "role.promoted"
    DEMOTED = "role.demoted"
    MODERATOR_APPOINTED = "role.moderator_appointed"
    MODERATOR_DISMISSED = "role.moderator_dismissed"
    SUSPENDED = "account.suspended"
    UNSUSPENDED = "account.unsuspended"
    BIRTH_YEAR_CHANGED = "account.birth_year_changed"
    DELETED = "account.deleted"
    EXPORTED = "account.exported"
    CONSENTED = "account.consented"
    REPORTED = "report.made"
    REPORT_RESOLVED = "report.resolved"
    EVIDENCE_SEEN = "evidence.seen"
    PICTURE_REMOVED = "picture.removed"
    WARNED = "account.warned"
    RESTRICTED = "account.restricted"
    UNRESTRICTED = "account.unrestricted"
    APPEALED = "appeal.made"
    APPEAL_ANSWERED = "appeal.answered"
    GROUP_APPROVED = "group.approved"
    GROUP_ARCHIVED = "group.archived"
    GROUP_REMOVED = "group.removed"
    ADMIN_DENIED = "admin.denied"


class ReportReason(StrEnum):
    """What a person did, according to the person who met them."""

    HARASSMENT = "harassment"
    INAPPROPRIATE = "inappropriate"
    SPAM = "spam"
    CHEATING = "cheating"
    OTHER = "other"


class Resolution(StrEnum):
    """The decision of a moderator or an administrator on a report."""

    DISMISSED = "dismissed"
    WARNED = "warned"
    RESTRICTED = "restricted"
    SUSPENDED = "suspended"


class MeasureKind(StrEnum):
    """What was decided about a person."""

    WARNED = "warned"
    RESTRICTED = "restricted"
    SUSPENDED = "suspended"


class Restriction(StrEnum):
    """How a person may take part. text_only: in writing, without sound or picture."""

    TEXT_ONLY = "text_only"


class AppealOutcome(StrEnum):
    """The answer to an appeal: the measure stays, or is lifted."""

    UPHOLD = "uphold"
    LIFT = "lift"


class QuestionKind(StrEnum):
    """What a question asks for, which decides what it consists of and how an answer can be tested (docs/questions.md).

    function: a function or a class, called by test cases. stdin: a program, compared by what it prints. sql: a query,
    compared by its rows. design: a system, discussed. debugging: a function that is wrong, to be mended. review: code
    to read and discuss. frontend: HTML, CSS and JavaScript. conversation: told, not coded.
    """

    FUNCTION = "function"
    STDIN = "stdin"
    SQL = "sql"
    DESIGN = "design"
    DEBUGGING = "debugging"
    REVIEW = "review"
    FRONTEND = "frontend"
    CONVERSATION = "conversation"


class QuestionSource(StrEnum):
    """The origin of a question: a file of the bank, or an administrator."""

    BANK = "bank"
    ADMIN = "admin"


class QuestionReportReason(StrEnum):
    """What is wrong with a question, according to a person who asked it or was asked it."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    PUBLIC = "public"
    OTHER = "other"


class QuestionReportResolution(StrEnum):
    """What an administrator did about a report on a question."""

    CHANGED = "changed"
    RETIRED = "retired"
    DISMISSED = "dismissed"


class Comparison(StrEnum):
    """How a function's result is compared with the expected result of a test case, both as JSON.

    exact: equal values, with lists in order; 1 equals 1.0, true is not 1. unordered: two lists with the same members,
    each equally often, in any order; inside the members order matters. approx: like exact, but a number may be off by
    the question's tolerance, or by that share of the expected one; without a tolerance, by a millionth.
    """

    EXACT = "exact"
    UNORDERED = "unordered"
    APPROX = "approx"


def stored(enumeration: type[StrEnum], name: str) -> Enum:
    """Return the column type that stores an enum as text with a CHECK constraint called `name`."""
    return Enum(
        enumeration,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )
