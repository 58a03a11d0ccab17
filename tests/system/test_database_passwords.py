"""A database's password that is wrong, or is changed under running services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from deployment.local.postgres import Postgres
from mockmate_api import create_app
from shared.core import database_outages
from shared.core.database import make_engine
from shared.core.settings import Settings
from shared.migrations import upgrade
from tests.cloning import connect

ROLE, FIRST, SECOND = "mockmate_app", "the-first-password", "the-second-password"


class Guarded(NamedTuple):
    """A PostgreSQL that asks this role for its password."""

    server: Postgres
    settings: Settings

    def execute(self, statement: str) -> None:
        with closing(connect(self.server.url)) as connection, connection, connection.cursor() as cursor:
            cursor.execute(statement)

    def rotate(self) -> None:
        """Change the password, and cut whoever came in with the old one, as a managed database does."""
        self.execute(f"ALTER ROLE {ROLE} PASSWORD '{SECOND}'")
        self.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{ROLE}'")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, redis_server: str) -> Iterator[Guarded]:
    folder = tmp_path_factory.mktemp("guarded")
    server = Postgres(folder / "data", folder / "log", settings={"fsync": "off"})
    server.start()
    try:
        upgrade(server.url)
        rules = folder / "data" / "pg_hba.conf"
        rules.write_text(f"local all {ROLE} scram-sha-256\n{rules.read_text()}")
        settings = Settings(
            db_host=str(server.socket_folder),
            db_user=ROLE,
            db_password=SecretStr(FIRST),
            redis_url=redis_server,
            jwt_secret=SecretStr("for tests only, and longer than 32 bytes"),
            rate_limits="off",
        )
        found = Guarded(server, settings)
        found.execute(f"CREATE ROLE {ROLE} LOGIN IN ROLE pg_read_all_data, pg_write_all_data")
        found.execute("SELECT pg_reload_conf()")
        yield found
    finally:
        server.stop()


@pytest.fixture(autouse=True)
def first_password(guarded: Guarded) -> None:
    guarded.execute(f"ALTER ROLE {ROLE} PASSWORD '{FIRST}'")


def ask(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))


def test_a_wrong_password_is_named_in_the_log_and_not_shown(guarded: Guarded) -> None:
    engine = make_engine(guarded.settings.model_copy(update={"db_password": SecretStr(SECOND)}), "test")
    with capture_logs() as lines:
        for _ in range(5):
            with pytest.raises(OperationalError):
                ask(engine)
    (line,) = lines
    assert line["event"] == "database.refused"
    assert f'password authentication failed for user "{ROLE}"' in line["detail"]
    assert SECOND not in repr(lines)


def test_a_password_in_a_file_is_read_again_for_each_connection(guarded: Guarded, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{FIRST}\n")
    engine = make_engine(
        guarded.settings.model_copy(update={"db_password": SecretStr(""), "db_password_file": str(file)}), "test"
    )
    ask(engine)
    file.write_text(SECOND)
    guarded.rotate()
    with capture_logs() as lines:
        for _ in range(2):  # the first may have been checked out before it was cut
            try:
                ask(engine)
            except OperationalError:
                continue
        ask(engine)
    assert [line for line in lines if line["event"] == "database.refused"] == []


def test_who_is_locked_out_by_a_rotation_says_that_another_should_take_its_place(
    guarded: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(guarded.settings).test_client()
    assert [client.get(path).status_code for path in ("/health/live", "/health/ready")] == [200, 200]
    guarded.rotate()
    with capture_logs() as lines:
        assert [client.get(path).status_code for path in ("/health/ready", "/health/live")] == [503, 200]
    assert any("authentication failed" in line.get("detail", "") for line in lines)
    monkeypatch.setattr(database_outages, "LOCKED_OUT_SECONDS", 0)
    answer = client.get("/health/live")
    assert (answer.status_code, answer.get_json()) == (503, {"status": "down"})
    guarded.execute(f"ALTER ROLE {ROLE} PASSWORD '{FIRST}'")
    assert [client.get(path).status_code for path in ("/health/ready", "/health/live")] == [200, 200]
