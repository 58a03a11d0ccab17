"""Puts uv into .tools/ and the locked packages into .venv/, with nothing but the Python that runs this.

Run by bootstrap.py: `services` installs what a server needs that has a PostgreSQL and a Redis, `run` what `make run`
needs, `all` the tools of a developer too. When nothing has changed it only compares a stamp.
"""

import fcntl
import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UV_VERSION = "0.13.9"
TOOLS = ROOT / ".tools"
UV = TOOLS / f"uv-{UV_VERSION}"
VENV = ROOT / ".venv"
STAMP = VENV / "bootstrap.stamp"
# The interpreter itself, should this run inside a virtual environment that is about to be replaced.
PYTHON = getattr(sys, "_base_executable", None) or sys.executable


def main() -> None:
    wanted = sys.argv[1] if len(sys.argv) > 1 else "all"
    state = fingerprint()
    if is_done(wanted, state):
        return
    try:
        TOOLS.mkdir(exist_ok=True)
        with (TOOLS / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two terminals may start at once
            if not is_done(wanted, state):
                install_uv()
                install_packages(wanted, state)
    except OSError as error:
        sys.exit(f"Mock Mate cannot be set up in {ROOT}: {error}.")
    except KeyboardInterrupt:
        sys.exit("Stopped; run make again to go on from here.")


def fingerprint() -> str:
    """Return a digest of all that decides what .venv holds."""
    digest = hashlib.sha256("\n".join((str(ROOT), PYTHON, sys.version, UV_VERSION)).encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_done(wanted: str, state: str) -> bool:
    """Say whether .venv already holds at least what is wanted."""
    try:
        installed, installed_state = STAMP.read_text().split()
    except (OSError, ValueError):
        return False
    return installed_state == state and installed in (wanted, "all") and (VENV / "bin" / "python").exists()


def install_uv() -> None:
    """Fetch uv with pip; where this Python has no pip, with the pip of a throw-away virtual environment."""
    import shutil

    if UV.exists():
        return
    say(f"Fetching uv {UV_VERSION} into .tools/ ...")
    scratch = TOOLS / "fetching"
    shutil.rmtree(scratch, ignore_errors=True)
    python = PYTHON
    if call([python, "-m", "pip", "--version"], quietly=True) != 0:
        python = str(scratch / "venv" / "bin" / "python")
        if call([PYTHON, "-m", "venv", str(scratch / "venv")], quietly=True) != 0:
            sys.exit(
                f"{PYTHON} has neither pip nor venv; install one of them (Debian, Ubuntu: `apt install python3-venv`)"
                " and run make again."
            )
    # --target leaves the system's Python alone, which is also why a PEP 668 Python allows it.
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
    if call([*pip, "--only-binary", ":all:", "--target", str(scratch / "uv"), f"uv=={UV_VERSION}"], PIP_USER="0") != 0:
        sys.exit("pip could not fetch uv (its reason is above); check the network or proxy and run make again.")
    (scratch / "uv" / "bin" / "uv").replace(UV)  # last, so that what is there is whole
    shutil.rmtree(scratch, ignore_errors=True)


def install_packages(wanted: str, state: str) -> None:
    """Make .venv hold exactly what uv.lock says."""
    say("Installing the locked packages into .venv/ ...")
    STAMP.unlink(missing_ok=True)
    groups = {"services": ["--no-default-groups"], "run": ["--no-default-groups", "--group", "embedded"]}.get(
        wanted, []
    )
    # Compiled once here: every start of a service is then quicker, also where Python may not write caches.
    command = [str(UV), "sync", "--frozen", "--compile-bytecode", "--python", PYTHON, *groups]
    if call(command, UV_PYTHON_DOWNLOADS="never", UV_PROJECT_ENVIRONMENT=str(VENV)) != 0:
        sys.exit("uv could not install the packages (its reason is above); run make again to go on from here.")
    STAMP.write_text(f"{wanted} {state}\n")


def call(command: list[str], *, quietly: bool = False, **environment: str) -> int:
    """Run a command in the project's folder; returns its exit code."""
    import subprocess

    output = subprocess.DEVNULL if quietly else None
    return subprocess.call(
        command,
        cwd=str(ROOT),
        env={**{name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}, **environment},
        stdout=output,
        stderr=output,
    )


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
