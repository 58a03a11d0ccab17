"""Apps that serve many tests: to make one takes longer than many a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from shared.core.settings import Settings


def close(app: Flask) -> None:
    """Give an app's connections back."""
    from mockmate_api.http.extensions import db

    with app.app_context():
        db.engine.dispose()
    app.extensions["mockmate.broker"].close()
    if counters := app.extensions["mockmate.counters"]:
        counters.close()


@pytest.fixture(scope="session")
def app_for() -> Iterator[Callable[[Settings], Flask]]:
    """Return the app that has these settings, made when it is first asked for. No test may change it."""
    # Imported here so that a run without apps does not wait for it.
    from mockmate_api import create_app

    made: dict[Settings, Flask] = {}

    def find(settings: Settings) -> Flask:
        if settings not in made:
            made[settings] = create_app(settings)
        return made[settings]

    yield find
    for app in made.values():
        close(app)
