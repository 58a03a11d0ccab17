"""Clients that others' tools generate from the served document, compiled as they are, on the journey of two people.

The commands are those of docs/generated-clients.md, the journey is described in clients/README.md.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from deployment.local.environment import UV
from tests.clients import PASSWORD
from tests.clients.person import Person
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.node import NODE, install
from tests.programs import FOLDERS, PROGRAMS
from tests.sockets import ROOT

HERE = Path(__file__).with_name("clients")
GUIDE = ROOT / "docs" / "generated-clients.md"
_COMMAND = re.compile(r"^##+ (?P<heading>.+)\n(?:(?!#|```).*\n)*```sh\n(?P<command>(?:.*\n)+?)```$", re.MULTILINE)

MAVEN = 'mvn --quiet --batch-mode {goals} exec:java -Dexec.args="$API $NAME"'
GO = "go run . $API $NAME"
NODE_JS = "npx tsc && node built/journey.js $API $NAME"
PYTHON = "uv run --no-project --isolated --with-requirements requirements.txt python journey.py $API $NAME"


@dataclass(frozen=True)
class Client:
    """A heading of the guide, the folder of the program, what compiles and runs it, and the programs that needs."""

    heading: str
    folder: str
    run: str
    needs: tuple[str, ...] = ()


CLIENTS = (
    Client("Java", "java", MAVEN.format(goals="build-helper:add-source compiler:compile"), ("mvn",)),
    Client("Kotlin", "kotlin", MAVEN.format(goals="kotlin:compile"), ("mvn",)),
    Client("Go", "go-openapi-generator", GO, ("mvn", "go")),
    Client("Go with oapi-codegen", "go-oapi-codegen", GO, ("go",)),
    Client("Go with ogen", "go-ogen", GO, ("go",)),
    Client("Rust", "rust", "cargo run --quiet --locked -- $API $NAME", ("mvn", "cargo")),
    Client("TypeScript", "typescript-fetch", NODE_JS, ("mvn",)),
    Client("TypeScript with Hey API", "typescript-hey-api", NODE_JS),
    Client("Python", "python-openapi-generator", f"PYTHONPATH=client {PYTHON}", ("mvn",)),
    Client("Python with openapi-python-client", "python-openapi-python-client", PYTHON),
)


def commands() -> dict[str, str]:
    """Return the commands of the guide, by heading."""
    return {found["heading"]: found["command"] for found in _COMMAND.finditer(GUIDE.read_text())}


@pytest.fixture(scope="module")
def site(place: Place) -> Iterator[Embedded]:
    embedded = Embedded(place.make_folder() / "home", RATE_LIMITS="off", BCRYPT_ROUNDS="4")
    try:
        embedded.wait_until_ready()
        yield embedded
    finally:
        embedded.stop()


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with uv by its plain name, and with OpenAPI Generator where Maven can fetch it."""
    folder = tmp_path_factory.mktemp("tools")
    (folder / "uv").symlink_to(UV)
    if PROGRAMS["mvn"].path():
        shell(commands()["OpenAPI Generator"], folder, dict(os.environ))
    return folder


@pytest.mark.timeout(1200)  # the tools are fetched first, and then compile hundreds of files
@pytest.mark.parametrize(
    "client", [pytest.param(client, id=client.heading, marks=pytest.mark.needs(*client.needs)) for client in CLIENTS]
)
def test_two_people_meet(client: Client, site: Embedded, tools: Path, tmp_path: Path):
    name = "abcdefghij"[CLIENTS.index(client)] * 3
    program = HERE / client.folder
    folder = shutil.copytree(program, tmp_path / "journey", ignore=shutil.ignore_patterns("node_modules", "target"))
    if (folder / "package.json").exists():
        install(program)
        (folder / "node_modules").symlink_to(program / "node_modules")
    environment = {
        **os.environ,
        "PATH": os.pathsep.join((str(tools), str(NODE.parent), FOLDERS)),
        "CARGO_TARGET_DIR": str(program / "target"),  # what others wrote is compiled once
        "API": site.api,
        "NAME": name,
    }
    for jar in tools.glob("*.jar"):
        (folder / jar.name).symlink_to(jar)
    (folder / "openapi.json").write_bytes(httpx.get(f"{site.api}/openapi.json").content)
    shell(commands()[client.heading], folder, environment)
    shell(client.run, folder, environment)

    bob = Person(site.api)
    credentials = {"email": f"bob-{name}@example.com", "password": PASSWORD}
    bob.log_in(bob.post("/auth/login", credentials, status=200).get_json())
    (received,) = bob.get("/feedback/received", status=200).get_json()["items"]
    assert (received["did_well"], received["to_improve"]) == ("Asked before coding.", "Say what it costs.")


def shell(command: str, folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-10_000:]}"
