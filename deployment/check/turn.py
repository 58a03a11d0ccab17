"""STUN and TURN: each server of ICE_SERVERS answers, and relays for the credentials that the API would give."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime

from deployment.check import stun
from deployment.check.findings import Finding, advice, wrong
from shared.core import setting_advice
from shared.core.settings import Settings
from shared.rooms import video

_NOBODY = 0  # no person has this number
_REMEDIES = {
    401: "TURN_SECRET is not its static-auth-secret: set both to the same. If they are, it lacks use-auth-secret, or"
    " the clocks differ.",
    403: "Its configuration forbids this address.",
    437: "Try again: it still holds an allocation of this port.",
    486: "Its user-quota is used up; raise it.",
    508: "Its ports are used up; widen min-port to max-port.",
}


def check(settings: Settings) -> Iterator[Finding]:
    """Ask each server for an address, and give it back."""
    if settings.uses_zego:
        return
    secret = settings.turn_secret.get_secret_value()
    for server in video.call_servers(settings, _NOBODY, datetime.now(UTC)).ice_servers:
        for url in server.urls:
            if url.startswith("turn") and not secret:
                yield wrong(f"{url} is a TURN server, but TURN_SECRET isn't set: set coturn's static-auth-secret.")
                continue
            yield from _try(url, server.username or "", server.credential or "", settings)


def _try(url: str, username: str, credential: str, settings: Settings) -> Iterator[Finding]:
    try:
        place = stun.Place.of(url)
    except ValueError:
        yield wrong(f"{url} in ICE_SERVERS has no usable port: write turn:turn.example.org:3478.")
        return
    if place.transport == "udp" and place.scheme in ("turns", "stuns"):
        yield advice(f"{url} was not tried: this command speaks no DTLS. Browsers prefer ?transport=tcp with TLS, too.")
        return
    try:
        address = stun.ask(place, username, credential)
    except stun.Refused as refusal:
        remedy = _REMEDIES.get(refusal.code, "Its log says why.")
        yield wrong(f"{url} refuses to relay ({refusal}). {remedy}")
    except (stun.Garbled, OSError) as error:
        yield wrong(f"{url} {_why(error, place)}")
    else:
        if place.scheme.startswith("turn") and not address.is_global and setting_advice.is_public(settings.public_url):
            yield wrong(f"{url} relays from {address}, which browsers outside can't reach. Set TURN_EXTERNAL_IP.")


def _why(error: Exception, place: stun.Place) -> str:
    port = f"port {place.port}, {place.transport.upper()}"
    match error:
        case stun.Garbled():
            return f"is no STUN or TURN server ({port}): something else answers. Check ICE_SERVERS."
        case socket.gaierror():
            return "has a host that DNS doesn't know. Check ICE_SERVERS."
        case ssl.SSLCertVerificationError():
            return f"shows a certificate that is not trusted ({error.verify_message}). Renew it, or use its name."
        case ssl.SSLError():
            return f"speaks no TLS there ({port}). Use turn: instead of turns:, or its port for TLS."
        case TimeoutError():
            tls = " If the port is one without TLS, use turn:." if place.scheme in ("turns", "stuns") else ""
            return f"doesn't answer. Open {port} in the firewall, and check that coturn runs.{tls}"
        case _:
            reason = getattr(error, "strerror", None) or type(error).__name__
            return f"can't be reached ({reason}). Check ICE_SERVERS, and that coturn listens at {port}."
