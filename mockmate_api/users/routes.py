"""GET, PATCH and DELETE /users/me, PUT /users/me/consent, GET /users/me/export, and POST /users/{id}/report."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.accounts import confirming, email_changes, reports
from mockmate_api.accounts.profiles import MyProfile
from mockmate_api.accounts.reports import ReportChanges, ReportIn, ReportMade
from mockmate_api.http import rate_limits
from mockmate_api.http.caller import current_session_id, current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.http.problems import AlreadyResolved
from mockmate_api.users import deletion, export, service
from mockmate_api.users.schemas import ConsentIn, DeleteIn, EmailChangeIn, Export, ProfileChanges
from shared.core.errors import (
    AlreadyReported,
    BirthYearSet,
    Busy,
    ConfirmationRequired,
    EmailTaken,
    NotFound,
    PasswordWrong,
    RegistrationClosed,
    Suspended,
    TooYoung,
    UsernameTaken,
)
from shared.identity import consent

blueprint = Blueprint("users", __name__, url_prefix="/users")
_NO_PASSWORD = DeleteIn()


@operation(blueprint, "GET", "/me", returns={200: MyProfile})
def read_me() -> MyProfile:
    """Read my profile."""
    return service.profile(db.session(), settings(), current_user())


@operation(blueprint, "PATCH", "/me", returns={200: MyProfile}, errors=(UsernameTaken, BirthYearSet, TooYoung))
def change_me(body: ProfileChanges) -> MyProfile:
    """Change my profile."""
    user = current_user()
    given = body.given
    blocks = given.pop("blocks", None)
    birth_year = given.pop("birth_year", None)
    if birth_year is not None:
        service.set_birth_year(db.session(), settings(), user, birth_year)
    for name, value in given.items():
        setattr(user, name, value)
    if blocks is not None:
        service.set_blocks(db.session(), user, blocks)
    return service.profile(db.session(), settings(), user)


@operation(blueprint, "PUT", "/me/consent", returns={200: MyProfile})
def agree_to_storing(body: ConsentIn) -> MyProfile:
    """Agree to what is stored of an interview, for whom and how long. Repeating it has no effect."""
    user = current_user()
    consent.give(db.session(), user, body.version)
    return service.profile(db.session(), settings(), user)


@operation(
    blueprint,
    "DELETE",
    "/me",
    returns={204: None},
    errors=(Busy, PasswordWrong, ConfirmationRequired),
    limits=rate_limits.PASSWORD_AGAIN,
)
def delete_me(body: DeleteIn = _NO_PASSWORD) -> None:
    """Delete my account, given my password, or in a login that was confirmed in the last ten minutes.

    My name and address are erased at once, and so are my lines of chat and my runs; my logins end, my bookings are
    canceled. Code, whiteboards and feedback stay with the people I met, attributed to a deleted person.
    """
    deletion.delete_account(db.session(), settings(), current_user(), current_session_id(), body.password)


@operation(
    blueprint,
    "POST",
    "/me/email",
    returns={202: None},
    errors=(ConfirmationRequired, EmailTaken, RegistrationClosed, Suspended),
    limits=rate_limits.CHANGE_EMAIL,
)
def ask_for_email(body: EmailChangeIn) -> None:
    """Ask for another email address.

    A link in a mail to it makes it mine, within a day. A mail to the one I have tells of it, with a link that stops it,
    or takes it back, within a week. Asking again replaces what was asked before.
    """
    confirming.require(db.session(), current_session_id())
    email_changes.ask(db.session(), settings(), current_user(), body.email)


@operation(
    blueprint, "GET", "/me/export", returns={200: Export}, errors=(ConfirmationRequired,), limits=rate_limits.EXPORT
)
def export_me() -> Export:
    """Export all data stored about me, in a login that was confirmed in the last ten minutes."""
    confirming.require(db.session(), current_session_id())
    return export.everything(db.session(), settings(), current_user())


@operation(
    blueprint,
    "POST",
    "/<id:user_id>/report",
    returns={201: ReportMade},
    errors=(NotFound, AlreadyReported),
    idempotent=True,
    limits=rate_limits.REPORT,
)
def report_user(user_id: int, body: ReportIn) -> ReportMade:
    """Report a person I was matched with. They are not notified."""
    return reports.make(db.session(), current_user().id, user_id, body)


@operation(
    blueprint, "PATCH", "/me/reports/<id:report_id>", returns={200: ReportMade}, errors=(NotFound, AlreadyResolved)
)
def change_report(report_id: int, body: ReportChanges) -> ReportMade:
    """Change the reason or the words of a report of mine about a person, while it is open."""
    return reports.change(db.session(), current_user().id, report_id, body)
