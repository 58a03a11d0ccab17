"""`python -m deployment.migrate`: brings a database up to date, and ends: the schema, then what ships with the code.

Several at once wait for each other, and running it again changes nothing.
"""

from __future__ import annotations

import subprocess
import sys

from shared.core import logging
from shared.core.settings import Settings, SettingsError
from shared.migrations import upgrade


def main() -> int:
    """Migrate, then add the coming slots and the questions. Returns the exit code."""
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    logging.configure(settings)
    upgrade(settings.sqlalchemy_url)
    return subprocess.call([sys.executable, "-m", "flask", "--app", "mockmate_api.wsgi", "seed"])


if __name__ == "__main__":
    sys.exit(main())
