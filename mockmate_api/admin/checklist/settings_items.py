"""The items that only the settings decide. Nothing is connected to: a server that hangs must not hold up the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from mockmate_api.admin.checklist.schemas import Facts, ItemFinding, ItemState
from shared.core import setting_advice, setting_providers
from shared.core.settings import Settings


class Found(NamedTuple):
    """What an item has come to."""

    state: ItemState
    finding: ItemFinding
    facts: Facts = Facts()


def address(settings: Settings, host: str) -> Found:
    """Compare PUBLIC_URL with `host`, where the administrator sees this site."""
    url = urlsplit(settings.public_url)
    place = url.netloc.rpartition("@")[2]
    facts = Facts(url=f"{url.scheme}://{place}", host=host)
    if not setting_advice.has_secure_context(settings.public_url):
        return Found("wrong", "address_insecure", facts)
    here = urlsplit(f"//{host}")
    seen_on_this_machine = setting_advice.is_this_machine(here.hostname or "")
    if setting_advice.is_this_machine(url.hostname or "") and seen_on_this_machine:
        return Found("todo", "address_local", facts)
    if (url.hostname, url.port) != (here.hostname, here.port):
        return Found("wrong", "address_differs", facts)
    if url.scheme == "https" and urlsplit(settings.public_ws_url).scheme == "ws":
        return Found("wrong", "address_sockets_insecure", facts)
    return Found("done", "address_set", facts)


def calls(settings: Settings) -> Found:
    """Say whether people behind strict networks can be reached."""
    if settings.uses_zego:
        return Found("done", "calls_by_zego")
    if not setting_advice.names_a_relay(settings):
        return Found("todo", "calls_without_relay")
    if not settings.turn_secret.get_secret_value():
        return Found("wrong", "calls_without_secret")
    return Found("done", "calls_with_relay")


def code(settings: Settings) -> Found:
    """Say where programs run. To run them in browsers alone is no fault."""
    return Found("done", "code_on_server" if settings.runner_url or settings.judge0_url else "code_in_browsers")


def law(settings: Settings) -> Found:
    """Say which pages of law are not named. Terms are up to the operator."""
    wanted = {"PRIVACY_URL": settings.privacy_url, "IMPRINT_URL": settings.imprint_url}
    missing = [name for name, url in wanted.items() if not url]
    return Found("todo", "law_not_set", Facts(settings=missing)) if missing else Found("done", "law_set")


def registration(settings: Settings) -> Found:
    """Say who can make an account, whether people have to confirm their address, and whether they can."""
    kind = setting_providers.registration_kind(settings.registration)
    if kind == "closed":
        return Found("done", "registration_closed")
    if not settings.needs_verified_email:
        return Found("todo", "registration_unconfirmed")
    if not settings.mail_url and not settings.providers:
        return Found("wrong", "registration_needs_mail")
    return Found("done", "registration_domains" if kind == "domains" else "registration_confirmed")


def limits(settings: Settings, refusals: Sequence[str], remark: str | None) -> Found:
    """Say whether floods are slowed down. `refusals` are Redis's, `remark` is one about TRUSTED_PROXIES."""
    if settings.rate_limits == "off":
        return Found("wrong" if setting_advice.is_public(settings.public_url) else "todo", "limits_off")
    if refusals:
        return Found("wrong", "limits_not_shared")
    return Found("wrong", "limits_by_proxy") if remark else Found("done", "limits_on")
