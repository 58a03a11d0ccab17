"""/notifications: the list, what I have read, my preferences and devices, and unsubscribing from mail."""

from __future__ import annotations

from flask import Blueprint, Response, request

from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_session_id, current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.notifications import devices, service, unsubscribe_pages
from mockmate_api.notifications.device_schemas import PushDeviceIn, PushDeviceList, PushDeviceOut
from mockmate_api.notifications.devices import Owner
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
    """Get my notification preferences, in the app, by email and by push."""
    return service.current_preferences(db.session(), current_user())


@operation(blueprint, "PUT", "/preferences", returns={200: PreferencesOut})
def set_preferences(body: PreferencesIn) -> PreferencesOut:
    """Set my notification preferences."""
    return service.set_preferences(db.session(), current_user(), body)


@operation(blueprint, "GET", "/devices", returns={200: PushDeviceList})
def list_push_devices() -> PushDeviceList:
    """List my devices that notifications are pushed to."""
    return devices.listed(db.session(), _owner())


@operation(blueprint, "POST", "/devices", returns={200: PushDeviceOut})
def register_push_device(body: PushDeviceIn) -> PushDeviceOut:
    """Let notifications be pushed to this device, for as long as this login lasts. Repeating it changes nothing.

    A browser subscribes with `push_key` of /config. A device is one person's: whoever registers it last.
    """
    return devices.register(db.session(), settings(), _owner(), body)


@operation(blueprint, "DELETE", "/devices/<id:push_device_id>", returns={204: None})
def remove_push_device(push_device_id: int) -> None:
    """Push no more to a device of mine."""
    devices.remove(db.session(), current_user().id, push_device_id)


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


def _owner() -> Owner:
    return Owner(current_user().id, current_session_id(), request.headers.get("User-Agent", ""))


def _unknown_link() -> Response:
    """Tell people that a link belongs to no account. Raises NotFound for programs."""
    if not _is_browser():
        raise NotFound
    return unsubscribe_pages.unknown(settings())


def _is_browser() -> bool:
    return request.headers.get("Accept", "").startswith("text/html")
