"""Codes of an app (TOTP, RFC 6238): six digits, for a step of 30 seconds each, and each step counts once."""

from __future__ import annotations

import hmac

import pyotp
import segno
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.accounts import sealing
from shared.core import clock
from shared.core.errors import CodeWrong, NothingToAsk, TotpIsOn
from shared.core.settings import Settings
from shared.models import TotpSecret, User

STEP = 30
ISSUER = "Mock Mate"
_PURPOSE = "totp"


def begin(session: Session, settings: Settings, user: User) -> str:
    """Return a new secret in base 32, which counts once a code of it was shown. Raises TotpIsOn."""
    secret = pyotp.random_base32()
    sealed = sealing.seal(settings, _PURPOSE, user.id, secret.encode())
    fresh = insert(TotpSecret).values(user_id=user.id, secret=sealed)
    stored = session.scalar(
        fresh.on_conflict_do_update(
            index_elements=[TotpSecret.user_id],
            set_={"secret": sealed, "last_step": 0},
            where=TotpSecret.confirmed_at.is_(None),
        ).returning(TotpSecret.user_id)
    )
    if stored is None:
        raise TotpIsOn
    return secret


def confirm(session: Session, settings: Settings, user: User, code: str) -> None:
    """Ask for codes from now on, if the app knows the secret. Raises CodeWrong, TotpIsOn, NothingToAsk."""
    found = _lock(session, user.id)
    if found is not None and found.confirmed_at is not None:
        raise TotpIsOn
    if found is None:
        raise NothingToAsk
    if not _takes(session, settings, found, code):
        raise CodeWrong
    found.confirmed_at = clock.now(session)
    session.flush()


def takes(session: Session, settings: Settings, user_id: int, code: str) -> bool:
    """Whether a code is the person's and its step has not counted yet, which it then has."""
    found = _lock(session, user_id)
    return found is not None and found.confirmed_at is not None and _takes(session, settings, found, code)


def remove(session: Session, user_id: int) -> bool:
    """Ask for no more codes. Returns whether they were asked for."""
    gone = delete(TotpSecret).where(TotpSecret.user_id == user_id).returning(TotpSecret.confirmed_at)
    return session.scalar(gone) is not None


def address(user: User, secret: str) -> str:
    """Return the `otpauth:` address that apps read."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)


def drawing(uri: str) -> tuple[int, str]:
    """Return how many modules the QR code is wide, and its dark ones as the path of an SVG."""
    rows = segno.make(uri, error="m", micro=False).matrix
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return len(rows), "".join(dark)


def _lock(session: Session, user_id: int) -> TotpSecret | None:
    """Lock the secret: of two requests with one code, the second sees that its step has counted."""
    return session.scalar(
        select(TotpSecret)
        .where(TotpSecret.user_id == user_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _takes(session: Session, settings: Settings, found: TotpSecret, code: str) -> bool:
    secret = sealing.unseal(settings, _PURPOSE, found.user_id, found.secret)
    if secret is None:
        return False
    given = "".join(code.split()).encode()
    codes = pyotp.TOTP(secret.decode())
    now = int(clock.now(session).timestamp()) // STEP
    # One step to either side, for clocks that differ and people who type slowly.
    for step in range(max(now - 1, found.last_step + 1), now + 2):
        if hmac.compare_digest(codes.generate_otp(step).encode(), given):
            found.last_step = step
            session.flush()
            return True
    return False
