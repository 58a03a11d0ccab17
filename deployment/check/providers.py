"""The providers that people sign in with: each says what it is at its issuer, which is spelled as it spells it."""

from __future__ import annotations

from collections.abc import Iterator

from deployment.check.findings import Finding, wrong
from mockmate_api.auth.providers import oidc
from shared.core.errors import ProviderAway
from shared.core.settings import Settings


def check(settings: Settings) -> Iterator[Finding]:
    """Ask each for its metadata and its keys. GitHub has none, and nobody is signed in."""
    for provider in settings.providers.values():
        if provider.kind != "oidc":
            continue
        try:
            oidc.reach(provider)
        except ProviderAway:
            place = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
            yield wrong(
                f"People can't sign in with {provider.name}, of OIDC_PROVIDERS: {place} can't be reached, or names"
                " another issuer. Open that address from here, and write `issuer` as it is written there."
            )
