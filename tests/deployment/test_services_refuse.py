"""What a service can't start with is said once, and it ends: with no port open, and a code that says it failed."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.sockets import ROOT, environment, free_port

API = [sys.executable, "-m", "gunicorn", "-c", "deployment/gunicorn.conf.py", "mockmate_api.wsgi:app"]
SOCKETS = [sys.executable, "-m", "mockmate_ws"]
MIGRATE = [sys.executable, "-m", "deployment.migrate"]
FLASK = [sys.executable, "-m", "flask", "--app", "mockmate_api.wsgi"]
SEED = [*FLASK, "seed"]

# A database that isn't there: nothing of this gets so far.
SETTINGS = Settings.model_construct(
    database_url="postgresql://nobody@127.0.0.1:9/nothing",
    jwt_secret=SecretStr("long enough for these tests, and never used"),
    redis_url="redis://127.0.0.1:9/0",
)
UNUSABLE = [
    {"JWT_SECRET": ""},
    {"JWT_SECRET": "too short"},
    {"DATABASE_URL": "", "DB_HOST": ""},
    {"MAIL_URL": "carrier-pigeon:home"},
    {"WS_PORT": "70000"},
]
OF_THE_API = [
    {"WEB_WORKERS": "0"},
    {"WEB_WORKERS": "two"},
    {"WEB_THREADS": "0"},
    {"BIND": "127.0.0.1:70000"},
    {"PROMETHEUS_MULTIPROC_DIR": "/a/folder/that/is/not/there"},
    {"PROMETHEUS_MULTIPROC_DIR": "/dev/null"},
]


class Ended:
    """A service that was started with some settings, and has ended by itself."""

    def __init__(self, command: list[str], **given: str) -> None:
        self.port = free_port()
        mine = {"PORT": str(self.port), "WS_PORT": str(self.port), "LOG_LEVEL": "INFO"}
        run = subprocess.run(
            command,
            cwd=ROOT,
            env={**environment(SETTINGS), **mine, **given},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        self.code, self.said = run.returncode, run.stdout

    def was_open(self) -> bool:
        """Whether it said that it listens, or something still does."""
        with socket.socket() as probe:
            return "Listening" in self.said or probe.connect_ex(("127.0.0.1", self.port)) == 0

    def times(self, words: str) -> int:
        return self.said.count(words)


@pytest.mark.parametrize("given", UNUSABLE + OF_THE_API, ids=str)
def test_the_api_says_once_what_it_can_not_use_and_ends(given: dict[str, str]):
    ended = Ended(API, **given)
    assert ended.code == 2
    assert ended.times(next(iter(given))) == 1
    assert "Traceback" not in ended.said
    assert not ended.was_open()


@pytest.mark.parametrize("given", UNUSABLE, ids=str)
def test_the_sockets_say_once_what_they_can_not_use_and_end(given: dict[str, str]):
    ended = Ended(SOCKETS, **given)
    assert ended.code == 2
    assert ended.times(next(iter(given))) == 1
    assert "Traceback" not in ended.said
    assert not ended.was_open()


@pytest.mark.parametrize("command", [API, SOCKETS], ids=["api", "sockets"])
def test_tracing_without_its_packages(command: list[str], tmp_path: Path):
    at_start(tmp_path, "sys.modules['opentelemetry.exporter'] = None")
    ended = Ended(command, PYTHONPATH=str(tmp_path), OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9")
    assert ended.code == 2
    assert ended.times("packages are not installed") == 1
    assert not ended.was_open()


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("raised", ["SystemExit('not today')", "RuntimeError('not today')"])
def test_what_only_a_worker_finds_out_ends_the_api_too(workers: str, raised: str, tmp_path: Path):
    # An app is made in the workers alone.
    at_start(tmp_path, f"import flask\ndef refuse(*_, **__): raise {raised}\nflask.Flask.__init__ = refuse")
    ended = Ended(API, PYTHONPATH=str(tmp_path), WEB_WORKERS=workers)
    assert ended.code != 0
    assert "not today" in ended.said
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", ended.port)) != 0


@pytest.mark.parametrize(
    ("command", "ends"),
    [
        (API, "import flask\ndef refuse(*_, **__): raise SystemExit\nflask.Flask.__init__ = refuse"),
        (SOCKETS, "import uvicorn\nuvicorn.Server.run = lambda _: None"),
    ],
    ids=["api", "sockets"],
)
@pytest.mark.parametrize(
    ("given", "times"),
    [
        ({"PUBLIC_URL": "https://interviews.example.org"}, 1),
        ({"PUBLIC_URL": "https://interviews.example.org", "ICE_SERVERS": "turn:a.example", "TURN_SECRET": "x"}, 0),
        ({"PUBLIC_URL": "http://localhost:8080"}, 0),
    ],
)
def test_what_a_public_site_should_have_is_said_once(
    command: list[str], ends: str, given: dict[str, str], times: int, tmp_path: Path
):
    at_start(tmp_path, ends)
    assert Ended(command, PYTHONPATH=str(tmp_path), WEB_WORKERS="2", **given).times("names no TURN server") == times


@pytest.mark.parametrize("command", [MIGRATE, SEED, [*FLASK, "users", "promote", "ada@example.org"]], ids=" ".join)
@pytest.mark.parametrize("given", [{"JWT_SECRET": "too short"}, {}], ids=["setting", "database"])
def test_what_is_run_once_ends_in_one_sentence(command: list[str], given: dict[str, str]):
    ended = Ended(command, **given)
    assert ended.code != 0
    assert ended.times("JWT_SECRET" if given else "The database 127.0.0.1:9/nothing can't be used") == 1
    assert "Traceback" not in ended.said
    assert "nobody@" not in ended.said


@pytest.mark.parametrize("command", [MIGRATE, SOCKETS], ids=["migration", "sockets"])
def test_a_sender_that_mail_servers_refuse_is_complained_of_at_the_start(command: list[str]):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = str(other.getsockname()[1])
        ended = Ended(command, MAIL_URL="smtp://mail.example.org", WS_PORT=taken)
    assert ended.times("MAIL_FROM is an address at localhost") == 1, ended.said


def at_start(folder: Path, code: str) -> None:
    """Let Python run this before anything else."""
    (folder / "sitecustomize.py").write_text(f"import sys\n{code}\n")
