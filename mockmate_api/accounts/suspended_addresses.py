"""Recognizes the address of a suspended person when it registers again, also after the account was deleted.

Only a digest of the address is kept, keyed with the pepper, which lasts as long as the database does.
"""

from __future__ import annotations

import hmac
import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import Suspended
from shared.core.settings import Settings
from shared.models import Measure, MeasureKind

_TAG = re.compile(r"(?<=.)\+.*(?=@)")


def digest(settings: Settings, address: str) -> str:
    """Return what is kept of an address in its one spelling. A tag after a plus sign makes no other mailbox."""
    mailbox = _TAG.sub("", address.lower())
    key = settings.password_pepper.get_secret_value().encode()
    return hmac.digest(key, f"suspended {mailbox}".encode(), "sha256").hex()


def require_none(session: Session, settings: Settings, address: str) -> None:
    """Raise Suspended if a person with this address is suspended.

    It says until when, but not why: anyone can try any address.
    """
    found = session.execute(
        select(Measure.until)
        .where(
            Measure.kind == MeasureKind.SUSPENDED,
            Measure.address_digest == digest(settings, address),
            Measure.lifted_at.is_(None),
            Measure.until.is_(None) | (Measure.until > func.clock_timestamp()),
        )
        .order_by(Measure.until.desc().nulls_first())
        .limit(1)
    ).one_or_none()
    if found is not None:
        until = found.until and clock.rfc3339(found.until)
        lasts = f" until {until}" if until else ""
        raise Suspended(f"A person with this address is suspended{lasts}, and can't register again.", until=until)
