"""A PostgreSQL with a streaming replica, which can be promoted while it lags behind, or when the other is killed."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil
import psycopg2
from psycopg2.extensions import connection

from deployment.local import accounts, postgres_folder
from deployment.local.postgres import Postgres
from shared.migrations import upgrade
from tests.clients import wait_until
from tests.cloning import connect
from tests.sockets import free_port

_SETTINGS = {"fsync": "off", "max_connections": "60"}


class OnPort(Postgres):
    """The embedded PostgreSQL at a port, as a server of several is."""

    def __init__(self, folder: Path, log: Path, *, settings: Mapping[str, str]) -> None:
        self.port = free_port()
        given = {"listen_addresses": "127.0.0.1", "port": str(self.port), **settings}
        super().__init__(folder, log, settings=given)

    @property
    def url(self) -> str:
        """The URL of the database, for SQLAlchemy."""
        return f"postgresql+psycopg2://{postgres_folder.SUPERUSER}@127.0.0.1:{self.port}/{self.database}"

    def _connect(self) -> connection:
        user = postgres_folder.SUPERUSER
        return psycopg2.connect(host="127.0.0.1", port=self.port, user=user, dbname="postgres", connect_timeout=10)


class Pair:
    """A primary with our schema, and its replica."""

    def __init__(self, folder: Path, kind: type[Postgres] = Postgres) -> None:
        self.primary = kind(folder / "primary", folder / "primary.log", settings=_SETTINGS)
        self.replica = kind(folder / "replica", folder / "replica.log", settings=_SETTINGS)

    def __enter__(self) -> Self:
        self.primary.start()
        try:
            upgrade(self.primary.url)
            self._copy()
            self.replica.start()
        except BaseException:
            self.primary.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.replica.stop()
        self.primary.stop()

    def _copy(self) -> None:
        account = accounts.account_for(self.primary.folder)
        self.replica.folder.mkdir(mode=0o700)
        accounts.give(self.replica.folder, account)
        subprocess.run(
            [
                *(
                    postgres_folder.programs() / "pg_basebackup",
                    "--pgdata",
                    self.replica.folder,
                    "--write-recovery-conf",
                ),
                *("--dbname", self.primary.url.replace("+psycopg2", "")),
                *("--checkpoint=fast", "--no-sync"),
            ],
            env=postgres_folder.environment(),
            cwd=self.replica.folder,
            check=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
        for lock in self.replica.folder.glob(".s.PGSQL.*.lock"):
            lock.unlink()  # the primary's, if its socket is in its folder

    def lag_behind(self) -> None:
        """Let the replica catch up, and then receive nothing more."""
        (top,) = execute(self.primary, "SELECT pg_current_wal_lsn()::text")
        replayed = f"SELECT pg_last_wal_replay_lsn() >= '{top}'::pg_lsn"
        wait_until(lambda: bool(execute(self.replica, replayed)[0]), "the replica has everything")
        # Not a pause of the replay, which a promotion ends after everything that was received.
        execute(self.replica, "ALTER SYSTEM SET primary_conninfo = ''")
        execute(self.replica, "SELECT pg_reload_conf()")
        receivers = "SELECT count(*) FROM pg_stat_wal_receiver"
        wait_until(lambda: execute(self.replica, receivers) == [0], "the replica receives nothing")

    def keep_up(self) -> None:
        """Let the primary answer only what the replica has, too."""
        execute(self.primary, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        execute(self.primary, "SELECT pg_reload_conf()")
        synchronous = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
        wait_until(lambda: execute(self.primary, synchronous) == [1], "the replica is synchronous")

    def lose_primary(self) -> None:
        """Kill the primary and all it runs, as when its machine is gone, and promote the replica."""
        server = psutil.Process(self.primary.pid)
        for process in (server, *server.children(recursive=True)):
            process.kill()
        assert execute(self.replica, "SELECT pg_promote()") == [True]

    def promote(self) -> None:
        """Make the replica the primary. The other one stays, and is read-only."""
        set_read_only(self.primary, is_on=True)
        assert execute(self.replica, "SELECT pg_promote()") == [True]


def execute(postgres: Postgres, statement: str) -> list[Any]:
    """Run a statement, and return the first column of its rows."""
    return execute_at(postgres.url, statement)


def execute_at(url: str, statement: str) -> list[Any]:
    """Run a statement at a URL, and return the first column of its rows."""
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def set_read_only(postgres: Postgres, *, is_on: bool) -> None:
    """Let a PostgreSQL refuse writes, on open connections too."""
    wanted = "on" if is_on else "off"
    execute(postgres, f"ALTER SYSTEM SET default_transaction_read_only = {wanted}")
    execute(postgres, "SELECT pg_reload_conf()")
    # The server reads it a moment later, and signals all that are connected before it accepts another: until then a
    # write would still be taken, and lost with a demoted primary.
    wait_until(lambda: execute(postgres, "SHOW default_transaction_read_only") == [wanted], "the server has read it")
