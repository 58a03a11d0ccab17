"""The links of invitations: who has one may answer it, or stop all such mail to an address. No account is needed.

They are derived with the pepper, which lasts as long as the database does: a mail that is sent hours later, or twice,
has the link that the person who invites was shown. Only digests are stored.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from uuid import UUID

from shared.core.settings import Settings

_TAG = re.compile(r"(?<=.)\+.*(?=@)")
_DIGEST_LENGTH = 64


def token(settings: Settings, invitation_id: UUID) -> str:
    """Return the secret of an invitation: 256 bits, in 43 characters that need no quoting in a URL."""
    return urlsafe_b64encode(_keyed(settings, f"invitation {invitation_id}")).rstrip(b"=").decode()


def digest(given: str) -> bytes:
    """Return what is stored of a secret."""
    return hashlib.sha256(given.encode()).digest()


def url(settings: Settings, invitation_id: UUID) -> str:
    """Return the page that answers an invitation. The secret is in the fragment, which browsers never send."""
    return f"{settings.public_url.rstrip('/')}/invite#{token(settings, invitation_id)}"


def address_digest(settings: Settings, address: str) -> str:
    """Return what is kept of an address that wants no invitations. A tag after a plus sign makes no other mailbox."""
    return _keyed(settings, f"uninvited {_TAG.sub('', address.lower())}").hex()


def refusal_token(settings: Settings, address: str) -> str:
    """Return the secret that stops invitations by mail to an address, whose digest it contains."""
    known = address_digest(settings, address)
    return known + _proof(settings, known)


def read_refusal(settings: Settings, given: str) -> str | None:
    """Return the digest of the address that a secret is about, or None if it is not one of ours."""
    known, proof = given[:_DIGEST_LENGTH], given[_DIGEST_LENGTH:]
    return known if hmac.compare_digest(proof.encode(), _proof(settings, known).encode()) else None


def _proof(settings: Settings, known: str) -> str:
    return _keyed(settings, f"refuses invitations {known}").hex()[:32]


def _keyed(settings: Settings, message: str) -> bytes:
    key = settings.password_pepper.get_secret_value().encode()
    return hmac.digest(key, message.encode(), "sha256")
