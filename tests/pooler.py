"""A real PgBouncer, which lends a connection of PostgreSQL's to others after each transaction."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import make_url

from deployment.local import accounts
from tests.clients import PATIENCE
from tests.deployment.gateway import wait_for_port
from tests.programs import PROGRAMS
from tests.sockets import free_port


class Pooler:
    """PgBouncer in transaction mode before the server of a database, with so many connections to it.

    As it comes it refuses connections with options; with `drops_options` it lets them in and drops those silently.
    It is the installed one, unless `command` starts another.
    """

    def __init__(
        self,
        folder: Path,
        database_url: str,
        connections: int,
        *,
        drops_options: bool = False,
        command: Sequence[str] = (),
    ) -> None:
        command = command or [PROGRAMS["pgbouncer"].path()]
        behind = make_url(database_url)
        self.port = free_port()
        self.url = f"postgresql+psycopg2://{quote(behind.username or '')}@127.0.0.1:{self.port}/{behind.database}"
        self.log = folder / "pgbouncer.log"
        server = {
            "host": behind.host or behind.query["host"],
            "port": behind.port or 5432,
            "user": behind.username,
            **({"password": behind.password} if behind.password else {}),
        }
        configuration = folder / "pgbouncer.ini"
        configuration.write_text(
            "[databases]\n"
            f"* = {' '.join(f'{name}={value}' for name, value in server.items())}\n"
            "[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {self.port}\nunix_socket_dir =\nauth_type = any\n"
            f"pool_mode = transaction\ndefault_pool_size = {connections}\n"
            + ("ignore_startup_parameters = options\n" if drops_options else "")
        )
        account = accounts.account_for(folder)  # it refuses to run as root, too
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, str(configuration)],
                stdout=log,
                stderr=log,
                user=account.uid if account else None,
                group=account.gid if account else None,
            )
        wait_for_port(self.port, lambda: self._process.poll() is None)

    def stop(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait(PATIENCE)
