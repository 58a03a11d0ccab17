"""Pages of the server's own, without scripts: for people who come from a mail, perhaps without an account."""

from __future__ import annotations

from flask import Response, render_template_string

from shared.core.settings import Settings
from shared.mail.words import Words

# A page of its own that loads nothing and sends its form only back here.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_PAGE = """\
<!doctype html>
<html lang="{{ say.language }}" dir="{{ say.direction }}">
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
{% if button %}
<form method="post">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<button>{{ button }}</button>
</form>
{% endif %}
{% if link %}
<p><a href="{{ link }}">{{ link_words }}</a></p>
{% endif %}
</main>
</body>
</html>
"""


def page(
    settings: Settings, say: Words, title: str, words: str, *, button: str = "", more: tuple[str, str] = ("", "")
) -> Response:
    """Return a page with a heading and a sentence; `button` sends it back, `more` is a page of ours and its name."""
    place, link_words = more
    link = place and f"{settings.public_url.rstrip('/')}/{place}"
    values = {"title": title, "words": words, "button": button, "link": link, "link_words": link_words}
    text = render_template_string(_PAGE, say=say, **values)
    headers = {"Content-Security-Policy": _POLICY, "Content-Language": say.language}
    return Response(text, headers=headers, mimetype="text/html")
