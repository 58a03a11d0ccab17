"""What tests under fire ask for: a crowd, processes that hammer, chance that can be repeated; and an empty database."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from psycopg2 import sql

from shared.core.settings import Settings
from tests.cloning import connect, drop_databases, on
from tests.sockets import AsProcess
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


@pytest.fixture
def new_database(postgres_url: str) -> Iterator[str]:
    """A database without a schema."""
    name = f"mockmate_upgrade_{uuid.uuid4().hex[:8]}"
    with closing(connect(postgres_url)) as server, server.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield on(postgres_url, name)
    drop_databases(postgres_url, like=name)


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that mail goes to."""
    folder = tmp_path / "mail"
    monkeypatch.setenv("MAIL_URL", f"file:{folder}")
    return folder


@pytest.fixture
def start(settings: Settings, tmp_path: Path, letters: Path) -> Iterator[Callable[[], AsProcess]]:
    """Start the socket service; items that failed before don't keep it from being ready."""
    started: list[AsProcess] = []

    def begin() -> AsProcess:
        started.append(AsProcess(settings, tmp_path / "ws.log", wanted=("up", "degraded")))
        return started[-1]

    yield begin
    for one in started:
        one.stop()
