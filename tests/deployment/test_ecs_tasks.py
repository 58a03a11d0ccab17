"""What the tasks of ECS do at the first rollout, with what their definitions say: a real PostgreSQL, no AWS."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator
from sqlalchemy import URL, make_url
from structlog.testing import capture_logs

from deployment.ecs.render import render
from mockmate_ws.service import Service
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.cloning import connect, on
from tests.deployment.ecs_values import VALUES
from tests.sockets import ROOT, environment

GUIDE = (ROOT / "docs" / "ecs.md").read_text()
OWN = 'the "own"% p@ss/word'
TABLES = "SELECT DISTINCT schemaname, tableowner FROM pg_tables WHERE schemaname !~ '^(pg_|information)'"


class Account:
    """A database as RDS makes it, owned by an administrator who is no superuser, and what a task is told of it."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.url, self.settings = make_url(url), settings
        self.name = f"ecs_{uuid.uuid4().hex[:8]}"
        self.admin, self.password = f"{self.name}_admin", "first"
        self.run(url, f"CREATE ROLE {self.admin} LOGIN CREATEROLE CREATEDB PASSWORD 'first'")
        self.run(url, f"CREATE DATABASE {self.name} OWNER {self.admin} ENCODING 'UTF8' TEMPLATE template0")

    def run(self, url: str, statement: str) -> list[tuple[Any, ...]]:
        with closing(connect(url)) as database, database.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def migrate_task(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run a command with the variables of the migrations' container, and no others of ours."""
        host = self.url.host or str(self.url.query["host"])
        values = VALUES | {"db_host": host, "db_name": self.name, "db_user": self.name}
        container = render("migrate", values)["containerDefinitions"][0]
        secrets = {
            "DB_ADMIN_USER": self.admin,
            "DB_ADMIN_PASSWORD": "first",
            "DB_PASSWORD": self.password,
            "JWT_SECRET": "x" * 32,
            "PASSWORD_PEPPER": "pepper",
            "REDIS_URL": self.settings.redis_url,
        }
        told = {each["name"]: each["value"] for each in container["environment"]}
        told |= {each["name"]: secrets[each["name"]] for each in container["secrets"]}
        # No TLS at this server, and perhaps another port.
        told |= {"PGSSLMODE": "prefer", "DB_PORT": str(self.url.port or self.url.query.get("port", 5432))}
        cleared = {name: "" for name in environment(self.settings) if name in Settings.names()}
        return subprocess.run(
            command,
            cwd=ROOT,
            env={**environment(self.settings), **cleared, **told},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def migrate(self) -> subprocess.CompletedProcess[str]:
        return self.migrate_task([sys.executable, "-m", "deployment.migrate"])

    def owners(self) -> list[tuple[Any, ...]]:
        return self.run(on(self.url.render_as_string(hide_password=False), self.name), TABLES)

    def as_role(self) -> URL:
        return self.url.set(username=self.name, password=self.password, database=self.name)

    def remove(self) -> None:
        url = self.url.render_as_string(hide_password=False)
        self.run(url, f"DROP DATABASE {self.name} WITH (FORCE)")
        self.run(url, f"DROP ROLE IF EXISTS {self.name}")
        self.run(url, f"DROP ROLE {self.admin}")


@pytest.fixture
def account(postgres_url: str, settings: Settings) -> Iterator[Account]:
    made = Account(postgres_url, settings)
    yield made
    made.remove()


def test_the_migrations_make_the_services_own_user_and_somebody_becomes_an_administrator(account: Account):
    account.password = OWN
    done = account.migrate()
    assert done.returncode == 0, done.stderr
    assert account.owners() == [(account.name, account.name)]
    url = account.as_role().render_as_string(hide_password=False)
    ((superuser, createrole),) = account.run(
        url, "SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    assert not superuser
    assert not createrole

    account.run(url, "INSERT INTO users (email, username, password_hash) VALUES ('ada@example.org', 'ada', 'x')")
    promoted = account.migrate_task([sys.executable, "-m", *the_guides_command()])
    assert promoted.stdout == "ada@example.org is now an administrator.\n", promoted.stderr

    # A password that was changed arrives with the next rollout.
    verifier = f"SELECT rolpassword FROM pg_authid WHERE rolname = '{account.name}'"
    ((before,),) = account.run(account.url.render_as_string(hide_password=False), verifier)
    account.password = "another one"
    assert account.migrate().returncode == 0
    ((after,),) = account.run(account.url.render_as_string(hide_password=False), verifier)
    assert before != after


def the_guides_command() -> list[str]:
    """Return what the guide overrides the migrations' command with, once it is found to be what ECS takes."""
    (block,) = re.findall(r"(?ms)^ *(aws ecs run-task .*?)^ *```$", GUIDE)
    words = shlex.split(block.replace("\\\n", " "))[3:]
    given = dict(zip(words[::2], words[1::2], strict=True))
    overrides = json.loads(given["--overrides"])
    task = render("migrate", VALUES)
    assert given["--task-definition"] == task["family"]
    assert [each["name"] for each in overrides["containerOverrides"]] == [task["containerDefinitions"][0]["name"]]
    shape = botocore.session.get_session().get_service_model("ecs").operation_model("RunTask").input_shape
    report = ParamValidator().validate({"taskDefinition": task["family"], "overrides": overrides}, shape)
    assert not report.has_errors(), report.generate_report()
    command: list[str] = overrides["containerOverrides"][0]["command"]
    return command


def test_an_administrator_who_cannot_is_named(account: Account):
    account.run(account.url.render_as_string(hide_password=False), f"ALTER ROLE {account.admin} NOCREATEROLE")
    done = account.migrate()
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{account.admin} can't make the role {account.name}: ")
    assert "permission denied" in line
    assert account.owners() == []


def test_each_process_says_what_autoscaling_counts(settings: Settings):
    text = (ROOT / "deployment" / "terraform" / "scaling.tf").read_text()
    (line,) = asyncio.run(said_of_the_load(settings))
    assert f'$.event = \\"{line["event"]}\\"' in text
    assert 'value     = "$.count"' in text
    assert line["count"] == 0
    assert line["log_level"] == "info"


async def said_of_the_load(settings: Settings) -> list[Any]:
    service = Service(settings)
    try:
        with capture_logs() as logs:
            await service.report_load()
    finally:
        await service.stop()
    return list(logs)
