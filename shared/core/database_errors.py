"""What a database error means: a conflict to tell the client, a race to run again, an outage, or a bug of ours."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from shared.core.errors import (
    AlreadyBooked,
    AlreadyReported,
    BookingOverlap,
    Conflict,
    EmailTaken,
    FeedbackGiven,
    IdentityTaken,
    PasskeyTaken,
    Problem,
    QuestionReported,
    SlotTemplateTaken,
    SlugTaken,
    TopicTaken,
    Unavailable,
    UsernameTaken,
)

# Constraint names of shared.models → the problem a client gets when two requests race past the checks.
CONFLICTS: dict[str, type[Conflict]] = {
    "users_email_key": EmailTaken,
    "users_username_key": UsernameTaken,
    "identities_issuer_subject_key": IdentityTaken,
    "passkeys_credential_id_key": PasskeyTaken,
    "bookings_user_slot_live_key": AlreadyBooked,
    "bookings_no_overlap": BookingOverlap,
    "feedback_interview_author_key": FeedbackGiven,
    "reports_open_key": AlreadyReported,
    "question_reports_open_key": QuestionReported,
    "questions_slug_key": SlugTaken,
    "topics_slug_key": TopicTaken,
    "slot_templates_type_weekday_time_key": SlotTemplateTaken,
    "group_templates_once_key": SlotTemplateTaken,
}

STALE_PLAN_STATES = frozenset({"0A000"})
"""A migration has changed the result type of a prepared statement."""
SHARED_CONNECTION_STATES = frozenset({"26000", "42P05"})
"""A statement we prepared is missing, or exists before we prepare it: other clients share this connection."""
READ_ONLY_STATES = frozenset({"25006", "55000"})
"""The server takes no writes, as after a failover to another one; 55000 if a replica was asked for its WAL position."""
FULL_STATES = frozenset({"53100"})
"""The disk is full."""
RETRYABLE = frozenset({"40001", "40P01"}) | STALE_PLAN_STATES | SHARED_CONNECTION_STATES | READ_ONLY_STATES
CONFLICT_STATES = frozenset({"23505", "23P01"})
DOWN_STATES = ("08", "53", "57P", "55P03", "57014")


def sqlstate(error: DBAPIError) -> str:
    """Return PostgreSQL's five-character SQLSTATE of a driver error, or "" when the connection itself failed."""
    return getattr(error.orig, "pgcode", None) or ""


def from_database(error: DBAPIError) -> Problem | None:
    """Return the Problem a client should see for a database error, or None when it is a bug of ours."""
    state = sqlstate(error)
    if state in CONFLICT_STATES:
        diagnostics = getattr(error.orig, "diag", None)
        name = getattr(diagnostics, "constraint_name", None) or ""
        return CONFLICTS.get(name, Conflict)()
    if state in RETRYABLE or state.startswith(DOWN_STATES) or error.connection_invalidated or state == "":
        return Unavailable(retry_after=1)
    return None


def is_transient(error: BaseException) -> bool:
    """Whether the state of the database is to blame: the same work may succeed a moment later."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, Unavailable | PoolTimeoutError)
    state = sqlstate(error)
    # The driver's errors about its input have no state either.
    is_unreachable = not state and isinstance(error, OperationalError | InterfaceError)
    return is_unreachable or error.connection_invalidated or state in RETRYABLE or state.startswith(DOWN_STATES)
