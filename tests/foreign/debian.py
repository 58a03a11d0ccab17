"""Programs of Debian's packages, run from a folder. Nothing is installed, so packages that conflict do not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

# Those that the packages would make, and one for the mail; the numbers are nobody's.
_ACCOUNTS = {"postfix": 64101, "postdrop": 64102, "Debian-exim": 64103, "reader": 64104}


class Packages:
    """Unpacked packages, with those they depend on that this machine lacks."""

    accounts: Mapping[str, int] = _ACCOUNTS

    def __init__(self, folder: Path, *names: str) -> None:
        self.folder = folder
        packages = folder / "packages"
        packages.mkdir(parents=True)
        wanted = _missing("libnss-wrapper", *names)
        _run(["apt-get", "-o", "APT::Sandbox::User=root", "download", *wanted], packages, ", ".join(wanted))
        for package in packages.iterdir():
            _run(["dpkg", "--extract", str(package), str(folder)], packages, package.name)
        shutil.rmtree(packages)
        for name in ("passwd", "group"):
            shell = ":/nonexistent:/bin/false" if name == "passwd" else ""
            rows = [f"{who}:x:{number}:{f'{number}:' if shell else ''}{shell}" for who, number in _ACCOUNTS.items()]
            (folder / name).write_text("\n".join([Path(f"/etc/{name}").read_text().rstrip("\n"), *rows, ""]))

    def environment(self) -> dict[str, str]:
        """Return what the programs need to find their libraries and accounts."""
        libraries = sorted({path.parent for path in (self.folder / "usr/lib").rglob("*.so*")})
        return {
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "LD_LIBRARY_PATH": ":".join(map(str, libraries)),
            "LD_PRELOAD": "libnss_wrapper.so",
            "NSS_WRAPPER_PASSWD": str(self.folder / "passwd"),
            "NSS_WRAPPER_GROUP": str(self.folder / "group"),
        }

    def perl(self, script: str, *arguments: str) -> list[str]:
        """Return the command of a Perl script; in its taint mode, Perl reads no PERL5LIB."""
        modules = [path for path in self.folder.glob("usr/**/perl5*") if path.is_dir()]
        modules += [child for path in modules for child in path.glob("5.*")]
        return ["perl", "-T", *(f"-I{path}" for path in modules), str(self.folder / script), *arguments]


def _missing(*names: str) -> list[str]:
    """Return which packages would be installed along with these, and themselves."""
    simulation = ["apt-get", "install", "--simulate", "--no-install-recommends", *names]
    if subprocess.run(simulation, check=False, capture_output=True).returncode:
        subprocess.run(["apt-get", "update"], check=False, capture_output=True)  # a new machine knows no packages
    said = _run(simulation, Path.cwd(), ", ".join(names))
    # Those with a version in brackets are there, in an older version.
    return re.findall(r"^Inst (\S+) \(", said, re.MULTILINE)


def _run(command: list[str], folder: Path, what: str) -> str:
    ended = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    if ended.returncode:
        pytest.fail(f"{what} could not be had from Debian's packages: {ended.stderr.strip()}")
    return ended.stdout
