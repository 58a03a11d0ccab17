"""A PostgreSQL and a Redis of one's own with Compose: both files, put together as Compose does, for the services."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import yaml
from dotenv import dotenv_values

from shared.core.settings import Settings
from tests.sockets import ROOT

FILES = ("docker-compose.yml", "deployment/docker/external.yml")
SERVICES = ("check", "migrate", "api", "ws", "questions")
GIVEN = {
    "DATABASE_URL": "postgresql://app:p%2Fw@db.example.org:5432/shop?sslmode=require",
    "REDIS_URL": "rediss://:pw@cache.example.org:6379/0",
    "JWT_SECRET": "0123456789abcdef0123456789abcdef",
    "PASSWORD_PEPPER": "pepper",
}


class Override(list[Any]):
    """A list that replaces the one of the file before."""


class Loader(yaml.SafeLoader):
    """Knows the tag of Compose that is used."""


def override(loader: Loader, node: yaml.SequenceNode) -> Override:
    return Override(loader.construct_sequence(node, deep=True))


Loader.add_constructor("!override", override)


def merged(first: Any, second: Any) -> Any:
    """Put the second file's value upon the first's: mappings by key, lists one behind the other."""
    if isinstance(first, dict) and isinstance(second, dict):
        return first | {key: merged(first.get(key), value) for key, value in second.items()}
    if isinstance(first, list) and isinstance(second, list) and not isinstance(second, Override):
        return first + second
    return second


def services(profile: str = "") -> dict[str, Any]:
    """Return the services that start without a profile, and with the given one."""
    both: dict[str, Any] = {}
    for name in FILES:
        both = merged(both, yaml.load((ROOT / name).read_text(), Loader))  # a safe loader of our own
    return {name: service for name, service in both["services"].items() if profile in service.get("profiles", [""])}


def environment(service: dict[str, Any], given: dict[str, str]) -> dict[str, str]:
    """Return what a container is told, with `given` as deployment/.env. Raises ValueError for what Compose misses."""
    told = dict(given)
    for file in service["env_file"]:
        if file["path"] != "deployment/.env":
            values = dotenv_values(stream=io.StringIO((ROOT / file["path"]).read_text()), interpolate=False)
            told |= {name: filled(value or "", told) for name, value in values.items()}
    told |= service.get("environment", {})
    return told


def filled(value: str, told: dict[str, str]) -> str:
    def replace(found: re.Match[str]) -> str:
        if not told.get(found[1]):
            raise ValueError(found[1])
        return told[found[1]]

    return re.sub(r"\$\{(\w+):\?[^}]*\}", replace, value)


def test_the_bundled_servers_stay_away_and_nobody_waits_for_them():
    started = services()
    assert started.keys() == {*SERVICES, "nginx"}
    for name, service in started.items():
        needed = {on for on, how in service["depends_on"].items() if how.get("required", True)}
        assert needed <= started.keys(), name


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_reaches_what_the_deployer_named(name: str, monkeypatch: pytest.MonkeyPatch):
    service = services()[name]
    for variable, value in environment(service, GIVEN).items():
        monkeypatch.setenv(variable, value)
    settings = Settings.from_environment()
    assert "@db.example.org:5432/shop?sslmode=require" in settings.sqlalchemy_url
    assert settings.redis_url == GIVEN["REDIS_URL"]
    assert settings.trusted_proxies == 1
    # The other network has no way out.
    assert "edge" in service["networks"]


@pytest.mark.parametrize("name", SERVICES)
def test_the_parts_of_the_database_arrive_as_well(name: str, monkeypatch: pytest.MonkeyPatch):
    parts = {"DB_HOST": "db.example.org", "DB_PORT": "6432", "DB_NAME": "shop", "DB_USER": "app", "DB_PASSWORD": "p/w"}
    given = GIVEN | {"DATABASE_URL": ""} | parts
    for variable, value in environment(services()[name], given).items():
        monkeypatch.setenv(variable, value)
    assert Settings.from_environment().sqlalchemy_url == "postgresql+psycopg2://app:p%2Fw@db.example.org:6432/shop"


@pytest.mark.parametrize("name", SERVICES)
@pytest.mark.parametrize("missing", ["REDIS_URL", "JWT_SECRET", "PASSWORD_PEPPER"])
def test_what_is_missing_is_asked_for(name: str, missing: str):
    with pytest.raises(ValueError, match=missing):
        environment(services()[name], GIVEN | {missing: ""})


def test_backups_are_of_the_database_that_the_deployer_named(monkeypatch: pytest.MonkeyPatch):
    service = services("backup")["backup"]
    for variable, value in environment(service, GIVEN).items():
        monkeypatch.setenv(variable, value)
    assert "@db.example.org:5432/shop?sslmode=require" in Settings.from_environment().sqlalchemy_url
    assert "edge" in service["networks"]
    assert service["volumes"] == ["backups:/backups"]


def test_the_gateway_is_told_neither():
    told = environment(services()["nginx"], GIVEN)
    assert not {name for name in GIVEN if told[name]}
