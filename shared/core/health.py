"""What /health/ready of both services reports: the state and response time of each part, and the running build."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field
from sqlalchemy.orm import Session
from typing_extensions import TypeAliasType

from shared import migrations
from shared.core.settings import Settings
from shared.core.version import VERSION
from shared.core.view import View

PartState = TypeAliasType("PartState", Literal["up", "down"])


class Check(View):
    """One part. `milliseconds` is null if it did not respond."""

    status: PartState
    milliseconds: float | None = None


class SchemaCheck(View):
    """The schema; down if it is older than this code requires."""

    status: PartState
    current: str | None = Field(None, description="The revision the database is at; null when it can't be read.")
    head: str | None = Field(None, description="The revision this code was written for.")


def schema_check(session: Session) -> SchemaCheck:
    """Compare the database's schema with ours.

    An unknown revision is newer: a release is in progress, and its migrations are compatible with the previous version.
    If we reported not ready then, all old processes would be taken out before the first new one is ready.
    """
    current = migrations.current(session)
    is_behind = current is None or current in _known()[1:]
    return SchemaCheck(status="down" if is_behind else "up", current=current, head=head())


def head() -> str | None:
    """Return the newest revision that this code knows."""
    return _known()[0] if _known() else None


@cache
def _known() -> list[str]:
    return migrations.known()


def build(settings: Settings) -> str:
    """Return the running version, and the build if the deployer named it."""
    return f"{VERSION}+{settings.build}" if settings.build else VERSION


def overall(*, needed: bool, wanted: bool) -> Literal["up", "degraded", "down"]:
    """Return the overall state: down if a required part is down, degraded if an optional part is."""
    if not needed:
        return "down"
    return "up" if wanted else "degraded"
