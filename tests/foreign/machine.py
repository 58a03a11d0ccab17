"""A fresh Debian with its systemd, in a folder and in namespaces of its own. It has a network of its own, without a way
out, so that no port of it is one of this machine's; what fetches packages is run in this machine's network."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.sockets import ROOT

SUITE = "bookworm"
_BOOT = Path(__file__).with_name("boot.sh")
_NAMESPACES = ("--pid", "--mount", "--uts", "--ipc", "--cgroup")
# What the administrator of this machine has set for fetching packages; whoever follows the page has their own.
_HANDED_ON = (Path("/etc/pip.conf"), Path("/root/.npmrc"), Path("/usr/local/share/ca-certificates"))
_TRUSTED = "/etc/ssl/certs/ca-certificates.crt"
_PATIENCE = 120


class Machine:
    """The machine; `boot` makes it, which takes minutes, and `stop` leaves nothing of it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self._groups = next((path for path in _cgroups() if path.is_dir()), None)
        self._group = Path(f"{self._groups}/mockmate-test-{os.getpid()}")
        self._unshare: subprocess.Popen[bytes] | None = None
        self._init = 0

    def boot(self) -> None:
        """Make a Debian and start it; the test is skipped where that can't be done."""
        if os.geteuid() or self._groups is None or _call("unshare", *_NAMESPACES, "--net", "--fork", "true").returncode:
            pytest.skip("a Debian can be booted by root only, where namespaces and cgroups may be made")
        made = _call("debootstrap", "--variant=minbase", "--include=ca-certificates,iproute2", SUITE, str(self.root))
        if made.returncode:
            pytest.skip(f"no Debian could be fetched: {made.stdout[-300:]}{made.stderr[-300:]}")
        for path in filter(Path.exists, _HANDED_ON):
            target = self.root / path.relative_to("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(path, target, dirs_exist_ok=True) if path.is_dir() else shutil.copy(path, target)
        install = "update-ca-certificates && apt-get install --yes --quiet --no-install-recommends systemd-sysv dbus"
        assert (said := _call("chroot", str(self.root), "sh", "-ec", install)).returncode == 0, said.stderr
        self._group.mkdir()
        enter = (
            f"echo $$ > {self._group}/cgroup.procs && exec unshare --net --fork --kill-child {' '.join(_NAMESPACES)}"
        )
        with (self.root.parent / "boot.log").open("wb") as log:
            self._unshare = subprocess.Popen(
                ["sh", "-c", f"{enter} sh {_BOOT} {self.root}"], stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        self._wait()

    def _wait(self) -> None:
        assert self._unshare is not None
        children = Path(f"/proc/{self._unshare.pid}/task/{self._unshare.pid}/children")
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError, ValueError, AssertionError):
                self._init = int(children.read_text())
                if self.run("systemctl is-system-running --wait").strip() == "running":
                    return
            time.sleep(0.2)
        raise AssertionError((self.root.parent / "boot.log").read_text())

    def run(self, script: str, *, outside: bool = False) -> str:
        """Run a script as root, with all it prints returned; `outside` with the network of this machine.

        Raises AssertionError with the last of what it said.
        """
        command = ["nsenter", "-t", str(self._init), "-m", "-p", "-u", "-i", "-C", *([] if outside else ["-n"])]
        environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
        environment |= {"DEBIAN_FRONTEND": "noninteractive"}
        environment |= {"SSL_CERT_FILE": _TRUSTED, "NODE_EXTRA_CA_CERTS": _TRUSTED}
        ran = subprocess.run(
            [*command, "sh", "-eu"],
            input=script,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if ran.returncode:
            log = subprocess.run([*command, "journalctl", "--no-pager", "-n", "40"], capture_output=True, check=False)
            raise AssertionError(f"{script}\n{ran.stdout[-4000:]}\n{log.stdout.decode()}")
        return ran.stdout

    def copy_checkout(self, target: str) -> None:
        """Put what git keeps of this checkout into a folder."""
        folder = self.root / target.lstrip("/")
        names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, names.split("\0")):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, path, follow_symlinks=False)

    def stop(self) -> None:
        """End everything in it and remove it."""
        if self._unshare is not None:
            self._unshare.kill()
            self._unshare.wait()
        deadline = time.monotonic() + _PATIENCE
        while self._group.is_dir() and time.monotonic() < deadline:
            for path in sorted(self._group.rglob("*/"), reverse=True):
                with suppress(OSError):
                    path.rmdir()
            with suppress(OSError):
                self._group.rmdir()
        shutil.rmtree(self.root, ignore_errors=True)


def _cgroups() -> list[Path]:
    """Return where cgroups of the second version are."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    return [Path(where) for _, where, kind, *_ in mounts if kind == "cgroup2"]


def _call(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)
