"""The Flask extensions, made once and bound to an app by `create_app`."""

from __future__ import annotations

from typing import cast

from flask import current_app
from flask_jwt_extended import JWTManager
from flask_sqlalchemy import SQLAlchemy

from shared.core.broker import Broker
from shared.core.settings import Settings
from shared.models import Base

# What a view has read it may go on using behind a commit; what others may have changed meanwhile it reads again.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
jwt = JWTManager()


def settings() -> Settings:
    """Return the settings of the app that is serving."""
    return cast(Settings, current_app.extensions["mockmate.settings"])


def broker() -> Broker:
    """Return the broker of the app that is serving."""
    return cast(Broker, current_app.extensions["mockmate.broker"])


class _ServingBroker(Broker):
    """Publishes through the broker of the app that is serving: `db.session` belongs to all apps of a process."""

    def __init__(self) -> None:
        """Hold no connection of its own."""

    def publish(self, messages: list[tuple[str, bytes]]) -> None:
        broker().publish(messages)


_ServingBroker().attach(db.session)
