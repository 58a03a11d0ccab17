"""MOCKMATE_HOME: the folder of everything that is generated or stored, used by one run at a time."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from deployment.local.errors import DeploymentError, MisuseError
from shared.core.postgres_check import place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GENERATED = ("JWT_SECRET", "PASSWORD_PEPPER")
_VAPID = "VAPID_PRIVATE_KEY"
OURS = ("postgres", "postgres.new", "valkey", "mail", "logs", "secrets.json", "processes.json", "database.txt")
LONGEST_LOG = 10_000_000  # bytes, before a start puts the log aside


class InUseError(DeploymentError):
    """Another run holds the folder."""


class Home:
    """The folder, by the names of what is in it."""

    def __init__(self, path: Path) -> None:
        """Name the folder; nothing is made yet."""
        self.path = path
        self.postgres = path / "postgres"
        self.valkey = path / "valkey"
        self.mail = path / "mail"
        self.logs = path / "logs"
        self.secrets_file = path / "secrets.json"
        self.processes_file = path / "processes.json"
        self.database_file = path / "database.txt"
        self.elsewhere_file = path / "databases-elsewhere.txt"

    def prepare(self) -> None:
        """Make the folder. Others may not look in; under root, PostgreSQL's account may pass through."""
        try:
            self.path.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
            for folder in (self.mail, self.logs):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise DeploymentError(
                f"The data folder {self.path} cannot be used: {error.strerror} ({error.filename});"
                " choose another with MOCKMATE_HOME."
            ) from error

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder against a second run. The lock dies with its holder, however that happens."""
        with self._open_lock() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                raise InUseError(
                    f"Mock Mate already runs on {self.path} (process {holder}); stop it with Ctrl-C there"
                    f" or `kill {holder}`, or choose another folder with MOCKMATE_HOME."
                ) from None
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            yield

    def log(self, name: str) -> Path:
        """Return the path of a log, having put a long one aside."""
        path = self.logs / f"{name}.log"
        with suppress(FileNotFoundError):
            if path.stat().st_size > LONGEST_LOG:
                path.replace(path.with_suffix(".log.1"))
        return path

    def secrets(self) -> dict[str, str]:
        """Return this installation's secrets, generated at the first start."""
        try:
            known = json.loads(self.secrets_file.read_text())
            found = {name: str(known[name]) for name in GENERATED}
            if _VAPID in known:
                return found | {_VAPID: str(known[_VAPID])}
        except FileNotFoundError:
            found = {name: secrets.token_urlsafe(48) for name in GENERATED}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DeploymentError(
                f"The secrets in {self.secrets_file} cannot be read ({type(error).__name__}: {error}); restore the"
                " file. If it is lost: delete it to get new ones, and accept them with"
                " `.venv/bin/python -m deployment.local flask pepper accept`, after which every password must be reset."
            ) from error
        # Folders of earlier releases have none.
        found[_VAPID] = secrets.token_hex(32)
        write_privately(self.secrets_file, found)
        return found

    @contextmanager
    def using(self, database_url: str) -> Iterator[None]:
        """Note, while it runs, that it uses a database elsewhere, unless the URL is empty: the embedded one."""
        with suppress(FileNotFoundError):
            self.database_file.unlink()
        if database_url:
            self.database_file.write_text(f"{place(database_url)}\n")
        try:
            yield
        finally:
            self.database_file.unlink(missing_ok=True)

    def require_embedded(self) -> None:
        """Raise MisuseError if the data is in a database elsewhere, whose URL has to be given."""
        try:
            where = self.database_file.read_text().strip()
        except FileNotFoundError:
            if self.postgres.exists() or not (noted := self._noted()):
                return
            where = ", ".join(noted)
        raise MisuseError(
            f"The data of {self.path} is in the database {where}; set DATABASE_URL here too, as you do for `make run`."
        )

    def note_elsewhere(self, database_url: str) -> None:
        """Note that the secrets here are those of a database elsewhere, by its address without the password."""
        address = place(database_url)
        if address not in self._noted():
            with self.elsewhere_file.open("a") as file:
                file.write(f"{address}\n")

    def elsewhere(self) -> list[str]:
        """Return the addresses of databases elsewhere whose passwords are lost with the secrets here."""
        if noted := self._noted():
            return noted
        # Before such notes were taken, this is what a run on a database elsewhere left.
        return ["a database elsewhere"] if self.secrets_file.exists() and not self.postgres.exists() else []

    def _noted(self) -> list[str]:
        try:
            return self.elsewhere_file.read_text().splitlines()
        except FileNotFoundError:
            return []

    def erase(self) -> None:
        """Delete what a run has made, and nothing that somebody else has put here."""
        for name in OURS:
            path = self.path / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _open_lock(self) -> TextIO:
        try:
            return (self.path / "lock").open("a+")
        except OSError as error:
            raise DeploymentError(f"The data folder {self.path} cannot be written: {error.strerror}.") from error


def write_privately(path: Path, content: object) -> None:
    """Write JSON for our own eyes, whole or not at all."""
    scratch = path.with_suffix(".new")
    scratch.unlink(missing_ok=True)
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file, indent=2)
    scratch.replace(path)
