"""Behind a pooler a connection is another process's a moment later: what is meant is what runs, and people meet."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, NamedTuple

import psycopg2
import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool
from structlog.testing import capture_logs

from shared.core import prepared
from shared.core.database import make_engine, run
from shared.core.session_settings import SESSION_SETTINGS
from shared.core.settings import Settings
from tests.clients.meetings import meet
from tests.clients.person import register
from tests.cloning import connect
from tests.databases import Place
from tests.deployment.gateway import ApiProcess
from tests.pooler import Pooler
from tests.sockets import AsProcess

pytestmark = pytest.mark.needs("pgbouncer")


class Asked(NamedTuple):
    """A statement, and the answer that only it gives."""

    statement: str
    parameters: dict[str, Any]
    answer: tuple[Any, ...] | None


# Of each shape two, so that one of another process can be mistaken for it.
SHAPES = (
    Asked("SELECT 'one', CAST(:a AS int)", {"a": 1}, ("one", 1)),
    Asked("SELECT 'two', CAST(:a AS int)", {"a": 2}, ("two", 2)),
    Asked("SELECT 'three', CAST(:a AS text), CAST(:b AS int)", {"a": "x", "b": 3}, ("three", "x", 3)),
    Asked("SELECT 'four', CAST(:b AS int), CAST(:a AS text)", {"a": "y", "b": 4}, ("four", 4, "y")),
    Asked("SELECT 'five'", {}, ("five",)),
    Asked("SELECT 'six', CAST(:a AS int) + CAST(:a AS int), CAST(:b AS int)", {"a": 6, "b": 7}, ("six", 12, 7)),
    Asked("INSERT INTO left_shelf VALUES (:a) RETURNING 'left', name", {"a": "a left one"}, ("left", "a left one")),
    Asked(
        "INSERT INTO right_shelf VALUES (:a) RETURNING 'right', name", {"a": "a right one"}, ("right", "a right one")
    ),
    Asked("DELETE FROM left_shelf WHERE name = :a RETURNING 'never', name", {"a": "none"}, None),
)


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


@pytest.fixture
def pooled(place: Place, settings: Settings) -> Iterator[Callable[..., Settings]]:
    """Settings of the same database through a pooler, which has so many connections to it."""
    with ExitStack() as stack:

        def begin(connections: int, *, drops_options: bool = False) -> Settings:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=place.folder)))
            folder.chmod(0o755)  # run by root, the pooler is another user
            pooler = Pooler(folder, settings.database_url, connections, drops_options=drops_options)
            stack.callback(pooler.stop)
            return settings.model_copy(update={"database_url": pooler.url})

        yield begin


def hammer(engine: Engine, seed: int, count: int) -> list[str]:
    """Ask everything in an order of its own, in transactions of several; returns the wrong answers."""
    chance = random.Random(seed)
    statements = {each.statement: prepared.prepared(text(each.statement)) for each in SHAPES}
    wrong: list[str] = []

    def work(session: Session) -> None:
        for each in chance.sample(SHAPES, 4):
            row = session.execute(statements[each.statement], each.parameters).one_or_none()
            if (tuple(row) if row else None) != each.answer:
                wrong.append(f"{each.statement} gave {row}")

    for _ in range(count):
        run(sessionmaker(engine), work)
    return wrong


@pytest.mark.parametrize("connections", [1, 3])
def test_two_processes_that_share_connections_get_what_each_has_asked_for(
    pooled: Callable[[int], Settings], shelves: Callable[[str], list[str]], connections: int, seed: int
):
    settings = pooled(connections)
    engines = [make_engine(settings, f"process {number}") for number in range(2)]
    try:
        with ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(hammer, engines[number % 2], seed + number, 25) for number in range(8)]
        assert [each.result() for each in asked] == [[]] * 8
    finally:
        for engine in engines:
            engine.dispose()
    assert shelves("left_shelf") == ["a left one"]
    assert shelves("right_shelf") == ["a right one"]


@pytest.mark.parametrize("drops_options", [False, True])
def test_timeouts_hold_behind_a_pooler_and_reach_nobody_else(
    pooled: Callable[..., Settings], settings: Settings, drops_options: bool
):
    behind = pooled(1, drops_options=drops_options)
    engine = make_engine(behind, "test")
    names = ", ".join(f"current_setting('{name}')" for name in SESSION_SETTINGS)
    with capture_logs() as lines:
        for _ in range(2):
            with engine.begin() as connection:
                found = connection.exec_driver_sql(f"SELECT {names}").one()
            assert tuple(found) == tuple(SESSION_SETTINGS.values())
    assert [line["event"] for line in lines].count("database.behind_pooler") == 1
    plain = make_url(behind.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg2.connect(plain)) as another, another.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
    engine.dispose()


@pytest.fixture
def shared(database_url: str, settings: Settings) -> Iterator[list[Engine]]:
    """Two engines on one connection, without a word of it: a pooler that passes on PostgreSQL's own greeting."""
    plain = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg2.connect(plain)) as connection:
        engines = [create_engine(database_url, creator=lambda: connection, poolclass=StaticPool) for _ in range(2)]
        for engine in engines:
            prepared.install(engine, settings)
        yield engines


@pytest.mark.usefixtures("shelves")
def test_who_finds_it_out_late_gets_the_same(shared: list[Engine], seed: int):
    for number in range(20):
        assert hammer(shared[number % 2], seed + number, 2) == []


@pytest.mark.usefixtures("shelves")
def test_a_statement_that_has_gone_with_its_connection_is_asked_all_the_same(shared: list[Engine], seed: int):
    for number in range(10):
        assert hammer(shared[0], seed + number, 2) == []
        with shared[1].begin() as connection:
            connection.exec_driver_sql("DEALLOCATE ALL")


def test_two_processes_of_each_service_behind_a_pooler_match_people(pooled: Callable[[int], Settings], tmp_path: Path):
    settings = pooled(5)
    logs = [tmp_path / f"ws-{number}.log" for number in range(2)]
    with ExitStack() as stack:
        apis = [ApiProcess(settings, tmp_path) for _ in range(2)]
        for api in apis:
            stack.callback(api.stop)
        sockets = [AsProcess(settings, log) for log in logs]
        for process in sockets:
            stack.callback(process.stop)
        people = [
            register(f"http://127.0.0.1:{apis[number % 2].port}", f"person{number}", sockets[number % 2].url)
            for number in range(4)
        ]
        for first, second in ((0, 1), (2, 3), (1, 2)):
            meet(people[first], people[second])
    answers = [row for api in apis for row in api.log() if row["event"] == "request.done"]
    assert len(answers) > 20
    assert [row for row in answers if row["status"] >= 500] == []
    for log in logs:
        assert "matcher.pass_failed" not in log.read_text()
