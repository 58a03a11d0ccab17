"""What tests under fire ask for: a crowd, processes that hammer, chance that can be repeated."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from shared.settings import Settings
from tests.system.crowd import Crowd
from tests.system.hammer import Crew


@pytest.fixture
def crowd(settings: Settings) -> Iterator[Crowd]:
    made = Crowd(settings)
    yield made
    made.close()


@pytest.fixture
def crew() -> Iterator[Crew]:
    with Crew() as made:
        yield made


@pytest.fixture
def often() -> Callable[[int, int], int]:
    """How often: the first number as a rule, the second with CHAOS=long."""
    return lambda short, long: long if os.environ.get("CHAOS") == "long" else short
