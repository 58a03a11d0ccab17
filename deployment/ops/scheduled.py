"""`python -m deployment.ops.scheduled --to FOLDER`: a backup of any PostgreSQL, whose restore is tried at once.

The database is the one that the services' settings name. A backup that brings back every row of every table counts as a
success: only then the oldest ones are removed, and `last-success.json` beside them is written. With --every it goes on;
otherwise a timer or a CronJob calls it. How it went is written into the database, too, whose services tell Prometheus.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from deployment.local.errors import INTERRUPTED, DeploymentError, MisuseError
from deployment.ops import clients, trial
from shared.core import backup_runs, postgres_check, setting_urls
from shared.core.settings import Settings, SettingsError

SUCCESS = "last-success.json"
_AGAIN_AFTER_FAILURE = timedelta(hours=1)
_DAILY = timedelta(days=1)
_LATE_BY = timedelta(hours=2)
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class Task(NamedTuple):
    """What is saved where, how many are kept, the server that they are tried on, if any, and when the next is late."""

    url: str
    folder: Path
    keep: int
    programs: Path | None
    trial_url: str | None
    late: timedelta


class Saved(NamedTuple):
    """What was done, in a sentence, and the size of the file in bytes."""

    words: str
    bytes: int


def main() -> int:
    """Do what the command line says. Returns the exit code, 2 for what is set wrongly."""
    given = _parser().parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that nothing is left behind
    try:
        if given.older_than:
            return _tell(given.to, given.older_than)
        task = _task(given)
        return _go_on(task, given.every) if given.every else _once(task)
    except MisuseError as error:
        print(error, file=sys.stderr, flush=True)
        return error.exit_code
    except SettingsError as error:
        print(error, file=sys.stderr, flush=True)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where the backups are kept")
    parser.add_argument("--keep", type=int, default=14, help="how many are kept (14)")
    parser.add_argument("--every", type=_duration, help="go on, with one every 30m, 24h or 7d")
    parser.add_argument("--late", type=_duration, help="the alert rings this long after the last success (26h)")
    parser.add_argument("--programs", type=Path, help="the folder of pg_dump and pg_restore")
    parser.add_argument("--no-trial", action="store_true", help="do without a restore")
    parser.add_argument("--older-than", type=_duration, help="only say if the last success is longer ago, such as 26h")
    return parser


def _duration(text: str) -> timedelta:
    found = re.fullmatch(r"([1-9]\d{0,4})([mhd])", text)
    if found is None:
        raise argparse.ArgumentTypeError("must look like 30m, 24h or 7d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _task(given: argparse.Namespace) -> Task:
    if given.keep < 1:
        raise MisuseError("--keep must be 1 or more.")
    url = Settings.from_environment().sqlalchemy_url
    elsewhere = os.environ.get("BACKUP_TRIAL_URL", "")
    try:
        trial_url = setting_urls.database(elsewhere) if elsewhere else url
    except ValueError as error:
        raise MisuseError(f"BACKUP_TRIAL_URL {error}.") from None
    late = given.late or (given.every or _DAILY) + _LATE_BY
    return Task(url, given.to.absolute(), given.keep, given.programs, None if given.no_trial else trial_url, late)


def _once(task: Task) -> int:
    began = time.monotonic()
    try:
        saved = save(task)
    except (DeploymentError, postgres_check.UnusableDatabase, DBAPIError, OSError) as error:
        why = _why(task, error)
        print(why, file=sys.stderr, flush=True)
        _record(task, began, None, why)
        return 1
    print(saved.words, flush=True)
    _record(task, began, saved.bytes, None)
    return 0


def _why(task: Task, error: Exception) -> str:
    if isinstance(error, trial.UntriedError):
        return f"The backup was saved, but not tried, and no older one removed: {error}"
    if isinstance(error, DBAPIError):
        error = postgres_check.unusable(task.url, error)
    if isinstance(error, OSError):
        return f"The backup failed: {error.strerror or error}."
    return f"The backup failed: {error}"


def _record(task: Task, began: float, size: int | None, reason: str | None) -> None:
    """Write down how it went, for the alerts. A database that can't be reached has said so; then its silence rings."""
    took = timedelta(seconds=time.monotonic() - began)
    try:
        with trial.connected(task.url) as connection, connection.begin():
            backup_runs.write(connection, took, task.late, size, reason)
    except DBAPIError as error:
        if reason is None:
            why = postgres_check.unusable(task.url, error)
            print(f"The backup succeeded, but its success could not be written down for alerts: {why}", file=sys.stderr)


