"""GET /health/live and /health/ready."""

from __future__ import annotations

from functools import cache

import redis
from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from mockmate_api.contract import operation
from mockmate_api.extensions import broker, db
from mockmate_api.guards import Credential
from mockmate_api.health.schemas import Checks, Live, Ready, State
from shared import migrations

blueprint = Blueprint("health", __name__, url_prefix="/health")


@operation(blueprint, "GET", "/live", returns={200: Live}, credential=Credential.NONE)
def live() -> Live:
    """See whether this process answers."""
    return Live()


@operation(blueprint, "GET", "/ready", returns={200: Ready, 503: Ready}, credential=Credential.NONE)
def ready() -> tuple[Ready, int]:
    """See whether the database, its schema and the broker are there."""
    checks = Checks(database=_database(), broker=_broker(), migrations=_migrations())
    everything = {checks.database, checks.broker, checks.migrations} == {"up"}
    return Ready(status="up" if everything else "down", checks=checks), 200 if everything else 503


def _database() -> State:
    try:
        db.session.execute(select(1))
    except SQLAlchemyError:
        db.session.rollback()
        return "down"
    return "up"


def _migrations() -> State:
    try:
        current = migrations.current(db.session())
    except SQLAlchemyError:
        db.session.rollback()
        return "down"
    return "up" if current == _head() else "down"


@cache
def _head() -> str | None:
    return migrations.head()


def _broker() -> State:
    try:
        broker().ping()
    except redis.RedisError:
        return "down"
    return "up"
