"""GitHub, which speaks OAuth but not OpenID Connect: who it is, and their addresses, are asked over its API."""

from __future__ import annotations

from typing import Any

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from mockmate_api.auth.providers import asking, proof
from mockmate_api.auth.providers.proof import NotProven, Proof, Wanted
from shared.core.setting_providers import Provider

_PUBLIC = "https://github.com"


def url(provider: Provider, wanted: Wanted, state: str) -> str:
    """Return where the browser goes."""
    return str(
        prepare_grant_uri(
            f"{provider.issuer}/login/oauth/authorize",
            provider.client_id,
            "code",
            wanted.redirect_uri,
            provider.scopes,
            state,
            code_challenge=create_s256_code_challenge(wanted.verifier),
            code_challenge_method="S256",
        )
    )


def prove(provider: Provider, wanted: Wanted, code: str) -> Proof:
    """Exchange a code. Raises NotProven, ProviderAway."""
    body = {
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        "code": code,
        "redirect_uri": wanted.redirect_uri,
        "code_verifier": wanted.verifier,
    }
    with asking.turn(provider.name):
        try:
            # GitHub answers 200 to a wrong code, too, without a token.
            token = asking.ask("POST", f"{provider.issuer}/login/oauth/access_token", data=body).get("access_token")
            if not token:
                raise NotProven
            person = _api(provider, token, "/user")
            addresses = _api(provider, token, "/user/emails")
        except asking.Refused:
            raise NotProven from None
        # The number stays; people can change the name, and others can take it then.
        subject = person["id"]
        if not isinstance(subject, int):
            raise TypeError("an id that is no number")
        primary: dict[str, Any] = next((one for one in addresses if one.get("primary") is True), {})
        is_confirmed = primary.get("verified") is True
        return proof.make(
            provider.issuer, str(subject), primary.get("email"), person.get("name"), is_confirmed=is_confirmed
        )


def _api(provider: Provider, token: str, path: str) -> Any:
    place = "https://api.github.com" if provider.issuer == _PUBLIC else f"{provider.issuer}/api/v3"
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {token}",
        "X-GitHub-Api-Version": "2022-11-28",
        "User-Agent": "Mock Mate",  # without one, GitHub refuses
    }
    return asking.ask("GET", f"{place}{path}", headers=headers)
