"""What tests under fire ask for: a crowd, processes that hammer, chance that can be repeated; and an empty database."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from psycopg2 import sql

from deployment.local.postgres import Postgres
from deployment.local.valkey import Valkey
from shared.core.settings import Settings
from shared.migrations import upgrade
from tests.clients.yjs import HERE
from tests.cloning import connect, drop_databases, empty, on
from tests.databases import Place
from tests.node import install
from tests.sockets import AsProcess
from tests.system.crowd import Crowd
from tests.system.hammer import Crew
from tests.system.live_room import LiveRoom

Often = Callable[[int, int], int]


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
def often() -> Often:
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
def shelves(database_url: str) -> Iterator[Callable[[str], list[str]]]:
    """Two tables to write to; tells what is in one."""
    with closing(connect(database_url)) as database, database.cursor() as cursor:
        cursor.execute("CREATE TABLE left_shelf (name text); CREATE TABLE right_shelf (name text)")

        def read(shelf: str) -> list[str]:
            cursor.execute(f"SELECT DISTINCT name FROM {shelf}")
            return [name for (name,) in cursor.fetchall()]

        yield read
        cursor.execute("DROP TABLE left_shelf, right_shelf")


@pytest.fixture(scope="session")
def postgres_apart(place: Place) -> Iterator[Postgres]:
    folder = place.make_folder()
    postgres = Postgres(folder / "postgres", folder / "postgres.log", settings={"fsync": "off"})
    postgres.start()
    upgrade(postgres.url)
    yield postgres
    postgres.stop()


@pytest.fixture
def own_postgres(postgres_apart: Postgres) -> Postgres:
    """A migrated, empty PostgreSQL that may be stopped; the URL stays the same."""
    empty(postgres_apart.url)
    return postgres_apart


@pytest.fixture
def room(settings: Settings, own_postgres: Postgres, own_valkey: Valkey, tmp_path: Path) -> Iterator[LiveRoom]:
    """A live interview, on servers that may be stopped."""
    install(HERE)
    own = settings.model_copy(update={"database_url": own_postgres.url, "redis_url": own_valkey.url})
    with LiveRoom(own, tmp_path) as made:
        yield made


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that mail goes to."""
    folder = tmp_path / "mail"
    monkeypatch.setenv("MAIL_URL", f"file:{folder}")
    return folder


@pytest.fixture
def start(settings: Settings, tmp_path: Path, letters: Path) -> Iterator[Callable[..., AsProcess]]:
    """Start the socket service; items that failed before don't keep it from being ready."""
    started: list[AsProcess] = []

    def begin(**changed: float) -> AsProcess:
        own = settings.model_copy(update=changed)
        started.append(AsProcess(own, tmp_path / "ws.log", wanted=("up", "degraded"), busy=True))
        return started[-1]

    yield begin
    for one in started:
        one.stop()
