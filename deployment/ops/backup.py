"""`python -m deployment.ops.backup save|restore FILE`: the embedded database as one file, and back.

The file is what pg_dump's custom format makes, so any pg_restore reads it, of this version or a later one. Only the
database is in it: `secrets.json` has to be kept too, since without the pepper no password of the backup works.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from deployment.local import postgres_folder, services
from deployment.local.console import say
from deployment.local.errors import INTERRUPTED, DeploymentError, MisuseError
from deployment.local.home import Home, InUseError
from deployment.local.options import Options
from deployment.local.postgres import Postgres
from deployment.local.postgres_folder import SUPERUSER

# A stream's epoch names one life of it: what was told after the backup is forgotten, and clients have to hear that.
_BEGIN_ANEW = "UPDATE streams SET epoch = gen_random_uuid()"


def main() -> int:
    """Do what the command line says. Returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("save", "restore"))
    parser.add_argument("file", nargs="?", type=Path, help="the backup; to save, a new one in the data folder")
    parser.add_argument("--yes", action="store_true", help="replace the data that is there")
    given = parser.parse_args()
    try:
        options = Options.from_environment()
        if options.database_url:
            raise MisuseError(
                "This command is for the embedded PostgreSQL; for DATABASE_URL, use pg_dump and pg_restore."
            )
        if given.what == "save":
            save(options, given.file)
        else:
            restore(options, given.file, sure=given.yes)
    except DeploymentError as error:
        print(error, file=sys.stderr, flush=True)
        return error.exit_code
    except OSError as error:
        print(f"The backup could not be written or read: {error.strerror or error}.", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    return 0


def save(options: Options, file: Path | None) -> None:
    """Write a backup while everything runs, or from a database started for it. It appears whole or not at all."""
    home = Home(options.home)
    name = f"mockmate-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.dump"
    home.require_embedded()
    file = (file or home.path / "backups" / name).resolve()
    if file.exists():
        raise MisuseError(f"{file} already exists; choose another name with FILE.")
    if not home.postgres.exists():
        raise MisuseError(f"There is no data in {home.path} yet.")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    scratch = file.with_name(f"{file.name}.part")
    postgres = Postgres(home.postgres, home.log("postgres"))
    try:
        with (
            _running(home, postgres),
            os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as to,
        ):
            _call(["pg_dump", "--format=custom", *_place(postgres, postgres.database)], stdout=to)
            os.fsync(to.fileno())
        scratch.replace(file)
    finally:
        scratch.unlink(missing_ok=True)
    say(f"Saved to {file} ({file.stat().st_size:,} bytes). Keep {home.secrets_file} with it.")


def restore(options: Options, file: Path | None, *, sure: bool) -> None:
    """Put a backup in the place of the data. The old data stays until the new is whole, and under another name then."""
    if file is None:
        raise MisuseError("FILE is required, as in `make restore FILE=.local/backups/….dump YES=1`.")
    if not sure:
        raise MisuseError(f"This would replace the data in {options.home} with {file}; confirm with YES=1.")
    if not file.is_file():
        raise MisuseError(f"Backup {file} not found.")
    home = Home(options.home)
    home.prepare()
    postgres = Postgres(home.postgres, home.log("postgres"))
    with home.held():
        postgres.start()
        try:
            _exchange(postgres, file)
            environment = options.for_services(postgres.url, options.redis_url, home.secrets())
            services.migrate_now(environment)
            _sql(postgres, postgres.database, _BEGIN_ANEW)
        finally:
            postgres.stop()
    say(f"Restored from {file}; what was there before is the database {postgres.database}_before.")


def _exchange(postgres: Postgres, file: Path) -> None:
    name = postgres.database
    scratch, before = f"{name}_restoring", f"{name}_before"
    _sql(postgres, "postgres", f"DROP DATABASE IF EXISTS {scratch} WITH (FORCE)")
    _sql(postgres, "postgres", f"CREATE DATABASE {scratch}")
    with file.open("rb") as dump:
        _call(["pg_restore", "--exit-on-error", "--no-owner", *_place(postgres, scratch)], stdin=dump)
    _sql(postgres, "postgres", f"DROP DATABASE IF EXISTS {before} WITH (FORCE)")
    _sql(postgres, "postgres", f"ALTER DATABASE {name} RENAME TO {before}")
    _sql(postgres, "postgres", f"ALTER DATABASE {scratch} RENAME TO {name}")


@contextmanager
def _running(home: Home, postgres: Postgres) -> Iterator[None]:
    try:
        with home.held():
            postgres.start()
            try:
                yield
            finally:
                postgres.stop()
    except InUseError:  # it runs already, and so does its database
        yield


def _place(postgres: Postgres, database: str) -> list[str]:
    return ["--host", str(postgres.socket_folder), "--port", "5432", "--username", SUPERUSER, "--dbname", database]


def _sql(postgres: Postgres, database: str, statement: str) -> None:
    options = ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--command", statement]
    _call(["psql", *_place(postgres, database), *options])


def _call(command: list[str], *, stdin: object = subprocess.DEVNULL, stdout: object = subprocess.DEVNULL) -> None:
    program = str(postgres_folder.programs() / command[0])
    ended = subprocess.run(  # type: ignore[call-overload]
        [program, *command[1:]],
        env=postgres_folder.environment(),
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )
    if ended.returncode != 0:
        reason = ended.stderr.decode(errors="replace").strip().splitlines()
        raise DeploymentError(f"{command[0]} failed: {(reason or ['no reason given'])[-1]}")


if __name__ == "__main__":
    sys.exit(main())
