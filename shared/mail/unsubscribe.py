"""The links that stop one kind of mail to one person: a button of mail programs (RFC 8058), a page for everyone else.

Their tokens are stored, since people keep mail for years, longer than any secret to sign with. They are stored as they
are, because every mail repeats them, and whoever reads the table could only stop mail.
"""

from __future__ import annotations

import secrets
from contextlib import suppress

import jwt
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.core.errors import NotFound
from shared.core.settings import Settings
from shared.identity import tokens
from shared.mail.preferences import CHOSEN, NotificationKind
from shared.models import UnsubscribeLink

_TOKEN_BYTES = 16
# Earlier releases signed tokens. Their audience is a different one from that of access tokens.
_AUDIENCE = "mockmate-unsubscribe"


def headers(settings: Settings, token: str) -> dict[str, str]:
    """Return the RFC 2369 and RFC 8058 headers for a mail with this token."""
    url = f"{settings.public_url.rstrip('/')}/notifications/unsubscribe/{token}"
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def token(session: Session, user_id: int, kind: NotificationKind) -> str:
    """Return the token for mails of a kind to a person, always the same one. It doesn't expire."""
    new = insert(UnsubscribeLink).values(user_id=user_id, kind=kind, token=secrets.token_urlsafe(_TOKEN_BYTES))
    session.execute(new.on_conflict_do_nothing())
    return session.get_one(UnsubscribeLink, (user_id, kind)).token


def read(session: Session, settings: Settings, given: str) -> tuple[int, NotificationKind]:
    """Return the person and the kind of mail that a token stops. Raises NotFound if it is invalid."""
    link = session.scalar(select(UnsubscribeLink).where(UnsubscribeLink.token == given))
    found = (link.user_id, link.kind) if link is not None else _read_signed(settings, given)
    if found is None or found[1] not in CHOSEN:
        raise NotFound
    return found[0], found[1]


def _read_signed(settings: Settings, given: str) -> tuple[int, str] | None:
    """Read a token of an earlier release."""
    for secret in tokens.secrets(settings):
        with suppress(jwt.InvalidTokenError, ValueError, TypeError, RecursionError):
            claims = jwt.decode(
                given,
                secret,
                algorithms=[tokens.ALGORITHM],
                audience=_AUDIENCE,
                issuer=tokens.ISSUER,
                options={"require": ["sub", "kind"]},
            )
            return int(claims["sub"]), str(claims["kind"])
    return None
