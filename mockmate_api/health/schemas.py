"""What /health answers."""

from __future__ import annotations

from typing import Literal

from shared.views import View

State = Literal["up", "down"]


class Live(View):
    """This process answers."""

    status: Literal["up"] = "up"


class Checks(View):
    """The parts this service depends on. `migrations` is down when the schema isn't the one this code knows."""

    database: State
    broker: State
    migrations: State


class Ready(View):
    """Whether requests should be sent here."""

    status: State
    checks: Checks
