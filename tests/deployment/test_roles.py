"""A role of the app's own: the guide's SQL makes one that can do everything, and what is missing is said in words."""

from __future__ import annotations

import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import make_url

from mockmate_api import create_app
from shared.core.settings import Settings
from tests.apps import close
from tests.clients import PATIENCE
from tests.cloning import connect, on
from tests.sockets import ROOT, environment

GUIDE = (ROOT / "docs" / "deploying.md").read_text()
TABLES = "SELECT schemaname, count(*) FROM pg_tables WHERE schemaname !~ '^(pg_|information)' GROUP BY 1"


class Server:
    """A PostgreSQL with an administrator like that of a managed one: it makes roles and databases, and is no superuser.

    The names of the guide stand for names that nobody else has in this run.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.role = f"mockmate_{uuid.uuid4().hex[:8]}"
        self.admin = f"{self.role}_admin"
        self.run(url, f"CREATE ROLE {self.admin} LOGIN CREATEROLE CREATEDB PASSWORD 'PASSWORD'")

    def as_role(self, role: str, database: str) -> str:
        return (
            make_url(on(self.url, database))
            .set(username=role, password="PASSWORD")
            .render_as_string(hide_password=False)
        )

    def run(self, url: str, *statements: str) -> list[tuple[str, int]]:
        with closing(connect(url)) as database, database.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def follow(self, *skipped: str) -> None:
        """Do what the guide says, but for some statements."""
        blocks = re.findall(r"(?ms)^```sql\n(.*?)^```$", GUIDE.partition("### A role of its own")[2])[:2]
        for block, database in zip(blocks, (make_url(self.url).database, self.role), strict=True):
            statements = [line for line in block.splitlines() if not line.startswith(skipped or "-")]
            named = [re.sub(r"\bmockmate\b", self.role, statement) for statement in statements]
            self.run(self.as_role(self.admin, str(database)), *named)

    def migrate(self, settings: Settings) -> subprocess.CompletedProcess[str]:
        theirs = settings.model_copy(update={"database_url": self.as_role(self.role, self.role)})
        return subprocess.run(
            [sys.executable, "-m", "deployment.migrate"],
            cwd=ROOT,
            env=environment(theirs),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def tables(self) -> dict[str, int]:
        return dict(self.run(on(self.url, self.role), TABLES))

    def remove(self) -> None:
        self.run(self.url, f"DROP DATABASE IF EXISTS {self.role} WITH (FORCE)")
        self.run(self.url, f"DROP ROLE IF EXISTS {self.role}", f"DROP ROLE {self.admin}")


@pytest.fixture
def server(postgres_url: str) -> Iterator[Server]:
    made = Server(postgres_url)
    yield made
    made.remove()


def test_the_guides_statements_make_a_role_that_can_do_everything(server: Server, settings: Settings):
    server.follow()
    done = server.migrate(settings)
    assert done.returncode == 0, done.stderr
    assert server.tables().keys() == {server.role}
    app = create_app(settings.model_copy(update={"database_url": server.as_role(server.role, server.role)}))
    try:
        answer = app.test_client().post("/auth/register", json={"email": "ada@example.org", "password": "a long one!!"})
        assert answer.status_code == 201, answer.text
        assert app.test_client().get("/health/ready").status_code == 200
    finally:
        close(app)
    # Once the tables are there, the schema's owner may close it.
    server.run(server.as_role(server.role, server.role), f"REVOKE CREATE ON SCHEMA {server.role} FROM {server.role}")
    assert server.migrate(settings).returncode == 0


@pytest.mark.parametrize(
    ("skipped", "said"),
    [
        ("CREATE SCHEMA", "finds no schema in .*: its search_path is"),
        (("CREATE SCHEMA", "ALTER ROLE"), "may not create tables in the schema public of"),
    ],
)
def test_what_the_role_lacks_is_said_before_anything_is_made(
    skipped: str | tuple[str, ...], said: str, server: Server, settings: Settings
):
    server.follow(*([skipped] if isinstance(skipped, str) else skipped))
    done = server.migrate(settings)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert re.match(f"The role {server.role} {said}", line)
    assert '"A role of its own"' in line
    assert "PASSWORD" not in line
    assert server.tables() == {}


def test_a_right_that_a_later_migration_lacks_is_said_too(server: Server, settings: Settings):
    server.follow()
    server.run(
        server.as_role(server.role, server.role),
        "CREATE TABLE alembic_version (version_num text PRIMARY KEY)",
        f"REVOKE CREATE ON SCHEMA {server.role} FROM {server.role}",
    )
    done = server.migrate(settings)
    assert done.returncode == 1
    assert re.search('can\'t be used: .*; docs/deploying.md, "A role of its own"', done.stderr)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_character_stays_empty(encoding: str, server: Server, settings: Settings):
    server.run(
        server.url,
        f"CREATE ROLE {server.role} LOGIN PASSWORD 'PASSWORD'",
        f"CREATE DATABASE {server.role} ENCODING '{encoding}' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0"
        f" OWNER {server.role}",
    )
    done = server.migrate(settings)
    assert done.returncode == 2
    assert f"stores text as {encoding}" in done.stderr
    assert server.tables() == {}
