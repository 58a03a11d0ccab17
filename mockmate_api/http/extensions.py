"""The Flask extensions, created once and bound to an app by `create_app`."""

from __future__ import annotations

from typing import cast

from flask import current_app
from flask_jwt_extended import JWTManager
from flask_sqlalchemy import SQLAlchemy

from shared.core.broker import Broker
from shared.core.settings import Settings
from shared.models import Base

# A view may keep using objects after a commit; it must reload whatever others may have changed in the meantime.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
jwt = JWTManager()


def settings() -> Settings:
    """Return the settings of the current app."""
    return cast(Settings, current_app.extensions["mockmate.settings"])


def broker() -> Broker:
    """Return the broker of the current app."""
    return cast(Broker, current_app.extensions["mockmate.broker"])


class _ServingBroker(Broker):
    """Publishes through the broker of the current app, since all apps of a process share `db.session`."""

    def __init__(self) -> None:
        """Open no connection of its own."""

    def publish(self, messages: list[tuple[str, bytes]]) -> None:
        broker().publish(messages)


_ServingBroker().attach(db.session)
