"""The two mails about a new email address: to it, with a link that confirms it, and to the old one, to stop it.

Neither goes to the account that has the address: the one has none yet, the other may have lost it.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.core import email_addresses, names
from shared.core.settings import Settings
from shared.identity import one_time_tokens
from shared.mail import rendering
from shared.mail.rendering import Written
from shared.mail.words import words_for
from shared.models import EmailChange, OutgoingMail, User

TO_THE_NEW = "change_email"
TO_THE_OLD = "email_changing"


def write(session: Session, settings: Settings, mail: OutgoingMail) -> Written | None:
    """Return what such a mail says now; None if it is not to be sent any more."""
    user_id = int(mail.data["user_id"])
    change = session.get(EmailChange, user_id, populate_existing=True)
    user = session.scalar(select(User).where(User.id == user_id, User.deleted_at.is_(None)))
    if change is None or user is None or not _is_true(session, mail, change, user):
        return None
    link = rendering.LINKS[mail.letter]
    token = one_time_tokens.issue(session, link.purpose, user_id, link.seconds)
    # The new address may be a stranger's, who is told nothing that the person wrote.
    return rendering.render(settings, words_for(user), mail.letter, {"name": names.without_links(user.username)}, token)


def _is_true(session: Session, mail: OutgoingMail, change: EmailChange, user: User) -> bool:
    if email_addresses.is_nowhere(mail.recipient):
        return False
    if mail.letter == TO_THE_OLD:
        return True
    is_wanted = session.scalar(select(func.lower(change.new_email) == func.lower(mail.recipient)))
    return bool(is_wanted) and user.email != change.new_email
