"""Programs that tests start and no Python package brings."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def needs_program(message: str) -> NoReturn:
    """Leave a test out, which the summary shows with its reason; where everything has to be tested, fail."""
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
