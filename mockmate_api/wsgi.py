"""The app as gunicorn and `flask --app mockmate_api.wsgi` load it."""

from __future__ import annotations

import sys

from flask import Flask

from mockmate_api import create_app
from shared.core import logging, tracing
from shared.core.settings import Settings, SettingsError

# gunicorn takes this exit code as "the app can't be loaded" and exits. After any other it would keep starting workers
# behind an open port on which nothing responds.
_CANNOT_START = 4


def _load() -> Flask:
    settings = Settings.from_environment()
    tracing.configure(settings, "mockmate_api")
    logging.configure(settings)
    return create_app(settings)


try:
    app = _load()
except (SettingsError, SystemExit) as error:
    print(f"mockmate_api can't start:\n{error}", file=sys.stderr)  # noqa: T201 - there may be no log yet
    sys.exit(_CANNOT_START)
