"""The public URLs: they fit each other, and lead through the proxies in front to both services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx
from websockets.exceptions import InvalidHandshake, InvalidStatus, WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin

from deployment.check.findings import Finding, advice, wrong
from shared.core.client_addresses import MADE_UP
from shared.core.setting_advice import has_secure_context
from shared.core.settings import Settings

_SECONDS = 5.0


def check(settings: Settings, *, before_rollout: bool) -> Iterator[Finding]:
    """Compare the URLs, and ask at each. Before a rollout nothing needs to answer there yet."""
    yield from _schemes(settings)
    if before_rollout:
        return
    api, sockets = urlsplit(settings.public_url), urlsplit(settings.public_ws_url)
    told = _asked(f"{settings.public_url.rstrip('/')}/health/ready")
    if isinstance(told, Finding):
        yield told
    else:
        yield from _of_the_api(told)
    if api.hostname and sockets.hostname:
        # The origin of a URL that leads elsewhere is one to mend, not one to let in.
        yield from _sockets(settings, is_origin_right=not isinstance(told, Finding))


def _schemes(settings: Settings) -> Iterator[Finding]:
    api, sockets = urlsplit(settings.public_url), urlsplit(settings.public_ws_url)
    if api.scheme == "https" and sockets.scheme == "ws":
        yield wrong("PUBLIC_WS_URL is ws://, which pages of an https:// PUBLIC_URL may not open. Set wss://.")
    if not has_secure_context(settings.public_url):
        yield wrong(
            "PUBLIC_URL is http://, where browsers give pages no camera or microphone. Put TLS in front and set"
            " https://, and wss:// in PUBLIC_WS_URL."
        )
    origin = f"{api.scheme}://{api.netloc}"
    # The sockets let in pages of their own host, and those need no list for the API either.
    if origin not in settings.allowed_origins and api.netloc != sockets.netloc:
        yield advice(
            f"ALLOWED_ORIGINS lacks {origin}, the origin of PUBLIC_URL. Add it, unless pages are served elsewhere."
        )


def _asked(url: str) -> dict[str, Any] | Finding:
    """Return what the API says of itself, or why it isn't there."""
    try:
        # An address that nobody has: a service that takes it for ours believes what clients write.
        answer = httpx.get(url, timeout=_SECONDS, headers={"X-Forwarded-For": MADE_UP})
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return wrong(f"PUBLIC_URL: {_unreached(url, error)}")
    if answer.is_redirect:
        to = answer.headers.get("Location", "")
        kept = urlsplit(to)
        return wrong(f"PUBLIC_URL redirects to {kept.scheme}://{kept.netloc}. Set it to where clients end up.")
    told = _told(answer)
    if told is None:
        return wrong(
            f"PUBLIC_URL doesn't lead to Mock Mate's API: {url} answers {answer.status_code} without its health. Check"
            " the host, and where the proxy in front sends requests."
        )
    return told


def _of_the_api(told: Mapping[str, Any]) -> Iterator[Finding]:
    if told["status"] == "down":
        parts = [name for name, part in told["checks"].items() if part.get("status") == "down"]
        yield wrong(f"The API behind PUBLIC_URL isn't ready: {', '.join(parts)} down. /health/ready says more.")
    for remark in told.get("advice", []):
        if "TRUSTED_PROXIES" in remark:
            yield wrong(f"Through PUBLIC_URL, {remark}.")


def _told(answer: httpx.Response) -> dict[str, Any] | None:
    try:
        told = answer.json()
        return told if {"status", "build", "checks"} <= told.keys() else None
    except (ValueError, AttributeError):
        return None


def _unreached(url: str, error: Exception) -> str:
    said = " ".join(str(error).split()).rstrip(".")
    host = urlsplit(url).hostname
    if "CERTIFICATE_VERIFY_FAILED" in said:
        reason = said.partition(": ")[2] or said
        return f"the certificate of {host} is not trusted ({reason}). Renew it, or set SSL_CERT_FILE."
    if "SSL" in said:
        return f"{host} speaks no TLS there. Put TLS in front, or use http:// and ws://."
    if "Name or service" in said or "name resolution" in said or "No address" in said:
        return f"DNS doesn't know {host}. Point the name at the proxy in front."
    if isinstance(error, httpx.TimeoutException):
        return f"{host} doesn't answer. Open its port in the firewall."
    return f"{host} can't be reached ({said}). Check host and port, and that the proxy in front runs."


def _sockets(settings: Settings, *, is_origin_right: bool) -> Iterator[Finding]:
    api = urlsplit(settings.public_url)
    try:
        with connect(
            f"{settings.public_ws_url.rstrip('/')}/ws/match",
            origin=Origin(f"{api.scheme}://{api.netloc}"),
            open_timeout=_SECONDS,
            close_timeout=1,
        ):
            return
    except InvalidStatus as refusal:
        code = refusal.response.status_code
        if code == 403:
            if is_origin_right:
                yield wrong("The sockets at PUBLIC_WS_URL refuse the origin of PUBLIC_URL. Add it to ALLOWED_ORIGINS.")
        elif code != 429:
            yield wrong(
                f"PUBLIC_WS_URL opens no socket: /ws/match answers {code}. The proxy in front has to send /ws/ to the"
                " socket service, and to pass Upgrade and Connection on."
            )
    except InvalidHandshake:
        yield wrong("PUBLIC_WS_URL opens no socket: something else answers. Check where /ws/ is sent.")
    except (OSError, WebSocketException) as error:
        yield wrong(f"PUBLIC_WS_URL: {_unreached(settings.public_ws_url, error)}")
