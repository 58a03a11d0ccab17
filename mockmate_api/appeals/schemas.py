"""Requests and responses of /appeals."""

from __future__ import annotations

from pydantic import Field

from mockmate_api.accounts.my_measures import MyMeasure
from mockmate_api.http.fields import Body
from mockmate_api.http.pagination import OnePage
from shared.core.integers import IdIn


class AppealIn(Body):
    """Why a decision about me is wrong."""

    text: str = Field(min_length=1, max_length=2000)
    measure_id: IdIn | None = Field(
        None, description="Which decision; unless given, the latest that I haven't appealed against."
    )


class MyMeasures(OnePage):
    """What was decided about me, newest first."""

    items: list[MyMeasure]
