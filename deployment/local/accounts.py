"""Which account a server runs as, and letting that account reach its files: PostgreSQL refuses to run as root."""

from __future__ import annotations

import logging
import os
import pwd
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deployment.local.errors import DeploymentError
from deployment.local.options import ROOT

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Account:
    """A user and a group of this machine, by number."""

    uid: int
    gid: int


def account_for(folder: Path) -> Account | None:
    """Return who shall own `folder` and run the server on it; None means: whoever runs this.

    Root hands over to the folder's owner, or to `nobody` when the folder is new or root's own, so nothing is
    added to the machine's list of users.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        message = "PostgreSQL refuses to run as root and this machine has no user `nobody`; run this as another user."
        raise DeploymentError(message) from None
    return Account(nobody.pw_uid, nobody.pw_gid)


def give(folder: Path, account: Account | None) -> None:
    """Make `account` the owner of `folder` and all that is in it, and let nobody else in."""
    folder.chmod(0o700)
    if account is None or folder.stat().st_uid == account.uid:
        return
    for parent, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.chown(os.path.join(parent, name), account.uid, account.gid, follow_symlinks=False)  # noqa: PTH118


def let_pass(folder: Path, account: Account | None) -> None:
    """Let `account` walk through the folders above `folder`; walking through is not reading.

    A root's home is closed to everyone, and a clone in it would be out of PostgreSQL's reach.
    """
    if account is None:
        return
    for parent in folder.resolve().parents:
        status = parent.stat()
        if status.st_uid == account.uid or status.st_mode & stat.S_IXOTH:
            continue
        parent.chmod(status.st_mode | stat.S_IXOTH)
        if not parent.is_relative_to(ROOT):  # what is not Mock Mate's own is not changed silently
            logger.warning("Opened %s for passing through (chmod o+x): PostgreSQL does not run as root.", parent)


def let_read(folder: Path, account: Account | None) -> None:
    """Let `account` read and run what is in `folder`: with a strict umask only root could."""
    if account is None:
        return
    for parent, _, files in os.walk(folder):
        _open(parent)
        for name in files:
            _open(os.path.join(parent, name))  # noqa: PTH118


def _open(path: str) -> None:
    mode = os.lstat(path).st_mode
    wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
    if wanted != mode and not stat.S_ISLNK(mode):
        os.chmod(path, wanted)  # noqa: PTH101
