"""The authenticator that Chromium has for tests: a device's place for passkeys, seen by one page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page
from sqlalchemy import text

from tests.deployment.embedded import Embedded
from tests.web.seeding import behind

_OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class VirtualKeys:
    """Holds passkeys for the sites that a page opens, and says yes to everything while the person is verified."""

    def __init__(self, page: Page) -> None:
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("WebAuthn.enable")
        self._id = self._devtools.send("WebAuthn.addVirtualAuthenticator", {"options": _OPTIONS})["authenticatorId"]

    def verify(self, verified: bool) -> None:
        """Recognize the person's finger from now on, or not."""
        self._send("setUserVerified", isUserVerified=verified)

    def passkeys(self) -> list[dict[str, Any]]:
        """Return what it holds, with the private keys."""
        return list(self._send("getCredentials")["credentials"])

    def take(self, passkeys: list[dict[str, Any]]) -> None:
        """Hold these too, as a device does that a person's passkeys are synced to."""
        for one in passkeys:
            self._send("addCredential", credential=one)

    def _send(self, command: str, **about: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self._devtools.send(f"WebAuthn.{command}", {"authenticatorId": self._id, **about})
        return answer


def at_its_name(site: Embedded) -> str:
    """Return the site's address by the name of the machine, since a number has no passkeys."""
    return site.api.replace("127.0.0.1", "localhost")


def forget_proofs(site: Embedded, user_id: int) -> None:
    """Let the logins of a person be an hour old, so that they are asked again."""
    with behind(site) as session:
        long_ago = "UPDATE sessions SET created_at = now() - interval '1 hour', confirmed_at = NULL WHERE user_id = :me"
        session.execute(text(long_ago), {"me": user_id})
        session.commit()
