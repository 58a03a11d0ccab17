"""Lints the documents of both services: `python -m tests.documents`, as `make check` does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from docs.pages.settings import placeholders
from mockmate_api import create_app
from mockmate_api.http.openapi import document as openapi
from mockmate_ws.asyncapi import document as asyncapi
from tests.node import NODE, install

HERE = Path(__file__).parent


def main() -> int:
    """Print what the linters find, a line each, and return the exit code."""
    install(HERE)
    settings = placeholders()
    both = json.dumps({"openapi": openapi(create_app(settings)), "asyncapi": asyncapi(settings)})
    found = subprocess.run(
        [NODE, "lint.js"], cwd=HERE, input=both, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    sys.stdout.write(found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
