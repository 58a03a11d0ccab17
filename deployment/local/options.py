"""What can be set from outside for the embedded deployment. The one place here that looks at the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from deployment.local.errors import MisuseError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Options:
    """Where to keep data and where to listen. Servers that are given are used, not started."""

    home: Path
    port: int
    ws_port: int
    database_url: str
    redis_url: str
    environment: Mapping[str, str]

    @classmethod
    def from_environment(cls) -> Options:
        """Read PORT, WS_PORT, MOCKMATE_HOME, DATABASE_URL and REDIS_URL; raises MisuseError."""
        given = {name: value for name, value in os.environ.items() if value}
        port, ws_port = _port(given, "PORT", 8000), _port(given, "WS_PORT", 8001)
        if port == ws_port:
            raise MisuseError(f"PORT and WS_PORT are both {port}; the API and the sockets need a port each.")
        return cls(
            home=(ROOT / Path(given.get("MOCKMATE_HOME", ".local")).expanduser()).resolve(),
            port=port,
            ws_port=ws_port,
            database_url=given.get("DATABASE_URL", ""),
            redis_url=given.get("REDIS_URL", ""),
            environment=given,
        )

    def for_services(self, database_url: str, redis_url: str, secrets: Mapping[str, str]) -> dict[str, str]:
        """Return the whole environment of the services. What somebody has set himself stays as he set it."""
        defaults = {
            **secrets,
            "MAIL_URL": f"file:{quote(str(self.home / 'mail'))}",
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "PUBLIC_WS_URL": f"ws://127.0.0.1:{self.ws_port}",
            "ALLOWED_ORIGINS": f"http://127.0.0.1:{self.port},http://localhost:{self.port}",
            "LOG_FORMAT": "console",
        }
        settled = {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "MOCKMATE_HOME": str(self.home),
            "PORT": str(self.port),
            "WS_PORT": str(self.ws_port),
            "BIND": f"127.0.0.1:{self.port}",
            "WS_HOST": "127.0.0.1",
            "PYTHONUNBUFFERED": "1",
        }
        # PG… variables are PostgreSQL's own and would bend the connections of everything started here.
        kept = {name: value for name, value in self.environment.items() if not name.startswith("PG")}
        return {**defaults, **kept, **settled}


def _port(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise MisuseError(f"{name} must be a number from 1 to 65535, not {text!r}.")
    return int(text)
