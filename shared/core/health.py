"""What /health/ready of both services says: each part's state, how long it took to answer, what runs here."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field
from sqlalchemy.orm import Session

from shared import migrations
from shared.core.settings import Settings
from shared.core.view import View

VERSION = "0.1.0"

State = Literal["up", "down"]


class Check(View):
    """One part. `milliseconds` is null when it gave no answer."""

    status: State
    milliseconds: float | None = None


class SchemaCheck(View):
    """The schema: down when it is older than the one this code was written for."""

    status: State
    current: str | None = Field(None, description="The revision the database is at; null when it can't be read.")
    head: str | None = Field(None, description="The revision this code was written for.")


def schema_check(session: Session) -> SchemaCheck:
    """Compare the database's schema with ours.

    One that we don't know is newer: a release has begun, whose migrations don't disturb the one before. Were we not
    ready then, all old processes would be gone before the first new one has come.
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
    """Return what runs here: the version, and the build where the deployer named it."""
    return f"{VERSION}+{settings.build}" if settings.build else VERSION


def overall(*, needed: bool, wanted: bool) -> Literal["up", "degraded", "down"]:
    """Say how it is: without what is needed down, without what is only wanted degraded."""
    if not needed:
        return "down"
    return "up" if wanted else "degraded"
