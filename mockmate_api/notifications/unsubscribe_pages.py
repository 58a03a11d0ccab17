"""The pages behind the link that unsubscribes: they ask, and say what was done, without scripts."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from mockmate_api.http import plain_pages
from shared.core import ui_languages
from shared.core.completeness import require_whole
from shared.core.settings import Settings
from shared.core.ui_languages import FALLBACK, UI_LANGUAGES
from shared.mail.preferences import CHOSEN, NotificationKind
from shared.mail.words import Words, marked
from shared.models import User

_TOPICS: Mapping[NotificationKind, str] = {
    "booking.changed": marked("your bookings (calendar invitations)"),
    "booking.reminder": marked("the start of your mock interviews (reminders)"),
    "slot.available": marked("free seats in slots that you watch"),
    "match.found": marked("your matches"),
    "match.expired": marked("waiting rooms that closed without a match"),
    "match.peer_no_show": marked("missed starts"),
    "match.declined": marked("declined matches"),
    "feedback.received": marked("feedback that you receive"),
    "week.summarized": marked("your week at Mock Mate"),
    "report.answered": marked("answers to your reports"),
    "invitation.received": marked("invitations from people you would meet again"),
    "invitation.accepted": marked("accepted invitations"),
    "invitation.declined": marked("declined invitations"),
    "again.agreed": marked("people who would like to meet you again, too"),
    "group.answered": marked("the approval of groups that you make"),
}
require_whole("_TOPICS", _TOPICS, CHOSEN)


def question(settings: Settings, user: User, kind: NotificationKind) -> Response:
    """Return the page that asks whether mails of a kind should stop."""
    say = _words(user)
    words = say.gettext("Do you want to stop getting emails about %(topic)s?", topic=say.gettext(_TOPICS[kind]))
    return _page(settings, say, say.gettext("Unsubscribe"), words, button=say.gettext("Unsubscribe"))


def done(settings: Settings, user: User, kind: NotificationKind) -> Response:
    """Return the page that says that they will."""
    say = _words(user)
    words = say.gettext(
        "You will get no more emails about %(topic)s. You can turn them on again in the settings.",
        topic=say.gettext(_TOPICS[kind]),
    )
    return _page(settings, say, say.gettext("You are unsubscribed"), words)


def unknown(settings: Settings) -> Response:
    """Return the page for a link that belongs to no account. Its status isn't 404: gateways replace those pages."""
    say = _words(None)
    words = say.gettext(
        "It belongs to no account, so nothing is sent because of it. Check that you opened the whole link."
    )
    return _page(settings, say, say.gettext("This link doesn't work"), words)


def _words(user: User | None) -> Words:
    """Return the words of a page for a person: in the language that they chose, or else in that of their browser."""
    chosen = ui_languages.known(user.ui_language) if user else None
    return Words(chosen or ui_languages.of(request.accept_languages.best_match(UI_LANGUAGES, FALLBACK)))


def _page(settings: Settings, say: Words, title: str, words: str, *, button: str = "") -> Response:
    more = ("news#preferences", say.gettext("All notification settings"))
    return plain_pages.page(settings, say, title, words, button=button, more=more)
