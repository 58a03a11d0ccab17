"""What can be set from outside for the embedded deployment. The one place here that looks at the environment."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from deployment.local import network
from deployment.local.errors import MisuseError
from shared.core import setting_advice, setting_words, tracing
from shared.core.settings import Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1"
# Stands in for what is made later, while the other settings are checked.
_LATER = {"JWT_SECRET": "made at the first start, and kept in secrets.json", "DATABASE_URL": "postgresql://"}
_WITHOUT_EFFECT = {"BIND": "HOST and PORT", "WS_HOST": "HOST and WS_PORT"}


@dataclass(frozen=True)
class Options:
    """Where to keep data and where to listen. Servers that are given are used, not started."""

    home: Path
    host: str
    port: int
    ws_port: int
    database_url: str
    redis_url: str
    environment: Mapping[str, str]
    remarks: tuple[str, ...]
    """Sentences about variables that have no effect, or hardly the one that was meant."""

    @classmethod
    def from_environment(cls) -> Options:
        """Read HOST, PORT, WS_PORT, MOCKMATE_HOME and the services' settings. Raises MisuseError if one is wrong."""
        # PG… variables are PostgreSQL's own and would bend the connections of everything started here.
        given = {name: value for name, value in os.environ.items() if value and not name.startswith("PG")}
        port, ws_port = _port(given, "PORT", 8000), _port(given, "WS_PORT", 8001)
        if port == ws_port:
            raise MisuseError(f"PORT and WS_PORT are both {port}; the API and the sockets need different ports.")
        settings = _settings(given)
        host, remarks = _host(given)
        return cls(
            home=(ROOT / Path(given.get("MOCKMATE_HOME", ".local")).expanduser()).resolve(),
            host=host,
            port=port,
            ws_port=ws_port,
            database_url=settings.sqlalchemy_url if given.keys() & {"DATABASE_URL", "DB_HOST"} else "",
            redis_url=given.get("REDIS_URL", ""),
            environment=given,
            remarks=(*remarks, *setting_advice.advice(settings), *_without_effect(given)),
        )

    @property
    def reached_at(self) -> str:
        """The address at which this machine reaches what listens on `host`."""
        address = ipaddress.ip_address(self.host)
        return str(network.LOOPBACKS[address.version]) if address.is_unspecified else self.host

    @property
    def addresses(self) -> list[str]:
        """The addresses at which other devices reach it, the likeliest first; none unless HOST lets them."""
        address = ipaddress.ip_address(self.host)
        if address.is_loopback:
            return []
        return network.addresses() if address.is_unspecified else [self.host]

    def url(self, scheme: str, host: str, port: int) -> str:
        """Return the URL of a service, at one of those addresses."""
        return f"{scheme}://{network.in_url(host)}:{port}"

    def for_services(self, database_url: str, redis_url: str, secrets: Mapping[str, str]) -> dict[str, str]:
        """Return the whole environment of the services. Settings that were given take precedence over ours."""
        others = self.addresses
        origins = [self.url("http", host, self.port) for host in (LOOPBACK, "localhost", *others)]
        defaults = {
            **secrets,
            "MAIL_URL": f"file:{quote(str(self.home / 'mail'))}",
            # Mails may be read on another device.
            "PUBLIC_URL": self.url("http", next(iter(others), LOOPBACK), self.port),
            # Pages replace this host by their own, so that they work at each address.
            "PUBLIC_WS_URL": self.url("ws", LOOPBACK, self.ws_port),
            "ALLOWED_ORIGINS": ",".join(dict.fromkeys(origins)),
            "LOG_FORMAT": "console",
        }
        settled = {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "MOCKMATE_HOME": str(self.home),
            "PORT": str(self.port),
            "WS_PORT": str(self.ws_port),
            "BIND": f"{network.in_url(self.host)}:{self.port}",
            "WS_HOST": self.host,
            "PYTHONUNBUFFERED": "1",
        }
        return {**defaults, **self.environment, **settled}


def _settings(given: Mapping[str, str]) -> Settings:
    replaced = {name: value for name, value in _LATER.items() if name not in given}
    if "DB_HOST" in given:
        replaced.pop("DATABASE_URL", None)
    try:
        settings = Settings.from_environment({**replaced, "BIND": ""})
        tracing.check(settings)
    except SettingsError as error:
        raise MisuseError(str(error)) from None
    return settings


def _port(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise MisuseError(f"{name} must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _host(given: Mapping[str, str]) -> tuple[str, list[str]]:
    text = given.get("HOST", LOOPBACK)
    try:
        return str(ipaddress.ip_address(LOOPBACK if text == "localhost" else text)), []
    except ValueError:  # some shells and compilers export a HOST of their own, which must not keep us from starting
        return LOOPBACK, [
            f"HOST is {text!r}, which is no IP address, so it has no effect; HOST=0.0.0.0 is all of them."
        ]


def _without_effect(given: Mapping[str, str]) -> list[str]:
    overruled = [
        f"{name} has no effect here; {instead} say where to listen."
        for name, instead in _WITHOUT_EFFECT.items()
        if name in given
    ]
    return overruled + [
        setting_words.did_you_mean(*pair)
        for pair in setting_words.near_misses(given, [*Settings.names(), "HOST"]).items()
    ]
