"""A PostgreSQL with a streaming replica, which can be promoted while it lags behind."""

from __future__ import annotations

import subprocess
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from deployment.local import accounts, postgres_folder
from deployment.local.postgres import Postgres
from deployment.local.postgres_folder import SOCKET
from shared.migrations import upgrade
from tests.clients import wait_until
from tests.cloning import connect

_SETTINGS = {"fsync": "off", "max_connections": "60"}


class Pair:
    """A primary with our schema, and its replica."""

    def __init__(self, folder: Path) -> None:
        self.primary = Postgres(folder / "primary", folder / "primary.log", settings=_SETTINGS)
        self.replica = Postgres(folder / "replica", folder / "replica.log", settings=_SETTINGS)

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
                *("--host", self.primary.socket_folder, "--username", postgres_folder.SUPERUSER),
                *("--checkpoint=fast", "--no-sync"),
            ],
            env=postgres_folder.environment(),
            cwd=self.replica.folder,
            check=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
        (self.replica.folder / f"{SOCKET}.lock").unlink(
            missing_ok=True
        )  # the primary's, if its socket is in its folder

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

    def promote(self) -> None:
        """Make the replica the primary. The other one stays, and is read-only."""
        set_read_only(self.primary, is_on=True)
        assert execute(self.replica, "SELECT pg_promote()") == [True]


def execute(postgres: Postgres, statement: str) -> list[Any]:
    """Run a statement, and return the first column of its rows."""
    with closing(connect(postgres.url)) as database, database.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def set_read_only(postgres: Postgres, *, is_on: bool) -> None:
    """Let a PostgreSQL refuse writes, on open connections too."""
    execute(postgres, f"ALTER SYSTEM SET default_transaction_read_only = {'on' if is_on else 'off'}")
    execute(postgres, "SELECT pg_reload_conf()")
