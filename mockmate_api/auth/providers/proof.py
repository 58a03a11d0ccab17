"""What a provider says of a person."""

from __future__ import annotations

from typing import NamedTuple

from mockmate_api.accounts.lookup import normalise_email


class Proof(NamedTuple):
    """Whom `issuer` calls `subject`. `email` is theirs: one that the provider has not confirmed is left out."""

    issuer: str
    subject: str
    email: str | None
    name: str | None


class NotProven(Exception):
    """What the provider answered proves nothing."""


class Wanted(NamedTuple):
    """What belongs to one attempt: where the provider sends the browser, and what only it and we know."""

    redirect_uri: str
    nonce: str
    verifier: str


def make(issuer: str, subject: object, email: object, name: object, *, is_confirmed: bool) -> Proof:
    """Return a proof of what a provider said, in our spelling. Raises NotProven."""
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
        raise NotProven
    spelled = None
    if is_confirmed and isinstance(email, str):
        try:
            spelled = normalise_email(email)
        except ValueError:
            spelled = None
    shown = " ".join(name.split())[:100] if isinstance(name, str) else ""
    return Proof(issuer, subject, spelled, shown or None)
