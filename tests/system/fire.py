"""A whole site of real processes, and what can befall each of them."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path

import httpx
import psutil
import psycopg2
from psycopg2 import sql

from deployment.local.postgres import Postgres
from deployment.local.processes import Child
from deployment.local.valkey import Valkey
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.cloning import connect
from tests.sockets import ROOT, AsProcess, environment, free_port

_TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
    ORDER BY 1
"""
_ATTEMPTS = 20
_TEAR = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND application_name LIKE 'mockmate%'
"""


class Site:
    """The API with two workers, two socket services, PostgreSQL, and Valkey."""

    def __init__(self, settings: Settings, folder: Path, postgres: Postgres, valkey: Valkey) -> None:
        self._settings, self._folder = settings, folder
        self._postgres, self._valkey = postgres, valkey
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        variables = {**environment(settings), "PORT": str(port), "WEB_WORKERS": "2", "PASSWORD_HASHES_WAITING": "20"}
        seeded = [sys.executable, "-m", "flask", "--app", "mockmate_api.wsgi", "seed"]
        subprocess.run(seeded, cwd=ROOT, env=variables, check=True, capture_output=True)
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deployment/gunicorn.conf.py", "mockmate_api.wsgi:app"]
        self.api = Child("api", gunicorn, folder / "api.log", variables, ROOT)
        self.api.start()
        self.logs = [folder / f"ws{number}.log" for number in (1, 2)]
        self.sockets = [AsProcess(settings, log, wanted=("up", "degraded")) for log in self.logs]
        self._wait_for_the_api()

    def stop(self) -> None:
        for process in self.sockets:
            process.stop()
        self.api.stop()

    def _wait_for_the_api(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if httpx.get(f"{self.url}/health/live", timeout=PATIENCE).is_success:
                    return
            except httpx.TransportError:
                assert time.monotonic() < deadline, self.api.last_lines()
            time.sleep(0.05)

    def readiness(self) -> list[object]:
        """Return what is not green about any of the services."""
        found: list[object] = []
        urls = [self.url, *(process.url.replace("ws:", "http:") for process in self.sockets)]
        for url in urls:
            try:
                answer = httpx.get(f"{url}/health/ready", timeout=PATIENCE).json()
            except httpx.TransportError as error:
                answer = {"status": str(error)}
            if answer["status"] != "up":
                found.append(answer)
        return found

    def failed_jobs(self) -> set[str]:
        """Return the jobs that were cut short at least once."""
        return {name for log in self.logs for name in re.findall(r"job\.failed .*?job=(\w+)", log.read_text())}

    # What can befall it.

    def kill_sockets(self, chance: random.Random) -> None:
        process = chance.choice(self.sockets)
        process.kill()
        process.start()

    def kill_a_worker_of_the_api(self, chance: random.Random) -> None:
        assert self.api.pid is not None
        if workers := psutil.Process(self.api.pid).children():
            chance.choice(workers).kill()

    def kill_the_api(self, _: random.Random) -> None:
        self.api.kill()
        self.api.start()
        self._wait_for_the_api()

    def crash_postgresql(self, _: random.Random) -> None:
        assert self._postgres.pid is not None
        os.kill(self._postgres.pid, signal.SIGQUIT)  # no goodbye, and no checkpoint: it recovers from its log
        self._postgres.stop()
        self._postgres.start()

    def kill_valkey(self, _: random.Random) -> None:
        assert self._valkey.pid is not None
        os.kill(self._valkey.pid, signal.SIGKILL)
        self._valkey.stop()
        self._valkey.start()

    def tear_what_uses_a_table(self, chance: random.Random) -> None:
        """End the connections of everything that touches one of the tables within a moment: jobs, passes, requests."""
        with self._locked([chance.choice(self._tables)]):
            self._tear(seconds=2.5)

    def tear_while_sockets_start(self, chance: random.Random) -> None:
        """Tear whatever is done at all, while a process begins with every job, also those that run once an hour."""
        process = chance.choice(self.sockets)
        process.kill()
        with ThreadPoolExecutor(1) as threads:
            starting = threads.submit(process.start)
            with self._locked(self._tables):
                self._tear(seconds=6)
            starting.result()

    @cached_property
    def _tables(self) -> list[str]:
        with closing(connect(self._settings.database_url)) as database, database.cursor() as cursor:
            cursor.execute(_TABLES)
            return [name for (name,) in cursor]

    @contextmanager
    def _locked(self, tables: Sequence[str]) -> Iterator[None]:
        names = sql.SQL(", ").join(map(sql.Identifier, tables))
        with closing(connect(self._settings.database_url)) as database, database.cursor() as cursor:
            # Others lock them in another order, or hold one for long: then again.
            for _ in range(_ATTEMPTS):
                cursor.execute("BEGIN; SET LOCAL lock_timeout = '2s'")
                try:
                    cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(names))
                    break
                except (psycopg2.errors.LockNotAvailable, psycopg2.errors.DeadlockDetected):
                    cursor.execute("ROLLBACK")
            else:
                raise AssertionError(f"{_ATTEMPTS} times in a row, not all of these could be locked: {tables}")
            yield
            cursor.execute("ROLLBACK")

    def _tear(self, seconds: float) -> None:
        with closing(connect(self._settings.database_url)) as database, database.cursor() as cursor:
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                cursor.execute(_TEAR)
                time.sleep(0.1)

    def befall(self, chance: random.Random, which: int) -> None:
        """Let the next thing happen, each as often as the others."""
        every = (
            self.tear_what_uses_a_table,
            self.kill_sockets,
            self.kill_a_worker_of_the_api,
            self.tear_what_uses_a_table,
            self.kill_valkey,
            self.tear_while_sockets_start,
            self.kill_the_api,
            self.tear_while_sockets_start,
            self.crash_postgresql,
        )
        every[which % len(every)](chance)