def _go_on(task: Task, every: timedelta) -> int:
    last = _last_success(task.folder)
    due = last + every if last else datetime.now(UTC)
    while True:
        # In short steps, since a machine that was suspended has slept through a long one.
        while (left := (due - datetime.now(UTC)).total_seconds()) > 0:
            time.sleep(min(left, 60))
        began = datetime.now(UTC)
        due = began + (every if _once(task) == 0 else min(every, _AGAIN_AFTER_FAILURE))


def save(task: Task) -> Saved:
    """Make one backup, try it, and remove the oldest ones.

    Raises DeploymentError, UnusableDatabase, DBAPIError, OSError; then nothing is removed.
    """
    began = time.monotonic()
    at = datetime.now(UTC)
    with _held(task.folder):
        file = task.folder / f"mockmate-{at:%Y%m%dT%H%M%SZ}.dump"
        part = file.with_name(f"{file.name}.part")
        try:
            held = _write(task, part)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        rows = sum(held.rows.values())
        size = file.stat().st_size
        success = {
            "at": at.isoformat(timespec="seconds"),
            "file": file.name,
            "bytes": size,
            "revision": held.revision,
            "tables": len(held.rows),
            "rows": rows,
            "tried": task.trial_url is not None,
            "seconds": round(time.monotonic() - began, 1),
        }
        _replace(task.folder / SUCCESS, json.dumps(success, indent=2) + "\n")
        for old in sorted(task.folder.glob("mockmate-*Z.dump"))[: -task.keep]:
            old.unlink()
    how = "restored and compared" if task.trial_url else "not tried"
    return Saved(f"Saved {file} ({size:,} bytes, {rows:,} rows in {len(held.rows)} tables; {how}).", size)


def _write(task: Task, part: Path) -> trial.Contents:
    """Write the file, and try it. An untried one is kept under its name, a useless one as `failed.dump`."""
    major = int(postgres_check.check(task.url).partition(".")[0])
    tools = clients.for_server(major, task.programs)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    with trial.connected(task.url, isolation_level="REPEATABLE READ") as connection:
        schema = trial.schema_of(connection)
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        tools.dump(task.url, part, snapshot)
        held = trial.contents(connection, schema)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    if task.trial_url:
        name = f"{make_url(task.url).database}_backup_trial"
        try:
            trial.try_out(tools, part, task.trial_url, name, schema, held)
        except trial.UntriedError:
            part.replace(part.with_suffix(""))
            raise
        except DeploymentError:
            part.replace(task.folder / "failed.dump")
            raise
    return held


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keep others out of the folder, and remove what a killed one left there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DeploymentError(f"Another backup to {folder} is under way.") from None
        for left in folder.glob("mockmate-*.dump.part"):
            left.unlink()
        yield


def _replace(file: Path, text: str) -> None:
    scratch = file.with_name(f"{file.name}.part")
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(file)


def _last_success(folder: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads((folder / SUCCESS).read_text(encoding="utf-8"))["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _tell(folder: Path, limit: timedelta) -> int:
    last = _last_success(folder)
    if last is None:
        print(f"No backup in {folder} has succeeded yet.", file=sys.stderr)
        return 1
    print(f"The last backup in {folder} succeeded at {last.isoformat()}.")
    return int(datetime.now(UTC) - last > limit)


if __name__ == "__main__":
    sys.exit(main())
