"""The pages behind the link that unsubscribes: they ask, and say what was done, without scripts."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, render_template_string

from shared.core.completeness import require_whole
from shared.core.settings import Settings
from shared.mail.preferences import KINDS, NotificationKind

# A page of its own that loads nothing and sends its form only back here.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_TOPICS: Mapping[NotificationKind, str] = {
    "booking.changed": "your bookings (calendar invitations)",
    "booking.reminder": "the start of your mock interviews (reminders)",
    "slot.available": "free seats in slots that you watch",
    "match.found": "your matches",
    "match.expired": "waiting rooms that closed without a match",
    "match.peer_no_show": "missed starts",
    "match.declined": "declined matches",
    "feedback.received": "feedback that you receive",
    "week.summarized": "your week at Mock Mate",
}
require_whole("_TOPICS", _TOPICS, KINDS)
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{ title }} | Mock Mate</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 34em; margin: 0 auto; padding: 24px; }
button { font: inherit; padding: 8px 16px; }</style>
</head>
<body>
<main>
<h1>{{ title }}</h1>
<p>{{ words }}</p>
{% if asks %}
<form method="post">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<button>Unsubscribe</button>
</form>
{% endif %}
<p><a href="{{ home }}/news#preferences">All notification settings</a></p>
</main>
</body>
</html>
"""


def question(settings: Settings, kind: NotificationKind) -> Response:
    """Return the page that asks whether mails of a kind should stop."""
    words = f"Do you want to stop getting emails about {_TOPICS[kind]}?"
    return _page(settings, "Unsubscribe", words, asks=True)


def done(settings: Settings, kind: NotificationKind) -> Response:
    """Return the page that says that they will."""
    words = f"You will get no more emails about {_TOPICS[kind]}. You can turn them on again in the settings."
    return _page(settings, "You are unsubscribed", words)


def unknown(settings: Settings) -> Response:
    """Return the page for a link that belongs to no account. Its status isn't 404: gateways replace those pages."""
    words = "It belongs to no account, so nothing is sent because of it. Check that you opened the whole link."
    return _page(settings, "This link doesn't work", words)


def _page(settings: Settings, title: str, words: str, *, asks: bool = False) -> Response:
    home = settings.public_url.rstrip("/")
    text = render_template_string(_PAGE, title=title, words=words, asks=asks, home=home)
    return Response(text, headers={"Content-Security-Policy": _POLICY}, mimetype="text/html")
