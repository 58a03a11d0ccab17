"""Responses of /health."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from shared.core.health import Check, PartState, SchemaCheck
from shared.core.view import View


class Live(View):
    """This process responds; `down`, with 503, once PostgreSQL has refused its password for a minute."""

    status: PartState = "up"


class Checks(View):
    """The parts this service depends on."""

    database: Check
    broker: Check
    migrations: SchemaCheck
    pepper: Check = Field(
        description="Whether PASSWORD_PEPPER is the one that the passwords in the database were made with."
    )


ServiceState = TypeAliasType("ServiceState", Literal["up", "degraded", "down"])


class Ready(View):
    """Whether to send requests here. Degraded means yes: REST works without the broker, but events arrive later."""

    status: ServiceState
    build: str
    checks: Checks
    advice: list[str] = Field(description="Settings that a public deployment should have and this one lacks, in words.")
