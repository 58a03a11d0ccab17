"""GET /health/live and /health/ready."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared import migrations
from tests.clients import PASSWORD
from tests.clients.person import Person


def states(body: Any) -> dict[str, str]:
    """Return the status of each check."""
    return {name: check["status"] for name, check in body["checks"].items()}


def test_it_is_ready_when_database_schema_and_broker_are_there(api: Person) -> None:
    answer = api.get("/health/ready")
    assert answer.status_code == 200
    body = answer.get_json()
    assert body["status"] == "up"
    assert states(body) == {"database": "up", "broker": "up", "migrations": "up", "pepper": "up"}
    assert body["checks"]["database"]["milliseconds"] >= 0
    assert body["checks"]["broker"]["milliseconds"] >= 0
    assert body["checks"]["migrations"]["current"] == body["checks"]["migrations"]["head"] == migrations.head()


def test_without_a_broker_it_says_so_but_still_serves(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    api = Person(make_app(redis_url=f"unix://{tmp_path}/nothing"))
    answer = api.get("/health/ready")
    assert answer.status_code == 200
    assert answer.get_json()["status"] == "degraded"
    assert states(answer.get_json()) == {"database": "up", "broker": "down", "migrations": "up", "pepper": "up"}
    assert answer.get_json()["checks"]["broker"]["milliseconds"] is None
    assert api.post("/auth/register", {"email": "alice@example.com", "password": PASSWORD}).status_code == 201


def test_without_a_database_it_says_so_and_other_routes_answer_503(
    make_app: Callable[..., Flask], alice: Person, tmp_path: Path
) -> None:
    api = Person(make_app(database_url=f"postgresql+psycopg2://nobody@/nothing?host={tmp_path}"))
    answer = api.get("/health/ready")
    assert answer.status_code == 503
    assert answer.get_json()["status"] == "down"
    assert states(answer.get_json()) == {"database": "down", "broker": "up", "migrations": "down", "pepper": "down"}
    for refused in (
        api.post("/auth/login", {"login": "alice", "password": PASSWORD}),
        api.get("/users/me", token=alice.token),
    ):
        assert refused.status_code == 503
        assert refused.get_json()["code"] == "unavailable"
        assert int(refused.headers["Retry-After"]) >= 1


def test_it_is_not_ready_with_an_older_schema(api: Person, session: Session) -> None:
    revision = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    session.commit()
    answer = api.get("/health/ready")
    session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    session.commit()
    assert answer.status_code == 503
    assert answer.get_json()["checks"]["migrations"] == {
        "status": "down",
        "current": "0001",
        "head": migrations.head(),
    }


def test_it_says_which_build_runs(api: Person, make_app: Callable[..., Flask]) -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
    assert api.get("/health/ready").get_json()["build"] == project["version"]
    named = Person(make_app(build="1f2e3d")).get("/health/ready").get_json()
    assert named["build"] == f"{project['version']}+1f2e3d"


def test_it_lives_whatever_is_down(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    nowhere = f"postgresql+psycopg2://nobody@/nothing?host={tmp_path}"
    api = Person(make_app(redis_url=f"unix://{tmp_path}/nothing", database_url=nowhere))
    answer = api.get("/health/live")
    assert answer.status_code == 200
    assert answer.json == {"status": "up"}
