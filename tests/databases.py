"""A real PostgreSQL and a real Valkey for the tests: started when the first test asks, gone when the run ends.

One PostgreSQL serves the whole run. Under pytest-xdist it belongs to the controller, which outlives all workers;
they ask it for the URL, so a run without such tests starts nothing. Every worker has a database of its own, cloned
from one migrated template and emptied before each test, and a Valkey of its own, since pub/sub knows no databases.
Where DATABASE_URL or REDIS_URL is set, those servers are used instead.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import tempfile
import uuid
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

import pytest
import redis

from deployment.local.postgres import Postgres
from deployment.local.sockets import folder_for_socket, forget_socket
from deployment.local.valkey import Valkey
from tests.cloning import clone, drop_databases, empty, make_template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


PREFIX = "mockmate-tests-"
# A crash may lose what a test run has written, so nothing waits for the disk.
IN_A_HURRY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}


class Run:
    """What the whole run shares: a folder, a name, and the one PostgreSQL once somebody wants it."""

    def __init__(self) -> None:
        """Make the folder; servers come later."""
        self.id = uuid.uuid4().hex[:8]
        remove_what_killed_runs_left()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
        self.folder.chmod(0o711)  # run by root, PostgreSQL is another user and must pass through
        self._alive = (self.folder / "alive").open("w")
        fcntl.flock(self._alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._lock = Lock()
        self._postgres: Postgres | None = None
        self._listener: Listener | None = None

    def postgres_url(self) -> str:
        """Return the URL of a database to make others from, starting PostgreSQL if need be."""
        if given := os.environ.get("DATABASE_URL"):
            return given
        with self._lock:
            if self._postgres is None:
                self._postgres = Postgres(self.folder / "postgres", self.folder / "postgres.log", settings=IN_A_HURRY)
                self._postgres.start()
            return self._postgres.url

    def answer_workers(self) -> str:
        """Tell every worker that asks where PostgreSQL is; returns the address to ask at."""
        if self._listener is None:
            address = folder_for_socket(self.folder, "ask") / "ask"
            self._listener = Listener(str(address), authkey=self.id.encode())
            # One thread, not one per worker: on Linux a server ends with the thread that started it.
            Thread(target=self._answer, args=(self._listener,), daemon=True).start()
        return str(self._listener.address)

    def _answer(self, listener: Listener) -> None:
        while self._listener is listener:
            with suppress(OSError, EOFError, AuthenticationError), listener.accept() as worker:
                try:
                    worker.send((self.postgres_url(), None))
                except Exception as error:  # noqa: BLE001 - the worker shows it
                    worker.send((None, str(error)))

    def end(self) -> None:
        """Stop the server and remove the folder; of a server that was given, remove only what is ours."""
        if self._postgres is not None:
            self._postgres.stop()
        elif os.environ.get("DATABASE_URL"):
            drop_databases(self.postgres_url(), like=f"mockmate_test_{self.id}_%")
        if (listener := self._listener) is not None:
            socket = Path(str(listener.address))
            self._listener = None
            listener.close()
            forget_socket(socket, self.folder)
        self._alive.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def remove_what_killed_runs_left() -> None:
    """Remove the folders of runs that did not get to it: a run that lives holds a lock."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError), (folder / "alive").open("r+") as alive:
            fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


RUN = pytest.StashKey[Run]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin a run, unless this is one worker of it."""
    if not hasattr(config, "workerinput"):
        config.stash[RUN] = Run()
        # Who stops a run with SIGTERM wants it to tidy up as after Ctrl-C.
        signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker (pytest-xdist) where to ask for PostgreSQL."""
    run = node.config.stash[RUN]
    node.workerinput["databases"] = (run.answer_workers(), run.id, str(run.folder))


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the run; the workers have ended before."""
    if run := config.stash.get(RUN, None):
        run.end()


class Place:
    """This process's share of the run."""

    def __init__(self, config: pytest.Config) -> None:
        """Find out who we are: the whole run, or one of its workers."""
        worker = getattr(config, "workerinput", None)
        self.name = worker["workerid"] if worker else "main"
        if worker is None:
            run = config.stash[RUN]
            self.run_id, self.folder, self.postgres_url = run.id, run.folder, run.postgres_url
        else:
            address, self.run_id, folder = worker["databases"]
            self.folder = Path(folder)
            self.postgres_url = lambda: ask(address, self.run_id)
        self.database = f"mockmate_test_{self.run_id}_{self.name}"
        self.template = f"mockmate_test_{self.run_id}_template"

    def make_folder(self) -> Path:
        """Make a folder for a PostgreSQL of a test's own, gone when the run ends.

        Run by root, PostgreSQL is another user and must pass through. It may not through pytest's folders: whichever
        pytest starts next, be it a test of ours, closes the one that they all lie in.
        """
        made = Path(tempfile.mkdtemp(prefix=f"{self.name}-", dir=self.folder))
        made.chmod(0o711)
        return made


def ask(address: str, run_id: str) -> str:
    """Ask the controller for PostgreSQL's URL; the first to ask waits for its start."""
    with Client(address, authkey=run_id.encode()) as controller:
        url, problem = controller.recv()
    if problem is not None:
        pytest.exit(problem, returncode=1)
    return str(url)


@pytest.fixture(scope="session")
def place(request: pytest.FixtureRequest) -> Place:
    """Who we are in this run."""
    return Place(request.config)


@pytest.fixture(scope="session")
def postgres_url(place: Place) -> str:
    """The URL of the server, with the migrated template in it."""
    url = place.postgres_url()
    make_template(url, place.template)
    return url


@pytest.fixture(scope="session")
def worker_database(postgres_url: str, place: Place) -> str:
    """The one database of this worker, full of what the test before has left."""
    return clone(postgres_url, place.template, place.database)


@pytest.fixture
def database_url(worker_database: str) -> str:
    """A migrated, empty database."""
    empty(worker_database)
    return worker_database


@pytest.fixture
def make_database(postgres_url: str, place: Place) -> Iterator[Callable[[], str]]:
    """Make one more migrated, empty database, for a system of its own."""
    made: list[str] = []

    def make() -> str:
        name = f"{place.database}_{uuid.uuid4().hex[:8]}"
        made.append(name)
        return clone(postgres_url, place.template, name)

    yield make
    for name in made:
        drop_databases(postgres_url, like=name)


@pytest.fixture(scope="session")
def redis_server(place: Place) -> Iterator[str]:
    """The URL of this worker's Valkey, or of the one that was given."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    valkey = Valkey(place.folder / f"valkey-{place.name}", place.folder / f"valkey-{place.name}.log")
    valkey.start()
    yield valkey.url
    valkey.stop()


@pytest.fixture(scope="session")
def redis_prefix(place: Place) -> str:
    """What every key and channel of this worker starts with: a server that was given is shared."""
    return f"mockmate-test-{place.run_id}-{place.name}"


@pytest.fixture
def redis_url(redis_server: str, redis_prefix: str) -> str:
    """A Valkey or Redis with nothing of ours in it."""
    with redis.Redis.from_url(redis_server) as client:
        if "REDIS_URL" not in os.environ:
            client.flushall()
        elif keys := list(client.scan_iter(match=f"{redis_prefix}:*", count=1000)):
            client.delete(*keys)
    return redis_server


@pytest.fixture
def own_valkey(tmp_path: Path) -> Iterator[Valkey]:
    """A running Valkey for one test alone, to stop and start again; the URL stays the same."""
    valkey = Valkey(tmp_path / "valkey", tmp_path / "valkey.log")
    valkey.start()
    yield valkey
    valkey.stop()
