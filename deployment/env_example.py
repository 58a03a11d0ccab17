"""deployment/.env.example, from `shared.core.settings.Settings`: `python -m deployment.env_example` writes it anew."""

from __future__ import annotations

import textwrap
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from shared.core.settings import Settings

PATH = Path(__file__).resolve().parent / ".env.example"

_ABOUT = """\
The settings of a deployment with Docker Compose. `make env` copies this file to deployment/.env and puts a random
secret into each line that is required. Put values that hold a $, a # or spaces between single quotes. Lines that start
with a # show defaults.
"""
REQUIRED = {
    "DB_PASSWORD": "PostgreSQL's password. It is set when the database is created; docs/deploying.md explains how to "
    "change it.",
    "REDIS_PASSWORD": "Valkey's password. Letters and digits only, since it becomes part of a URL.",
    "JWT_SECRET": "Signs access and refresh tokens; at least 32 bytes. Changing it logs everyone out.",
    "PASSWORD_PEPPER": "Key of the digest that bcrypt hashes. Changing it invalidates all passwords.",
    "METRICS_TOKEN": "What Prometheus shows to read the metrics of both services, as in the profile `monitoring`.",
    "GRAFANA_PASSWORD": "Of Grafana's user admin, in the profile `monitoring`. It is set when Grafana starts first.",
    "VAPID_PRIVATE_KEY": "Identifies this deployment to the push services of browsers; 32 bytes, as hex. Changing it "
    "ends every subscription.",
    "TURN_SECRET": "Shared with the TURN server of the profile `turn`, or your own; makes time-limited credentials.",
}
_PUBLIC = {
    "PUBLIC_URL": ("http://localhost:8080", "Where people reach this deployment: https://interviews.example.org"),
    "PUBLIC_WS_URL": ("ws://localhost:8080", "The same for sockets: wss://interviews.example.org"),
    "ALLOWED_ORIGINS": (
        "http://localhost:8080,http://127.0.0.1:8080",
        "Origins of browsers that may open sockets, comma-separated.",
    ),
}
_EXTERNAL = ("database_url", "db_host", "db_port", "db_name", "db_user", "redis_url")
_COMPOSE = {
    "HTTP_BIND": ("127.0.0.1", "The address of this machine to listen on; 0.0.0.0 is all of them."),
    "HTTP_PORT": ("8080", "The port to listen on."),
    "PROXIES_IN_FRONT": ("", "Networks of proxies in front of nginx whose X-Forwarded-For is trusted: 172.16.0.0/12"),
    "NOFILE": ("65536", "Open files of nginx and of the socket service; a socket takes two and one."),
    "TAG": ("local", "The tag of the images that are built or run."),
    "REVISION": ("local", "The commit recorded in the images."),
    "MAIL_PORT": ("8025", "Where the mail catcher shows its mail, in the profile `mail`."),
    "GRAFANA_PORT": ("3000", "Where Grafana is on this machine, in the profile `monitoring`."),
    "METRICS_KEEP": ("30d", "How long Prometheus keeps metrics, in the profile `monitoring`."),
    "TURN_EXTERNAL_IP": (
        "",
        (
            "The public and the private address of this machine, for the profile `turn` on a machine that has only the "
            "private one: 203.0.113.7/10.0.0.5. Read by the TURN server."
        ),
    ),
}
_WITH_COMPOSE = """\
Read by Docker Compose itself; to make it do so: export COMPOSE_ENV_FILES=deployment/.env
"""
_WITH_EXTERNAL = """\
Read with deployment/docker/external.yml: a PostgreSQL and a Redis of your own, instead of those that Compose starts.
DB_PASSWORD is then that PostgreSQL's, and REDIS_PASSWORD is not read.
"""
# What docker-compose.yml and the images settle themselves, and what only `make run` reads.
SETTLED = {"port", "ws_host", "ws_port", "mockmate_home", "trusted_proxies", "bind"}


def text() -> str:
    """Return the file."""
    parts = [_comment(_ABOUT)]
    parts += [f"{_comment(f'{meaning} Required.')}{name}=\n" for name, meaning in REQUIRED.items()]
    parts += [f"{_comment(meaning)}{name}={value}\n" for name, (value, meaning) in _PUBLIC.items()]
    for name, field in Settings.model_fields.items():
        if name not in {*SETTLED, *_EXTERNAL} and name.upper() not in {*REQUIRED, *_PUBLIC}:
            parts.append(_setting(name, field))
    parts += [_comment(_WITH_EXTERNAL), *(_setting(name, Settings.model_fields[name]) for name in _EXTERNAL)]
    parts += [_comment(_WITH_COMPOSE)]
    parts += [f"{_comment(meaning)}#{name}={value}\n" for name, (value, meaning) in _COMPOSE.items()]
    return "\n".join(parts)


def _setting(name: str, field: FieldInfo) -> str:
    return f"{_comment(str(field.description))}#{name.upper()}={_default(field.default)}\n"


def _comment(sentence: str) -> str:
    return textwrap.indent(textwrap.fill(" ".join(sentence.split()), 117), "# ") + "\n"


def _default(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, tuple):
        return ",".join(value)
    return f"'{value}'" if " " in str(value) else str(value)


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
