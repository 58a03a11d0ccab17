"""Responses of /health."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shared.core.health import Check, SchemaCheck
from shared.core.view import View


class Live(View):
    """This process responds."""

    status: Literal["up"] = "up"


class Checks(View):
    """The parts this service depends on."""

    database: Check
    broker: Check
    migrations: SchemaCheck
    pepper: Check = Field(
        description="Whether PASSWORD_PEPPER is the one that the passwords in the database were made with."
    )


class Ready(View):
    """Whether to send requests here. Degraded means yes: REST works without the broker, but events arrive later."""

    status: Literal["up", "degraded", "down"]
    build: str
    checks: Checks
