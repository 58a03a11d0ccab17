"""Renders mails from `templates/`: a text whose first line is the subject, and HTML.

The templates have the English words, and `locales/` what they are in other languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from shared.core.settings import Settings
from shared.core.ui_languages import UiLanguage
from shared.identity import one_time_tokens
from shared.mail import words
from shared.mail.words import Words


class Link(NamedTuple):
    """A page that a letter links to with a single-use token; the token is created when the letter is sent."""

    page: str
    purpose: str
    seconds: int


# Letters without a link need no entry, only templates.
LINKS: dict[str, Link] = {
    "welcome": Link("verify-email", one_time_tokens.VERIFY_EMAIL, one_time_tokens.VERIFY_SECONDS),
    "verify_email": Link("verify-email", one_time_tokens.VERIFY_EMAIL, one_time_tokens.VERIFY_SECONDS),
    "reset_password": Link("reset-password", one_time_tokens.RESET_PASSWORD, one_time_tokens.RESET_SECONDS),
    "change_email": Link("change-email", one_time_tokens.CHANGE_EMAIL, one_time_tokens.CHANGE_EMAIL_SECONDS),
    "email_changing": Link("keep-email", one_time_tokens.KEEP_EMAIL, one_time_tokens.KEEP_EMAIL_SECONDS),
}


@cache
def _templates(language: UiLanguage) -> Environment:
    templates = Environment(
        loader=PackageLoader("shared.mail"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.install_gettext_translations(words.texts(language), newstyle=True)  # type: ignore[attr-defined]
    return templates


class Written(NamedTuple):
    """A rendered letter."""

    subject: str
    text: str
    html: str
    language: UiLanguage


def render(settings: Settings, say: Words, letter: str, data: Mapping[str, Any], token: str | None) -> Written:
    """Render a letter. Raises jinja2.TemplateError if it doesn't exist or `data` lacks a value it needs."""
    values = {
        **data,
        "home": settings.public_url.rstrip("/"),
        "link": data.get("link") or _link(settings, letter, token),
        "language": say.language,
        "direction": say.direction,
    }
    templates = _templates(say.language)
    first, _, text = templates.get_template(f"{letter}.txt").render(values).partition("\n")
    subject = " ".join(first.split())  # a subject is one line, whoever wrote it
    html = templates.get_template(f"{letter}.html").render(values, subject=subject)
    return Written(subject, text.lstrip("\n"), html, say.language)


def render_event(settings: Settings, say: Words, kind: str, name: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """Return the subject and the body of the mail about an event, for somebody of that name."""
    subject, lines = event_lines(say, kind, data)
    home = settings.public_url.rstrip("/")
    layout = _templates(say.language).get_template("events/layout.txt")
    return subject, layout.render(name=name, lines=lines, home=home).strip()


def event_lines(say: Words, kind: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is said of an event, without greeting: a subject, and lines."""
    subject, _, lines = _templates(say.language).get_template(f"events/{kind}.txt").render(data).strip().partition("\n")
    return subject, lines


def _link(settings: Settings, letter: str, token: str | None) -> str | None:
    """Return the URL of a letter's page. The host comes from the settings; a request's Host header can't be trusted."""
    if token is None:
        return None
    # In the fragment, which browsers never send, so the token appears in no access log and no Referer.
    return f"{settings.public_url.rstrip('/')}/{LINKS[letter].page}#token={token}"
