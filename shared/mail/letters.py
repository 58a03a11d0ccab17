"""What a queued mail says at the moment it is sent, and whether it is still to be sent at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.core import email_addresses
from shared.core.settings import Settings
from shared.identity import one_time_tokens
from shared.mail import email_change_mail, event_mail, invitation_mail, rendering, unsubscribe
from shared.mail.people import name_of
from shared.mail.preferences import CHOSEN, NotificationKind
from shared.mail.rendering import Written
from shared.mail.words import words_for
from shared.models import OutgoingMail, User

# An address gets at most one link a minute, however often one is requested.
_BETWEEN_LINKS = 60


class Outgoing(NamedTuple):
    """A mail that was claimed for sending. `kind` is that of a notification, of which the mail has a list each."""

    id: int
    recipient: str
    written: Written
    created_at: datetime
    headers: Mapping[str, str]
    calendar: str | None
    kind: NotificationKind | None = None


def write(session: Session, settings: Settings, mail: OutgoingMail, now: datetime) -> Outgoing | datetime | None:
    """Write a mail; return a time instead if it has to wait until then, or None if it isn't to be sent any more.

    A mail without a link is sent only to a confirmed address, since anyone can register any address; an invitation, and
    what is about a new address, to whichever address was entered.
    """
    link = rendering.LINKS.get(mail.letter)
    if mail.letter == invitation_mail.LETTER:
        return _invitation(session, settings, mail)
    if mail.letter in (email_change_mail.TO_THE_NEW, email_change_mail.TO_THE_OLD):
        about_change = email_change_mail.write(session, settings, mail)
        return about_change and Outgoing(mail.id, mail.recipient, about_change, mail.created_at, {}, None)
    user = session.scalar(select(User).where(func.lower(User.email) == func.lower(mail.recipient)))
    if user is None or email_addresses.is_nowhere(user.email):
        return None
    if not (_wants_link(session, user, mail, link) if link else user.email_verified):
        return None
    say = words_for(user)
    values, token = {**mail.data, "name": name_of(user)}, None
    headers, calendar, kind = mail.headers or {}, mail.calendar, None
    if event_mail.is_about_event(mail):
        wanted = event_mail.write(session, settings, user, mail, now)
        if wanted is None or wanted.due_at > now:
            return wanted and wanted.due_at
        kind, draft, calendar = wanted.kind, wanted.draft, wanted.draft.calendar
        values["subject"], values["body"] = rendering.render_event(settings, say, kind, values["name"], draft.values)
        if kind in CHOSEN:
            headers = unsubscribe.headers(settings, unsubscribe.token(session, user.id, kind))
    if link:
        token = one_time_tokens.issue(session, link.purpose, user.id, link.seconds)
    written = rendering.render(settings, say, mail.letter, values, token)
    # Use the address as its owner spelled it, not as it was spelled in the request.
    return Outgoing(mail.id, user.email, written, mail.created_at, headers, calendar, kind)


def suspension(settings: Settings, user: User, words: str, until: datetime | None) -> OutgoingMail:
    """Return the mail to a person who is suspended, and can read of it nowhere else before they log in."""
    return _about(settings, user, "account.suspended", words=words, until=until and words_for(user).moment(until))


def removed_picture(settings: Settings, user: User) -> OutgoingMail:
    """Return the mail to a person whose picture a moderator removed."""
    return _about(settings, user, "picture.removed")


def _about(settings: Settings, user: User, kind: str, **values: Any) -> OutgoingMail:
    subject, body = rendering.render_event(settings, words_for(user), kind, name_of(user), values)
    return OutgoingMail(recipient=user.email, letter=event_mail.LETTER, data={"subject": subject, "body": body})


def _invitation(session: Session, settings: Settings, mail: OutgoingMail) -> Outgoing | None:
    letter = invitation_mail.letter(session, settings, mail)
    if letter is None:
        return None
    written = rendering.render(settings, letter.say, mail.letter, letter.values, None)
    return Outgoing(mail.id, letter.recipient, written, mail.created_at, letter.headers, None)


def _wants_link(session: Session, user: User, mail: OutgoingMail, link: rendering.Link) -> bool:
    if link.purpose == one_time_tokens.VERIFY_EMAIL and user.email_verified:
        return False
    return mail.attempts > 1 or not one_time_tokens.issued_within(
        session, link.purpose, user.id, link.seconds, _BETWEEN_LINKS
    )
