"""The enumerations of the domain; stored as their words, guarded by CHECK constraints."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Enum


class InterviewType(StrEnum):
    """What is practised."""

    BEHAVIORAL = "behavioral"
    TECHNICAL = "technical"


class Difficulty(StrEnum):
    """How hard the question should be, from easy to hard; matching compares levels."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"

    @property
    def level(self) -> int:
        """0 easy, 1 medium, 2 hard: the distance of two levels is their gap."""
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
    """Who cancelled a booking: its own person (also by deleting the account), or an administrator who suspends them."""

    PERSON = "person"
    ADMINISTRATOR = "administrator"


class InterviewStatus(StrEnum):
    """matched → live → ended; abandoned when it never became live."""

    MATCHED = "matched"
    LIVE = "live"
    ENDED = "ended"
    ABANDONED = "abandoned"


class AuditKind(StrEnum):
    """What the audit log keeps: who came in, who was refused, and what was done to accounts."""

    REGISTERED = "account.registered"
    LOGGED_IN = "login.ok"
    LOGIN_FAILED = "login.failed"
    LOGIN_REFUSED = "login.suspended"
    LOGGED_OUT = "login.ended"
    REFRESH_REUSED = "login.refresh_reused"
    PASSWORD_RESET = "password.reset"  # noqa: S105 - the name of an event
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 - the name of an event
    PROMOTED = "role.promoted"
    DEMOTED = "role.demoted"
    SUSPENDED = "account.suspended"
    UNSUSPENDED = "account.unsuspended"
    DELETED = "account.deleted"
    EXPORTED = "account.exported"
    REPORTED = "report.made"
    REPORT_RESOLVED = "report.resolved"
    ADMIN_DENIED = "admin.denied"


class ReportReason(StrEnum):
    """What somebody did, in the words of who met them."""

    HARASSMENT = "harassment"
    INAPPROPRIATE = "inappropriate"
    SPAM = "spam"
    CHEATING = "cheating"
    OTHER = "other"


class Resolution(StrEnum):
    """What an administrator made of a report."""

    DISMISSED = "dismissed"
    WARNED = "warned"
    SUSPENDED = "suspended"


class QuestionSource(StrEnum):
    """Where a question comes from: a file of the bank, or an administrator."""

    BANK = "bank"
    ADMIN = "admin"


class Comparison(StrEnum):
    """How what a function returns is compared with what a test case expects, both as JSON.

    exact: equal values, and lists in their order; 1 equals 1.0, true is not 1. unordered: two lists with equal
    members, each as often, in any order; inside the members order counts. approx: like exact, but a number may be off
    by 1e-6, or by a millionth of the expected one.
    """

    EXACT = "exact"
    UNORDERED = "unordered"
    APPROX = "approx"


def stored(enumeration: type[StrEnum], name: str) -> Enum:
    """Return the column type that stores an enumeration as text with a CHECK constraint called `name`."""
    return Enum(
        enumeration,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )
