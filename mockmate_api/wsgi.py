"""The app as gunicorn and `flask --app mockmate_api.wsgi` load it."""

from __future__ import annotations

import sys

from mockmate_api import create_app
from shared import logging, tracing
from shared.settings import Settings, SettingsError

try:
    _settings = Settings.from_environment()
    tracing.configure(_settings, "mockmate_api")
except SettingsError as error:
    sys.exit(f"mockmate_api can't start:\n{error}")

logging.configure(_settings)
app = create_app(_settings)
