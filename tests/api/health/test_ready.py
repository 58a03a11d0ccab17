"""GET /health/live and /health/ready."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.client import PASSWORD, Api, Person


def test_it_is_ready_when_database_schema_and_broker_are_there(api: Api) -> None:
    answer = api.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json == {"status": "up", "checks": {"database": "up", "broker": "up", "migrations": "up"}}


def test_without_a_broker_it_says_so_but_still_serves(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    api = Api(make_app(redis_url=f"unix://{tmp_path}/nothing"))
    answer = api.get("/health/ready")
    assert answer.status_code == 503
    assert answer.get_json()["checks"] == {"database": "up", "broker": "down", "migrations": "up"}
    assert api.post("/auth/register", {"email": "alice@example.com", "password": PASSWORD}).status_code == 201


def test_without_a_database_it_says_so_and_other_routes_answer_503(
    make_app: Callable[..., Flask], alice: Person, tmp_path: Path
) -> None:
    api = Api(make_app(database_url=f"postgresql+psycopg2://nobody@/nothing?host={tmp_path}"))
    answer = api.get("/health/ready")
    assert answer.status_code == 503
    assert answer.get_json()["checks"] == {"database": "down", "broker": "up", "migrations": "down"}
    for refused in (
        api.post("/auth/login", {"login": "alice", "password": PASSWORD}),
        api.get("/users/me", token=alice.token),
    ):
        assert refused.status_code == 503
        assert refused.get_json()["code"] == "unavailable"
        assert int(refused.headers["Retry-After"]) >= 1


def test_it_is_not_ready_with_a_schema_it_does_not_know(api: Api, session: Session) -> None:
    revision = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    session.commit()
    answer = api.get("/health/ready")
    session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    session.commit()
    assert answer.status_code == 503
    assert answer.get_json()["checks"]["migrations"] == "down"


def test_it_lives_whatever_is_down(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    nowhere = f"postgresql+psycopg2://nobody@/nothing?host={tmp_path}"
    api = Api(make_app(redis_url=f"unix://{tmp_path}/nothing", database_url=nowhere))
    answer = api.get("/health/live")
    assert answer.status_code == 200
    assert answer.json == {"status": "up"}
