"""`python -m deployment.ops.scheduled` with a real PostgreSQL: what counts as a backup has been restored."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine
from sqlalchemy.orm import Session

from deployment.local import postgres_folder
from deployment.local.errors import DeploymentError
from deployment.local.postgres import Postgres
from deployment.ops import trial
from deployment.ops.clients import for_server
from shared import migrations
from shared.core.metrics import GaugeCollector, read_gauges
from tests.cloning import connect, on
from tests.databases import Place
from tests.deployment.units import Unit
from tests.sockets import ROOT

ROLE, PASSWORD = "mockmate_app", "the-password-of-the-app"
LITTLE = 8192  # bytes, fewer than any backup has


class Server:
    """A PostgreSQL whose role has to give its password, and the command."""

    def __init__(self, postgres: Postgres) -> None:
        self.postgres = postgres
        self.url = f"postgresql+psycopg2://{ROLE}:{PASSWORD}@/mockmate?host={postgres.socket_folder}"

    def execute(self, *statements: str, name: str = "mockmate") -> list[tuple[object, ...]]:
        with closing(connect(on(self.postgres.url, name))) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def save(self, folder: Path, *arguments: str, limit: str = "", **given: str) -> subprocess.CompletedProcess[str]:
        told = {
            "PATH": os.environ["PATH"],
            "DB_HOST": str(self.postgres.socket_folder),
            "DB_USER": ROLE,
            "DB_PASSWORD": PASSWORD,
            "JWT_SECRET": "for tests only, and longer than 32 bytes",
            **given,
        }
        command = [sys.executable, "-m", "deployment.ops.scheduled", "--to", str(folder), *arguments]
        if limit:
            command = ["prlimit", limit, *command]
        return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False, timeout=120)

    def runs(self) -> list[tuple[object, ...]]:
        """Return whether each recorded run succeeded, its bytes, and why it failed."""
        return self.execute("SELECT succeeded, bytes, reason FROM own.backup_runs ORDER BY id")

    def gauges(self) -> dict[str, float]:
        """Return what the services would tell Prometheus of the backups."""
        engine = create_engine(self.url, poolclass=NullPool)
        with Session(engine) as session:
            families = GaugeCollector(read_gauges(session)).collect()
            samples = [sample for family in families for sample in family.samples]
        return {sample.name: sample.value for sample in samples if sample.name.startswith("mockmate_backup_")}

    def databases(self) -> set[object]:
        return {name for (name,) in self.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")}


@pytest.fixture(scope="module")
def server(place: Place) -> Iterator[Server]:
    folder = place.make_folder()
    postgres = Postgres(folder / "data", folder / "log", settings={"fsync": "off"})
    postgres.start()
    try:
        rules = folder / "data" / "pg_hba.conf"
        rules.write_text(f"local all {ROLE} scram-sha-256\n{rules.read_text()}")
        made = Server(postgres)
        made.execute(
            f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{PASSWORD}'",
            f"CREATE SCHEMA own AUTHORIZATION {ROLE}",
            f"ALTER ROLE {ROLE} IN DATABASE mockmate SET search_path = own",
            "SELECT pg_reload_conf()",
        )
        migrations.upgrade(made.url)
        yield made
    finally:
        postgres.stop()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {".lock"}


def test_a_backup_is_restored_compared_and_the_oldest_ones_go(server: Server, tmp_path: Path):
    kept = tmp_path / "kept"
    kept.mkdir()
    for day in (1, 2, 3):
        (kept / f"mockmate-2025010{day}T000000Z.dump").write_text("old")
    (kept / "mockmate-20250104T000000Z.dump.part").write_text("of a run that was killed")
    (kept / "notes.txt").write_text("mine")

    done = server.save(kept, "--keep", "2")
    assert (done.returncode, done.stderr) == (0, "")
    success = json.loads((kept / "last-success.json").read_text())
    backup = kept / success["file"]
    assert names(kept) == {backup.name, "mockmate-20250103T000000Z.dump", "last-success.json", "notes.txt"}
    assert backup.stat().st_mode & 0o077 == 0
    assert success["tried"]
    assert success["revision"] == migrations.head()
    assert success["rows"] > 0
    assert success["bytes"] == backup.stat().st_size
    assert "restored and compared" in done.stdout
    assert server.databases() == {"postgres", "mockmate"}

    assert server.save(kept, "--older-than", "1h").returncode == 0
    late = json.dumps(success | {"at": "2025-01-01T00:00:00+00:00"})
    (kept / "last-success.json").write_text(late)
    assert server.save(kept, "--older-than", "1h").returncode == 1


def test_services_know_of_no_backup_until_one_was_tried_and_then_of_the_last_success(server: Server, tmp_path: Path):
    server.execute("TRUNCATE own.backup_runs")
    assert server.gauges() == {}
    assert server.save(tmp_path, DB_NAME="nowhere").returncode == 1
    assert server.gauges() == {}  # where it would be written down, nothing was to be had

    server.execute(f"ALTER ROLE {ROLE} NOCREATEDB")
    assert server.save(tmp_path).returncode == 1
    server.execute(f"ALTER ROLE {ROLE} CREATEDB")
    assert server.gauges() == {"mockmate_backup_failed": 1}
    ((succeeded, size, reason),) = server.runs()
    assert (succeeded, size) == (False, None)
    assert "CREATEDB" in str(reason)

    assert server.save(tmp_path, "--late", "36h").returncode == 0
    size = json.loads((tmp_path / "last-success.json").read_text())["bytes"]
    assert server.runs()[1:] == [(True, size, None)]
    known = server.gauges()
    assert (known["mockmate_backup_failed"], known["mockmate_backup_bytes"]) == (0, size)
    assert known["mockmate_backup_age_seconds"] >= 0 > known["mockmate_backup_overdue_seconds"] > -36 * 3600 - 1

    server.execute(
        "UPDATE own.backup_runs SET finished_at = finished_at - interval '2 d', due_at = now() - interval '1h'"
    )
    assert server.save(tmp_path, limit=f"--fsize={LITTLE}").returncode == 1
    known = server.gauges()
    assert (known["mockmate_backup_failed"], known["mockmate_backup_bytes"]) == (1, size)
    assert known["mockmate_backup_age_seconds"] >= 2 * 24 * 3600
    assert known["mockmate_backup_overdue_seconds"] >= 3600


def test_of_the_runs_only_the_newest_are_kept_and_the_last_success(server: Server, tmp_path: Path):
    server.execute(
        "TRUNCATE own.backup_runs",
        "INSERT INTO own.backup_runs (started_at, due_at, succeeded, bytes) VALUES (now(), now(), true, 7)",
        "INSERT INTO own.backup_runs (started_at, due_at, succeeded, reason)"
        " SELECT now(), now(), false, 'old' FROM generate_series(1, 150)",
    )
    assert server.save(tmp_path, limit=f"--fsize={LITTLE}").returncode == 1
    runs = server.runs()
    assert runs[0] == (True, 7, None)
    assert len(runs) == 101
    assert "SIGXFSZ" in str(runs[-1][2])


def test_a_backup_counts_even_if_it_can_not_be_written_down(server: Server, tmp_path: Path):
    server.execute("ALTER TABLE own.backup_runs RENAME TO away")  # as before migration 0023
    try:
        done = server.save(tmp_path)
    finally:
        server.execute("ALTER TABLE own.away RENAME TO backup_runs")
    assert done.returncode == 0
    assert (tmp_path / "last-success.json").exists()
    assert "could not be written down" in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_does_not_come_back_is_no_success(server: Server, tmp_path: Path):
    # A row that only this database takes: pg_dump is content, and a restore elsewhere is not.
    server.execute("CREATE TABLE own.lost AS SELECT 1 AS kept", f"GRANT SELECT ON own.lost TO {ROLE}")
    server.execute(
        "CREATE FUNCTION own.only_here() RETURNS boolean LANGUAGE sql AS $$ SELECT current_database() = 'mockmate' $$",
        "ALTER TABLE own.lost ADD CHECK (own.only_here())",
    )
    try:
        done = server.save(tmp_path)
    finally:
        server.execute("DROP TABLE own.lost", "DROP FUNCTION own.only_here")
    assert done.returncode == 1
    assert "The backup failed: pg_restore failed:" in done.stderr
    assert server.runs()[-1] == (False, None, done.stderr.strip())
    assert names(tmp_path) == {"failed.dump"}
    assert server.databases() == {"postgres", "mockmate"}


def test_without_the_right_to_make_a_database_it_is_kept_and_told_as_untried(server: Server, tmp_path: Path):
    old = tmp_path / "mockmate-20250101T000000Z.dump"
    old.write_text("old")
    server.execute(f"ALTER ROLE {ROLE} NOCREATEDB")
    try:
        done = server.save(tmp_path, "--keep", "1")
        meant = server.save(tmp_path / "meant", "--no-trial")
        elsewhere = server.save(tmp_path / "elsewhere", BACKUP_TRIAL_URL=server.postgres.url)
    finally:
        server.execute(f"ALTER ROLE {ROLE} CREATEDB")
    assert done.returncode == 1
    assert "saved, but not tried" in done.stderr
    assert "CREATEDB" in done.stderr
    assert len(list(tmp_path.glob("mockmate-*Z.dump"))) == 2
    assert not (tmp_path / "last-success.json").exists()
    assert (meant.returncode, meant.stderr) == (0, "")
    assert not json.loads((tmp_path / "meant" / "last-success.json").read_text())["tried"]
    assert (elsewhere.returncode, elsewhere.stderr) == (0, "")


def test_the_unit_of_systemd_saves_to_its_own_folder(server: Server, tmp_path: Path):
    unit = Unit("mockmate-backup.service")
    folder = f"/var/lib/{unit.only('StateDirectory')}"
    command = [word.replace(folder, str(tmp_path)) for word in shlex.split(unit.only("ExecStart"))]
    assert str(tmp_path) in command
    own = {"DB_HOST": str(server.postgres.socket_folder), "DB_USER": ROLE, "DB_PASSWORD": PASSWORD}
    told = unit.environment({**own, "JWT_SECRET": "for tests only, and longer than 32 bytes"})
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((tmp_path / "last-success.json").read_text())["tried"]


FAULTS = {
    "no room": (["--keep", "1"], {}, f"--fsize={LITTLE}", "pg_dump failed: it was ended by SIGXFSZ", 1),
    "password": (["--keep", "1"], {"DB_PASSWORD": "wrong"}, "", "password authentication failed", 1),
    "empty": (["--keep", "1"], {"DB_NAME": "postgres"}, "", "has no tables of Mock Mate", 1),
    "no programs": (["--programs", "/nowhere"], {}, "", "install postgresql-client-18", 1),
    "keeps none": (["--keep", "0"], {}, "", "--keep must be 1 or more", 2),
    "trial": ([], {"BACKUP_TRIAL_URL": "mysql://x"}, "", "BACKUP_TRIAL_URL must be a PostgreSQL URL", 2),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failure_is_one_sentence_and_removes_nothing(server: Server, fault: str, tmp_path: Path):
    arguments, given, limit, words, code = FAULTS[fault]
    olds = {f"mockmate-2025010{day}T000000Z.dump" for day in (1, 2)}
    for old in olds:
        (tmp_path / old).write_text("old")
    if fault == "empty":
        server.execute(f"GRANT CREATE ON SCHEMA public TO {ROLE}", name="postgres")
    done = server.save(tmp_path, *arguments, limit=limit, **given)
    assert done.returncode == code
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert names(tmp_path) == olds


def test_programs_older_than_the_server_are_named(server: Server, tmp_path: Path):
    old = tmp_path / "bin"
    old.mkdir()
    for program in ("pg_dump", "pg_restore"):
        (old / program).write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)'\n")
        (old / program).chmod(0o755)
    done = server.save(tmp_path / "kept", "--programs", str(old))
    assert done.returncode == 1
    assert "pg_dump is of PostgreSQL 15, and the server of 18" in done.stderr


def test_the_password_is_on_no_command_line(server: Server, tmp_path: Path):
    spy = tmp_path / "bin"
    spy.mkdir()
    for program in ("pg_dump", "pg_restore"):
        real = postgres_folder.programs() / program
        (spy / program).write_text(f'#!/bin/sh\necho "$@" >>"{tmp_path}/said"\nexec "{real}" "$@"\n')
        (spy / program).chmod(0o755)
    password = tmp_path / "password"
    password.write_text(f"{PASSWORD}\n")
    done = server.save(tmp_path / "kept", "--programs", str(spy), DB_PASSWORD="", DB_PASSWORD_FILE=str(password))
    assert (done.returncode, done.stderr) == (0, "")
    said = (tmp_path / "said").read_text()
    assert "mockmate_backup_trial" in said
    assert PASSWORD not in said


def test_a_row_that_is_missing_is_found(server: Server, tmp_path: Path):
    url = server.postgres.url
    with trial.connected(url) as connection:
        connection.exec_driver_sql("SET search_path = own")
        held = trial.contents(connection, trial.schema_of(connection))
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        for_server(18).dump(url, tmp_path / "x.dump", snapshot)
    more = held._replace(rows=held.rows | {"users": held.rows["users"] + 1})
    with pytest.raises(DeploymentError, match="users has 0 rows instead of 1"):
        trial.try_out(for_server(18), tmp_path / "x.dump", url, "scratch", "own", more)
    other = held._replace(revision="0001")
    with pytest.raises(DeploymentError, match="instead of 0001"):
        trial.try_out(for_server(18), tmp_path / "x.dump", url, "scratch", "own", other)
