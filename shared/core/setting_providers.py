"""The settings of the doors: providers that people sign in with, and who may make an account."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import quote_plus, urlsplit

from pydantic import SecretStr

from shared.core import email_addresses

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
_KEYS = frozenset(("name", "issuer", "client_id", "client_secret", "label", "scopes"))
_NEEDED = ("name", "issuer", "client_id")
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
GITHUB = "github"


class Provider(NamedTuple):
    """Where people sign in. `issuer` is whom its word is from; with `name`, it is in addresses of this site."""

    name: str
    kind: Literal["oidc", "github"]
    issuer: str
    client_id: str
    client_secret: str
    label: str
    scopes: str


def read_providers(value: str) -> tuple[Provider, ...]:
    """Read OIDC_PROVIDERS. Raises ValueError with what it must be; never with what it is, which has secrets."""
    if not value:
        return ()
    try:
        given = json.loads(value)
    except ValueError:
        given = None
    if not isinstance(given, list):
        raise ValueError(  # noqa: TRY004 - pydantic makes a sentence of it
            'must be a list in JSON, such as [{"name": "example", "issuer": "https://…", …}]'
        )
    providers = tuple(_provider(one, number) for number, one in enumerate(given, start=1))
    for what in ("name", "issuer"):
        if len({getattr(one, what) for one in providers}) < len(providers):
            raise ValueError(f"must not give two providers the same {what}")
    return providers


def _provider(given: object, number: int) -> Provider:
    which = f"its provider {number}"
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise ValueError(f"must have an object of texts for each provider; {which} is none")
    if unknown := given.keys() - _KEYS:
        raise ValueError(f"must have only {', '.join(sorted(_KEYS))}; {which} has {', '.join(sorted(unknown))}")
    if missing := [key for key in _NEEDED if not given.get(key)]:
        raise ValueError(f"must have {' and '.join(missing)} for each provider; {which} has not")
    name, issuer = given["name"], given["issuer"]
    if not _NAME.fullmatch(name) or name == GITHUB:
        raise ValueError(f"must name providers by up to 30 of a-z, 0-9 and -, but not github; {which} is not")
    if not is_safe(issuer):
        raise ValueError(f"must have issuers that begin with https:// (or are on this machine); that of {which} is not")
    scopes = given.get("scopes", "openid email profile")
    if "openid" not in scopes.split():
        raise ValueError(f"must have openid among the scopes; {which} has not")
    label = given.get("label") or name.capitalize()
    return Provider(name, "oidc", issuer, given["client_id"], given.get("client_secret", ""), label, scopes)


def is_safe(url: str) -> bool:
    """Whether nobody on the way can read or change what is sent there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_near = parts.scheme == "http" and parts.hostname in _THIS_MACHINE
    # A password there would be shown to everybody, as the address is.
    return bool(parts.hostname) and parts.username is None and (parts.scheme == "https" or is_near)


def providers(value: SecretStr) -> SecretStr:
    """Accept OIDC_PROVIDERS as it is, if it can be read."""
    read_providers(value.get_secret_value())
    return value


def github_url(value: str) -> str:
    """Accept the address of GitHub, or of a GitHub Enterprise Server."""
    if not is_safe(value):
        raise ValueError("must be like https://github.com")
    return value.rstrip("/")


@lru_cache(maxsize=8)
def all_providers(oidc: SecretStr, github_client_id: str, github_secret: SecretStr, url: str) -> dict[str, Provider]:
    """Return the providers of these settings by name, in the order in which pages show them."""
    found = {one.name: one for one in read_providers(oidc.get_secret_value())}
    if github_client_id:
        secret = github_secret.get_secret_value()
        found[GITHUB] = Provider(GITHUB, "github", url, github_client_id, secret, "GitHub", "read:user user:email")
    return found


def registration(value: str) -> str:
    """Return REGISTRATION in its one spelling: open, closed, or domains: with names in ASCII and lower case."""
    kind, _, rest = value.strip().lower().partition(":")
    if kind in ("open", "closed") and not rest:
        return kind
    names = [name.strip() for name in rest.split(",") if name.strip()]
    if kind != "domains" or not names or any("@" in name or "." not in name for name in names):
        raise ValueError("must be open, closed, or like domains:example.edu,example.org")
    return f"domains:{','.join(email_addresses.ascii_domain(name) for name in names)}"


def registration_kind(value: str) -> Literal["open", "domains", "closed"]:
    """Return what REGISTRATION is about."""
    return "domains" if domains(value) else "closed" if value == "closed" else "open"


def domains(value: str) -> tuple[str, ...]:
    """Return the domains that REGISTRATION names; none where it isn't about domains."""
    kind, _, rest = value.partition(":")
    return tuple(rest.split(",")) if kind == "domains" else ()


def may_register(value: str, address: str) -> bool:
    """Whether REGISTRATION lets somebody with this address make an account, or take the address."""
    if value in ("open", "closed"):
        return value == "open"
    return email_addresses.ascii_domain(address.rpartition("@")[2]).lower() in domains(value)


def quoted(credential: str) -> str:
    """Return a client's id or secret as HTTP Basic has it in OAuth (RFC 6749, 2.3.1)."""
    return quote_plus(credential)
