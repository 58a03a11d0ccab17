"""Where a unix socket can live: its path may have about a hundred bytes, and people have deep folders."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from deployment.local.errors import DeploymentError

if TYPE_CHECKING:
    from deployment.local.accounts import Account

LONGEST_PATH = 103  # macOS; Linux takes 107


def folder_for_socket(folder: Path, name: str, account: Account | None = None) -> Path:
    """Return `folder` where `folder/name` is short enough, else a private folder under /tmp.

    A comma would do no good either: to PostgreSQL's clients it separates two servers.
    The short folder's name follows from `folder`, so whoever knows the one finds the other.
    """
    if len(os.fsencode(folder / name)) <= LONGEST_PATH and "," not in str(folder):
        return folder
    owner = os.geteuid() if account is None else account.uid
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    short = Path("/tmp") / f"mockmate-{owner}-{digest}"  # noqa: S108 - the owner is checked below
    with suppress(FileExistsError):
        short.mkdir(0o700)
    found = short.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), owner}:
        message = f"{short} belongs to someone else; choose a MOCKMATE_HOME with a shorter path."
        raise DeploymentError(message)
    if account is not None:
        os.chown(short, account.uid, account.gid)
    return short


def forget_socket(path: Path, folder: Path) -> None:
    """Remove a socket nobody listens on, its lock, and the short folder made for it."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".lock").unlink(missing_ok=True)
    if path.parent != folder:
        with suppress(OSError):  # not empty: then it is not only ours
            path.parent.rmdir()
