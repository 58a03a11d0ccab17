"""What every test may ask for: settings of servers that are really there."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from shared.settings import Settings

pytest_plugins = ["tests.databases"]


@pytest.fixture
def settings(database_url: str, redis_url: str, redis_prefix: str) -> Settings:
    """Settings of an empty, migrated database and a Valkey nobody else talks on."""
    return Settings(
        database_url=database_url,
        redis_url=redis_url,
        redis_prefix=redis_prefix,
        jwt_secret=SecretStr("for tests only, and longer than 32 bytes"),
        bcrypt_rounds=4,
        rate_limits="off",
        log_format="console",
    )
