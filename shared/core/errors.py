"""Every refusal a client can meet, as a class: its status, its code, and its docstring as the default message.

`mockmate_api.http.problems` turns them into RFC 9457 problem documents, `mockmate_ws` into error frames.
"""

from __future__ import annotations

import inspect
from typing import Any, ClassVar


class Problem(Exception):
    """The request can't be served."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"

    def __init__(self, detail: str | None = None, *, retry_after: int | None = None, **extra: Any) -> None:
        self.detail = detail or inspect.cleandoc(type(self).__doc__ or "").partition("\n")[0]
        self.retry_after = retry_after
        self.extra = extra
        super().__init__(self.detail)


class Invalid(Problem):
    """A value in the request can't be used."""

    status = 422
    code = "invalid"

    def __init__(self, detail: str | None = None, *, pointer: str = "", code: str = "value_error") -> None:
        super().__init__(detail)
        self.extra = {"errors": [{"pointer": f"#/{pointer}", "detail": self.detail, "code": code}]}


class LinkInvalid(Invalid):
    """This link was used before or has expired; ask for a new one."""

    code = "link_invalid"

    def __init__(self) -> None:
        super().__init__(pointer="token", code=self.code)


class Unauthenticated(Problem):
    """Log in first: a valid access token is needed."""

    status = 401
    code = "unauthenticated"


class BadCredentials(Unauthenticated):
    """The login or the password is wrong."""

    code = "bad_credentials"


class TokenInvalid(Unauthenticated):
    """This token can't be used here."""

    code = "token_invalid"


class TokenExpired(Unauthenticated):
    """This token has expired; use the refresh token or log in again."""

    code = "token_expired"


class LoginRevoked(Unauthenticated):
    """This login has ended; log in again."""

    code = "login_revoked"


class RefreshTokenReused(Unauthenticated):
    """This refresh token was used before, so the whole login has been ended; log in again."""

    code = "refresh_token_reused"


class Forbidden(Problem):
    """You may not do this."""

    status = 403
    code = "forbidden"


class EmailNotVerified(Forbidden):
    """Confirm your e-mail address first, with the link in the mail that was sent to you."""

    code = "email_not_verified"


class PasswordWrong(Forbidden):
    """This is not your present password; nothing was done."""

    code = "password_wrong"


class Suspended(Forbidden):
    """This account is suspended."""

    code = "suspended"


class NotFound(Problem):
    """There is nothing here, or nothing that you may see."""

    status = 404
    code = "not_found"


class Conflict(Problem):
    """This doesn't fit the present state."""

    status = 409
    code = "conflict"


class EmailTaken(Conflict):
    """This e-mail address already has an account."""

    code = "email_taken"


class UsernameTaken(Conflict):
    """This username is taken."""

    code = "username_taken"


class BookingOverlap(Conflict):
    """You already have a booking or an interview at that time."""

    code = "booking_overlap"


class AlreadyBooked(Conflict):
    """You have already booked this slot."""

    code = "already_booked"


class SlotFull(Conflict):
    """This slot is full."""

    code = "slot_full"


class TooManyBookings(Conflict):
    """You hold as many booked slots as you may; attend or cancel one first."""

    code = "too_many_bookings"


class TooManyWatches(Conflict):
    """You watch as many slots as you may; stop watching one first."""

    code = "too_many_watches"


class SlotClosed(Conflict):
    """This slot has already started or passed."""

    code = "slot_closed"


class SlotTemplateTaken(Conflict):
    """There is a template for this type, day and time already."""

    code = "slot_template_taken"


class BookingClosed(Conflict):
    """This booking can't be changed any more."""

    code = "booking_closed"


class NotBooked(Conflict):
    """Book this slot first."""

    code = "not_booked"


class RoomNotOpen(Conflict):
    """The waiting room of this slot isn't open yet."""

    code = "room_not_open"


class RoomClosed(Conflict):
    """The waiting room of this slot has closed."""

    code = "room_closed"


class PracticeBlocked(Conflict):
    """You missed, canceled late or declined too many interviews, so practice is closed to you for a while."""

    code = "practice_blocked"


class AlreadyMatched(Conflict):
    """You are already matched; start or end that interview first."""

    code = "already_matched"


class AlreadyStarted(Conflict):
    """You have started this interview; it can be ended, but not declined."""

    code = "already_started"


class InterviewOver(Conflict):
    """This interview is over."""

    code = "interview_over"


class InterviewNotLive(Conflict):
    """This interview hasn't started yet; both have to start it."""

    code = "interview_not_live"


class NoMoreTime(Conflict):
    """This interview has been extended twice already."""

    code = "no_more_time"


class InterviewNotEnded(Conflict):
    """Feedback can be given once the interview has ended."""

    code = "interview_not_ended"


class FeedbackGiven(Conflict):
    """You have already given feedback on this interview."""

    code = "feedback_given"


class AlreadyReported(Conflict):
    """You have reported this person already; somebody will look at it."""

    code = "already_reported"


class SlugTaken(Conflict):
    """Another question has this slug."""

    code = "slug_taken"


class FeedbackClosed(Conflict):
    """This feedback can't be changed any more: its time is over, or one of you may read the other's."""

    code = "feedback_closed"


class CommandIdReused(Conflict):
    """This command id was used before with other content; ids must be unique."""

    code = "command_id_reused"


class TooManyRequests(Problem):
    """Too many requests of this kind; Retry-After says when the next one is welcome."""

    status = 429
    code = "too_many_requests"


class Unavailable(Problem):
    """A part we depend on is down; try again shortly."""

    status = 503
    code = "unavailable"


class Busy(Unavailable):
    """Too many people are logging in at this moment; try again shortly."""

    code = "busy"
