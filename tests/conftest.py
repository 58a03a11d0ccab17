"""What every test may ask for: settings of servers that are really there."""

from __future__ import annotations

import os
import random

import pytest
import structlog
from hypothesis import HealthCheck
from hypothesis import settings as searching
from pydantic import SecretStr

from shared.core.settings import Settings

# Hypothesis searches as long as it takes, since a busy machine is no bug, and in the same places each time, since what
# it finds by luck is no fault of the change that is being tested. CHAOS=long searches in new places.
searching.register_profile(
    "patient",
    deadline=None,
    derandomize=os.environ.get("CHAOS") != "long",
    suppress_health_check=[HealthCheck.too_slow],
)
searching.load_profile("patient")

# Tracebacks as in the services, without local variables: those of a job take seconds to write on a busy machine, with a
# transaction open, which the server then ends.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)

pytest_plugins = ["tests.apps", "tests.databases", "tests.programs", "tests.folders", "tests.scheduling"]


def settings_of(database_url: str, redis_url: str, redis_prefix: str) -> Settings:
    """Return settings for these servers."""
    return Settings(
        database_url=database_url,
        redis_url=redis_url,
        redis_prefix=redis_prefix,
        vapid_private_key=SecretStr("5d" * 32),
        jwt_secret=SecretStr("for tests only, and longer than 32 bytes"),
        bcrypt_rounds=4,
        password_hashes_waiting=100,  # crowds of a test register at once
        rate_limits="off",
        log_format="console",
    )


@pytest.fixture
def settings(database_url: str, redis_url: str, redis_prefix: str) -> Settings:
    """Settings of an empty, migrated database and a Valkey nobody else talks on."""
    return settings_of(database_url, redis_url, redis_prefix)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """What chance begins with. A failure shows it; given as CHAOS_SEED, everybody does the same again."""
    chosen = int(os.environ.get("CHAOS_SEED") or random.randrange(2**32))
    request.node.add_report_section("setup", "chance", f"CHAOS_SEED={chosen}")
    return chosen


@pytest.fixture
def chance(seed: int) -> random.Random:
    return random.Random(seed)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Return how many workers `-n auto` starts. Tests wait half of the time, so a core can do with more than one."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # pytest-xdist reads it
    cores = os.cpu_count() or 1
    return cores + cores // 2
