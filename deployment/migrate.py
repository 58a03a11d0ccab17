"""`python -m deployment.migrate`: brings the schema up to date and ends. Several at once wait for each other."""

from __future__ import annotations

import sys

from shared import logging
from shared.migrations import upgrade
from shared.settings import Settings, SettingsError


def main() -> int:
    """Migrate. Returns the exit code."""
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    logging.configure(settings)
    upgrade(settings.sqlalchemy_url)
    return 0


if __name__ == "__main__":
    sys.exit(main())
