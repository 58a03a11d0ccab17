"""What tests under fire ask for: a crowd, processes that hammer, chance that can be repeated."""

from __future__ import annotations

import os
import random
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
def seed(request: pytest.FixtureRequest) -> int:
    """What chance begins with. A failure shows it; given as CHAOS_SEED, everybody does the same again."""
    chosen = int(os.environ.get("CHAOS_SEED") or random.randrange(2**32))
    request.node.add_report_section("setup", "chance", f"CHAOS_SEED={chosen}")
    return chosen


@pytest.fixture
def chance(seed: int) -> random.Random:
    return random.Random(seed)


@pytest.fixture
def often() -> Callable[[int, int], int]:
    """How often: the first number as a rule, the second with CHAOS=long."""
    return lambda short, long: long if os.environ.get("CHAOS") == "long" else short
