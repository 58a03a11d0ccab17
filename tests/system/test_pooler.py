"""Behind a pooler a connection is another process's a moment later: what is meant is what runs, and people meet."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg2
import pytest
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.pool import StaticPool
from structlog.testing import capture_logs

from shared.core import prepared
from shared.core.database import make_engine
from shared.core.session_settings import SESSION_SETTINGS
from shared.core.settings import Settings
from tests.clients.meetings import meet
from tests.clients.person import register
from tests.databases import Place
from tests.deployment.gateway import ApiProcess
from tests.pooler import Pooler
from tests.sockets import AsProcess
from tests.system.shelves import hammer, hammer_from_two_processes

pytestmark = pytest.mark.needs("pgbouncer")


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


@pytest.mark.parametrize("connections", [1, 3])
def test_two_processes_that_share_connections_get_what_each_has_asked_for(
    pooled: Callable[[int], Settings], shelves: Callable[[str], list[str]], connections: int, seed: int
):
    hammer_from_two_processes(pooled(connections), shelves, seed)


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
