"""The page behind the link that stops invitations by mail to an address: it asks, and says what was done."""

from __future__ import annotations

from flask import Response, request
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.http import plain_pages
from shared.core import ui_languages
from shared.core.settings import Settings
from shared.core.ui_languages import FALLBACK, UI_LANGUAGES
from shared.identity import invitation_links
from shared.mail.words import Words
from shared.models import InvitationRefusal


def question(settings: Settings, token: str) -> Response:
    """Return the page that asks. Opening it changes nothing, since mail programs open links to look at them."""
    say = _words()
    if invitation_links.read_refusal(settings, token) is None:
        return _unknown(settings, say)
    words = say.gettext("Do you want to get no more invitations by email from people at Mock Mate?")
    stop = say.gettext("Stop these emails")
    return plain_pages.page(settings, say, stop, words, button=stop)


def refuse(session: Session, settings: Settings, token: str) -> Response:
    """Keep a digest of the address, so that no more such mail goes there."""
    say = _words()
    digest = invitation_links.read_refusal(settings, token)
    if digest is None:
        return _unknown(settings, say)
    session.execute(insert(InvitationRefusal).values(address_digest=digest).on_conflict_do_nothing())
    words = say.gettext(
        "No more invitations are mailed to this address, whoever enters it. Those that you got still work."
    )
    return plain_pages.page(settings, say, say.gettext("These emails are stopped"), words)


def _unknown(settings: Settings, say: Words) -> Response:
    words = say.gettext("Nothing is sent because of it. Check that you opened the whole link.")
    return plain_pages.page(settings, say, say.gettext("This link doesn't work"), words)


def _words() -> Words:
    return Words(ui_languages.of(request.accept_languages.best_match(UI_LANGUAGES, FALLBACK)))
