"""The table for those who come from Spring Boot: it leaves no endpoint out, and all that it names is there."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from signal import Signals

import pytest
from starlette.routing import BaseRoute, Route

import mockmate_ws
from docs.pages.settings import placeholders
from mockmate_api import create_app
from mockmate_api.health.schemas import Checks, Ready
from mockmate_ws import health
from mockmate_ws.protocol import Close
from shared.core.settings import Settings

ROOT = Path(__file__).parents[2]
TITLE = "## Coming from Spring Boot Actuator\n"
# The ids in its reference, https://docs.spring.io/spring-boot/reference/actuator/endpoints.html, with those of the web.
ENDPOINTS = set(
    re.findall(
        r"\w+",
        "auditevents beans caches conditions configprops env flyway health httpexchanges info integrationgraph"
        " liquibase loggers mappings metrics quartz sbom scheduledtasks sessions shutdown startup threaddump"
        " heapdump logfile prometheus",
    )
)


def rows() -> list[tuple[str, str]]:
    """Return the table's rows: theirs, ours."""
    _, _, section = (ROOT / "docs" / "operations.md").read_text().partition(TITLE)
    found = re.findall(r"(?m)^\| (`/.+?) \| (.+) \|$", section.partition("\n## ")[0])
    return [(theirs, ours) for theirs, ours in found]


def of_sockets() -> Iterator[str]:
    routes: list[BaseRoute] = mockmate_ws.create_app(placeholders()).routes
    for route in routes:
        if isinstance(route, Route):
            yield from (f"{method} {route.path}" for method in route.methods or ())


def of_the_api() -> Iterator[str]:
    for rule in create_app(placeholders()).url_map.iter_rules():
        yield from (f"{method} {rule.rule}" for method in rule.methods or ())


def keys_of_the_sockets_health() -> set[str]:
    """Return what its answer may name; it has no model, being no part of a document."""
    tree = ast.parse(inspect.getsource(health.ready))
    keys = (key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys)
    return {str(key.value) for key in keys if isinstance(key, ast.Constant)}


def is_health(named: str, row: str) -> bool:
    """Whether an answer of /health/ready has it: the API's, unless the row speaks of the socket service."""
    _, _, part = named.rpartition("checks.")
    if "`mockmate_ws`" in row:
        return part in keys_of_the_sockets_health()
    return part in (Checks if "." in named else Ready).model_fields


def is_logged(event: str) -> bool:
    packages = (ROOT / package for package in ("shared", "mockmate_api", "mockmate_ws"))
    return any(f'"{event}"' in file.read_text() for package in packages for file in package.rglob("*.py"))


def is_route(named: str, served: set[str]) -> bool:
    return (named if " " in named else f"GET {named}") in served


# How what stands between backticks is known, by how it looks; the first that fits decides.
KINDS: dict[str, Callable[[str, str], bool]] = {
    r"(?:[A-Z]+ )?/[\w./-]+": lambda named, _: is_route(named, {*of_the_api(), *of_sockets()}),
    r"SIG[A-Z]+": lambda named, _: named in Signals.__members__,
    r"[A-Z_]+": lambda named, _: named.lower() in Settings.model_fields,
    r"mockmate_\w+|[\w/-]+\.(?:lock|json)": lambda named, _: (ROOT / named).exists(),
    r"request\.\w+": lambda named, _: is_logged(named),
    r"(?:checks\.)?\w+": is_health,
}


def is_there(named: str, row: str) -> bool:
    return next(check(named, row) for looks, check in KINDS.items() if re.fullmatch(looks, named))


def test_no_endpoint_of_actuator_is_left_out_or_made_up():
    named = [path for theirs, _ in rows() for path in re.findall(r"`/([\w/]+)`", theirs)]
    assert {path.partition("/")[0] for path in named} == ENDPOINTS
    assert sorted(named) == sorted(set(named))


@pytest.mark.parametrize("row", [ours for _, ours in rows()], ids=[theirs for theirs, _ in rows()])
def test_what_is_ours_is_there(row: str):
    assert [named for named in re.findall(r"`([^`]+)`", row) if not is_there(named, row)] == []
    assert [code for code in re.findall(r"\((\d{4})\)", row) if int(code) not in set(Close)] == []


@pytest.mark.parametrize(
    "row",
    [
        "`GET /health/alive`",
        "`POST /metrics`",
        "`/asyncapi.yaml`",
        "`LOG_VOLUME`",
        "`checks.tasks` in `GET /health/ready`",
        "`checks.letters` in `GET /health/ready` of `mockmate_ws`",
        "`builds`",
        "`request.gone`",
        "`package.lock`",
    ],
)
def test_what_is_not_there_is_noticed(row: str):
    named = re.findall(r"`([^`]+)`", row)[0]
    assert not is_there(named, row)
