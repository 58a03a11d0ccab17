"""Every refusal a client can meet, as a class: its status, its code, and its docstring as the default message.

`mockmate_api.http.problems` turns them into RFC 9457 problem documents, `mockmate_ws` into error frames.
"""

from __future__ import annotations

import inspect
from typing import Any, ClassVar


class Problem(Exception):
    """The request can't be processed."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"

    def __init__(self, detail: str | None = None, *, retry_after: int | None = None, **extra: Any) -> None:
        self.detail = detail or inspect.cleandoc(type(self).__doc__ or "").partition("\n")[0]
        self.retry_after = retry_after
        self.extra = extra
        super().__init__(self.detail)


class Invalid(Problem):
    """A value in the request is not valid."""

    status = 422
    code = "invalid"

    def __init__(self, detail: str | None = None, *, pointer: str = "", code: str = "value_error") -> None:
        super().__init__(detail)
        self.extra = {"errors": [{"pointer": f"#/{pointer}", "detail": self.detail, "code": code}]}


class LinkInvalid(Invalid):
    """This link has already been used or has expired; request a new one."""

    code = "link_invalid"

    def __init__(self) -> None:
        super().__init__(pointer="token", code=self.code)


class TooYoung(Invalid):
    """You are too young to take part here. Nothing of what you sent was kept."""

    code = "too_young"

    def __init__(self) -> None:
        super().__init__(pointer="birth_year", code=self.code)


class SignInExpired(Invalid):
    """This attempt to sign in was already used, has expired, or began in another browser; begin again."""

    code = "sign_in_expired"

    def __init__(self) -> None:
        super().__init__(pointer="code", code=self.code)


class SetupLinkInvalid(LinkInvalid):
    """This link no longer works. As long as there is no administrator, the server prints a new one when it starts."""

    code = "setup_link_invalid"


class Unauthenticated(Problem):
    """A valid access token is required; log in first."""

    status = 401
    code = "unauthenticated"


class BadCredentials(Unauthenticated):
    """The username, email address, or password is wrong."""

    code = "bad_credentials"


class SecondFactorRequired(Unauthenticated):
    """The password is right, and a second step is needed: POST /auth/login/second with this ticket."""

    code = "second_factor_required"


class SecondFactorExpired(Unauthenticated):
    """This attempt to log in has expired, or was made on another device; start again with the password."""

    code = "second_factor_expired"


class TokenInvalid(Unauthenticated):
    """This token is not valid here."""

    code = "token_invalid"


class TokenExpired(Unauthenticated):
    """This token has expired; use the refresh token or log in again."""

    code = "token_expired"


class LoginRevoked(Unauthenticated):
    """This login has ended; log in again."""

    code = "login_revoked"


class RefreshTokenReused(Unauthenticated):
    """This refresh token has already been used, so the login was ended; log in again."""

    code = "refresh_token_reused"


class Forbidden(Problem):
    """You are not allowed to do this."""

    status = 403
    code = "forbidden"


class EmailNotVerified(Forbidden):
    """Confirm your email address first, with the link in the email that was sent to you."""

    code = "email_not_verified"


class TextOnly(Forbidden):
    """This interview is by text, without sound and picture."""

    code = "text_only"


class CamerasNotAllowed(Forbidden):
    """Cameras stay off in interviews between minors."""

    code = "cameras_not_allowed"


class ContactsNotAllowed(Forbidden):
    """Contacts are not exchanged in interviews with minors."""

    code = "contacts_not_allowed"


class OwnDecision(Forbidden):
    """You made this decision or the report, so another moderator has to answer the appeal."""

    code = "own_decision"


class GroupsOff(Forbidden):
    """Groups can't be made here."""

    code = "groups_off"


class BirthYearMissing(Forbidden):
    """Say first in which year you were born, in your account."""

    code = "birth_year_missing"


class ConsentRequired(Forbidden):
    """Read what is stored of an interview and agree to it first: PUT /users/me/consent."""

    code = "consent_required"


class PasswordWrong(Forbidden):
    """This is not your current password; nothing was changed."""

    code = "password_wrong"


class CodeWrong(Forbidden):
    """This code is wrong or has expired, or was already used; each code works once."""

    code = "code_wrong"


class PasskeyRefused(Forbidden):
    """This passkey can't be used here, or the attempt has expired; try again."""

    code = "passkey_refused"


class SecondFactorSetupRequired(Forbidden):
    """Administrators need a second factor here: set up a code app, or a passkey as second step, in your account."""

    code = "second_factor_setup_required"


class ConfirmationRequired(Forbidden):
    """Confirm first that it is you: POST /auth/confirm."""

    code = "confirmation_required"


class RegistrationClosed(Forbidden):
    """This site makes no account for this address; ask the people who run it."""

    code = "registration_closed"


class ProviderEmailUnconfirmed(Forbidden):
    """The provider does not say that this is your email address: confirm it there, or register with a password here."""

    code = "provider_email_unconfirmed"


class Suspended(Forbidden):
    """This account is suspended."""

    code = "suspended"


class NotFound(Problem):
    """Not found, or you don't have access."""

    status = 404
    code = "not_found"


class InvitationInvalid(NotFound):
    """This invitation can't be accepted: the link is incomplete, or was used, withdrawn or has expired."""

    code = "invitation_invalid"


class Conflict(Problem):
    """The request conflicts with the current state."""

    status = 409
    code = "conflict"


class EmailTaken(Conflict):
    """An account with this email address already exists."""

    code = "email_taken"


class IdentityTaken(Conflict):
    """You sign in to another account here with this; remove it there first."""

    code = "identity_taken"


