"""`python -m deployment.check` of a real PostgreSQL: each fault is named with its remedy, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from pydantic import SecretStr

from deployment.check import database
from deployment.local.postgres import Postgres
from mockmate_api.accounts import passwords
from shared import migrations
from shared.core.settings import Settings
from tests.cloning import connect, on
from tests.databases import Place
from tests.pooler import Pooler
from tests.system.failover import Pair

ROLE, PASSWORD = "mockmate_app", "the-password-of-the-app"
SECRET = SecretStr("for tests only, and longer than 32 bytes")


class Server(NamedTuple):
    """A PostgreSQL that asks the app's role for its password, and its settings."""

    postgres: Postgres

    def settings(self, **given: Any) -> Settings:
        parts: dict[str, Any] = {
            "db_host": str(self.postgres.socket_folder),
            "db_user": ROLE,
            "db_password": SecretStr(PASSWORD),
            "bcrypt_rounds": 4,
        }
        return Settings(database_url="", jwt_secret=SECRET, **(parts | given))

    def execute(self, *statements: str, name: str = "mockmate") -> None:
        with closing(connect(on(self.postgres.url, name))) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


@pytest.fixture(scope="module")
def server(place: Place) -> Iterator[Server]:
    folder = place.make_folder()
    postgres = Postgres(folder / "data", folder / "log", settings={"fsync": "off"})
    postgres.start()
    try:
        migrations.upgrade(postgres.url)
        rules = folder / "data" / "pg_hba.conf"
        rules.write_text(f"local all {ROLE} scram-sha-256\n{rules.read_text()}")
        made = Server(postgres)
        made.execute(
            f"CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}' IN ROLE pg_read_all_data, pg_write_all_data",
            "CREATE DATABASE empty",
            f"CREATE DATABASE fresh OWNER {ROLE}",
            "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
            "CREATE SCHEMA late",
            "CREATE FUNCTION late.clock_timestamp() RETURNS timestamptz LANGUAGE sql"
            " AS $$ SELECT pg_catalog.clock_timestamp() - interval '90 s' $$",
            f"GRANT USAGE ON SCHEMA late TO {ROLE}",
            "SELECT pg_reload_conf()",
        )
        yield made
    finally:
        postgres.stop()


def said(settings: Settings, *, before_rollout: bool = False) -> list[str]:
    return [f"{weight}: {text}" for weight, text in database.check(settings, before_rollout=before_rollout)]


class Fault(NamedTuple):
    words: str
    given: Mapping[str, Any] = MappingProxyType({})
    done: str = "SELECT"
    undone: str = "SELECT"


OLDER = migrations.known()[1]
FAULTS = {
    "nobody listens": Fault("Check DB_HOST and DB_PORT", {"db_host": "127.0.0.1", "db_port": 9}),
    "no such host": Fault("DNS doesn't know the host", {"db_host": "nowhere.invalid"}),
    "password": Fault("Check DB_USER and DB_PASSWORD", {"db_password": SecretStr("not-this-one")}),
    "no such database": Fault("does not exist. Create it", {"db_name": "elsewhere"}),
    "encoding": Fault("stores text as LATIN1", {"db_name": "latin"}),
    "no tables": Fault("has no tables of Mock Mate", {"db_name": "fresh"}),
    "may not create": Fault("may not create tables in the schema public", {"db_name": "empty"}),
    "read-only": Fault(
        "takes no writes: default_transaction_read_only",
        done=f"ALTER ROLE {ROLE} SET default_transaction_read_only = on",
        undone=f"ALTER ROLE {ROLE} RESET default_transaction_read_only",
    ),
    "older schema": Fault(
        f"is at revision {OLDER}",
        done=f"UPDATE alembic_version SET version_num = '{OLDER}'",
        undone=f"UPDATE alembic_version SET version_num = '{migrations.head()}'",
    ),
    "newer schema": Fault(
        "advice: The schema (9999) is of a newer release",
        done="UPDATE alembic_version SET version_num = '9999'",
        undone=f"UPDATE alembic_version SET version_num = '{migrations.head()}'",
    ),
    "privileges": Fault(
        "may not DELETE in",
        done=f"REVOKE pg_write_all_data FROM {ROLE}",
        undone=f"GRANT pg_write_all_data TO {ROLE}",
    ),
    "clock": Fault(
        "clock is 90 seconds ahead of",
        done=f"ALTER ROLE {ROLE} SET search_path = late, pg_catalog, public",
        undone=f"ALTER ROLE {ROLE} RESET search_path",
    ),
    "connections": Fault(
        "lets 5 connections of this role in",
        done=f"ALTER ROLE {ROLE} CONNECTION LIMIT 5",
        undone=f"ALTER ROLE {ROLE} CONNECTION LIMIT -1",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_remedy(server: Server, name: str):
    fault = FAULTS[name]
    server.execute(fault.done)
    try:
        found = said(server.settings(**fault.given))
    finally:
        server.execute(fault.undone)
    assert [each for each in found if fault.words in each], found
    assert PASSWORD not in "".join(found)


def test_nothing_is_said_of_a_good_one_and_nothing_is_written(server: Server):
    assert said(server.settings()) == []
    with closing(connect(server.postgres.url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pepper_fingerprints")
        assert cursor.fetchone() == (0,)


def test_before_a_rollout_the_schema_may_be_behind(server: Server):
    assert said(server.settings(db_name="empty", db_user="postgres"), before_rollout=True) == []


def test_another_pepper(server: Server):
    stored = passwords.fingerprint(server.settings(password_pepper=SecretStr("the one before")))
    server.execute(f"INSERT INTO pepper_fingerprints (id, fingerprint) VALUES (1, '{stored}')")
    try:
        (found,) = said(server.settings())
    finally:
        server.execute("DELETE FROM pepper_fingerprints")
    assert "another PASSWORD_PEPPER" in found


@pytest.mark.needs("pgbouncer")
def test_a_pooler_is_advised_of(server: Server, place: Place):
    pooler = Pooler(place.make_folder(), server.postgres.url, 5)
    try:
        (found,) = said(Settings(database_url=pooler.url, jwt_secret=SECRET))
    finally:
        pooler.stop()
    assert found.startswith("advice: A pooler stands before PostgreSQL.")


def test_a_replica(place: Place):
    with Pair(Path(place.make_folder())) as pair:
        (found,) = said(Settings(database_url=pair.replica.url, jwt_secret=SECRET))
        hosts = f"host={pair.replica.socket_folder}:5432&host="
        one, both = (
            said(
                Settings(
                    database_url=f"postgresql://postgres@/mockmate?{hosts}{other.socket_folder}:5432", jwt_secret=SECRET
                )
            )
            for other in (pair.replica, pair.primary)
        )
    assert "None of these hosts takes writes" in one[0]
    assert both == []
    assert "is a replica, which takes no writes. Name the primary" in found
