"""GET /notifications, POST /notifications/read, GET and POST …/unsubscribe, GET and PUT /notifications/preferences."""

from __future__ import annotations

from flask import Blueprint, Response, request

from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.notifications import service, unsubscribe_pages
from mockmate_api.notifications.schemas import (
    NotificationPage,
    NotificationQuery,
    PreferencesIn,
    PreferencesOut,
    ReadIn,
    ReadOut,
)
from shared.core.errors import NotFound
from shared.events import notifications

blueprint = Blueprint("notifications", __name__, url_prefix="/notifications")


@operation(blueprint, "GET", "", returns={200: NotificationPage})
def list_notifications(query: NotificationQuery) -> NotificationPage:
    """List my notifications, newest first."""
    return service.listed(db.session(), settings(), current_user().id, query)


@operation(blueprint, "POST", "/read", returns={200: ReadOut})
def mark_notifications_read(body: ReadIn) -> ReadOut:
    """Set how far I have read. Nothing becomes unread again."""
    notifications.mark_read(db.session(), current_user().id, body.up_to)
    return service.unread(db.session(), current_user().id)


@operation(blueprint, "GET", "/preferences", returns={200: PreferencesOut})
def read_preferences() -> PreferencesOut:
    """Get my notification preferences, in the app and by email."""
    return service.current_preferences(db.session(), current_user())


@operation(blueprint, "PUT", "/preferences", returns={200: PreferencesOut})
def set_preferences(body: PreferencesIn) -> PreferencesOut:
    """Set my notification preferences."""
    return service.set_preferences(db.session(), current_user(), body)


@operation(blueprint, "GET", "/unsubscribe/<string:token>", returns={200: "text/html"}, credential=Credential.NONE)
def ask_to_unsubscribe(token: str) -> Response:
    """Get the page that asks whether to stop one kind of mail. Opening it changes nothing."""
    try:
        user, kind = service.owner(db.session(), settings(), token)
    except NotFound:
        return _unknown_link()
    return unsubscribe_pages.question(settings(), user, kind)


@operation(
    blueprint,
    "POST",
    "/unsubscribe/<string:token>",
    returns={204: None, 200: "text/html"},
    credential=Credential.NONE,
)
def unsubscribe_from_mail(token: str) -> Response | None:
    """Stop one kind of mail; mail programs call this for their unsubscribe button (RFC 8058).

    The token is in the mail's List-Unsubscribe header. The body is ignored, and repeating it has no effect. Browsers,
    which ask for `text/html`, get a page that says what was done.
    """
    try:
        user, kind = service.unsubscribed(db.session(), settings(), token)
    except NotFound:
        return _unknown_link()
    return unsubscribe_pages.done(settings(), user, kind) if _is_browser() else None


def _unknown_link() -> Response:
    """Tell people that a link belongs to no account. Raises NotFound for programs."""
    if not _is_browser():
        raise NotFound
    return unsubscribe_pages.unknown(settings())


def _is_browser() -> bool:
    return request.headers.get("Accept", "").startswith("text/html")