class LastWayIn(Conflict):
    """Without this you could no longer log in: choose a password first, or add another way to sign in."""

    code = "last_way_in"


class UsernameTaken(Conflict):
    """This username is taken."""

    code = "username_taken"


class BirthYearSet(Conflict):
    """You have already said in which year you were born; an administrator can change it."""

    code = "birth_year_set"


class PasskeyTaken(Conflict):
    """This passkey is already in use."""

    code = "passkey_taken"


class TooManyPasskeys(Conflict):
    """You have as many passkeys as there may be; remove one first."""

    code = "too_many_passkeys"


class NoPasskeysHere(Conflict):
    """Passkeys need a site with a name; this one is reached by the number of its machine."""

    code = "no_passkeys_here"


class TotpIsOn(Conflict):
    """Codes of an app are already asked for; turn them off first."""

    code = "totp_is_on"


class NothingToAsk(Conflict):
    """There is no passkey, or no second factor, that this could apply to."""

    code = "nothing_to_ask"


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
    """You have reached the limit of booked slots; attend or cancel one first."""

    code = "too_many_bookings"


class TooManyWatches(Conflict):
    """You have reached the limit of watched slots; stop watching one first."""

    code = "too_many_watches"


class SlotClosed(Conflict):
    """This slot has already started or is over."""

    code = "slot_closed"


class SlotTemplateTaken(Conflict):
    """A template for this type, day, and time already exists."""

    code = "slot_template_taken"


class BookingClosed(Conflict):
    """This booking can no longer be changed."""

    code = "booking_closed"


class OwnInvitation(Conflict):
    """This is your own invitation. Send the link to the person you would like to practice with."""

    code = "own_invitation"


class InvitationAnswered(Conflict):
    """This invitation was accepted. To call the interview off, cancel your booking."""

    code = "invitation_answered"


class InviterBusy(Conflict):
    """The person who invited you has another booking then. Choose another time, or ask them for one."""

    code = "inviter_busy"


class TooManyInvitations(Conflict):
    """You have as many open invitations as there may be. Withdraw one first."""

    code = "too_many_invitations"


class AlreadyInvited(Conflict):
    """This person has an open invitation of yours. Withdraw it first, to propose something else."""

    code = "already_invited"


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
    """You missed, canceled late, or declined too many interviews, so you can't practice for a while."""

    code = "practice_blocked"


class LastOrganizer(Conflict):
    """You are the only organizer of this group; make another member an organizer first."""

    code = "last_organizer"


class GroupFull(Conflict):
    """This group has as many members as it can have."""

    code = "group_full"


class TooManyGroups(Conflict):
    """You have reached the limit of groups; leave one first."""

    code = "too_many_groups"


class SlotTaken(Conflict):
    """The group already has a slot of this type at this time."""

    code = "slot_taken"


class SlotBooked(Conflict):
    """People have booked this slot, so it can't be removed."""

    code = "slot_booked"


class AlreadyMatched(Conflict):
    """You are already matched; start or end that interview first."""

    code = "already_matched"


class ReunionGone(Conflict):
    """You were not asked this, or the person in question no longer waits here."""

    code = "reunion_gone"


class AlreadyStarted(Conflict):
    """You have already started this interview; you can end it, but not decline it."""

    code = "already_started"


class InterviewOver(Conflict):
    """This interview is over."""

    code = "interview_over"


class InterviewNotLive(Conflict):
    """This interview hasn't started yet; both participants have to start it."""

    code = "interview_not_live"


class PadNotOpen(Conflict):
    """The second question hasn't been asked yet; its pad opens with it."""

    code = "pad_not_open"


class NoMoreTime(Conflict):
    """This interview has already been extended twice."""

    code = "no_more_time"


class NoLongerWait(Conflict):
    """This start has been put off as long as it can be."""

    code = "no_longer_wait"


class InterviewNotEnded(Conflict):
    """This is possible once the interview has ended."""

    code = "interview_not_ended"


class FeedbackGiven(Conflict):
    """You have already given feedback on this interview."""

    code = "feedback_given"


class AlreadyAppealed(Conflict):
    """You have already appealed against this decision."""

    code = "already_appealed"


class AlreadyReported(Conflict):
    """You have already reported this person; an administrator will review the report."""

    code = "already_reported"


class QuestionReported(Conflict):
    """You have already reported this question; an administrator will review the report."""

    code = "question_reported"


class TopicTaken(Conflict):
    """Another topic has this slug."""

    code = "topic_taken"


class SlugTaken(Conflict):
    """Another question has this slug."""

    code = "slug_taken"


class FeedbackClosed(Conflict):
    """It is too late for this feedback: its deadline has passed, or one of you can already read the other's."""

    code = "feedback_closed"


class AgainClosed(Conflict):
    """It is too late for this: what was written in this interview is no longer kept."""

    code = "again_closed"


class AgainNotAgreed(Conflict):
    """You can propose a time once both of you have said that you would practice together again."""

    code = "again_not_agreed"


class CommandIdReused(Conflict):
    """This command ID was already used with different content; IDs must be unique."""

    code = "command_id_reused"


class NoQuestion(Conflict):
    """There is no question of this type that you could take."""

    code = "no_question"


class TooManyRequests(Problem):
    """Too many requests of this kind; wait for as long as Retry-After says."""

    status = 429
    code = "too_many_requests"


class Unavailable(Problem):
    """A required service is unavailable; try again shortly."""

    status = 503
    code = "unavailable"


class ProviderAway(Unavailable):
    """The provider can't be reached or answers nothing usable; try again shortly, or log in in another way."""

    code = "provider_away"


class Busy(Unavailable):
    """Too many people are logging in right now; try again shortly."""

    code = "busy"
