"""An older release as processes: its code as git has it, run with the packages of today."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import httpx

from deployment.local.processes import Child
from tests.clients import wait_until
from tests.sockets import ROOT, free_port

NEVER_READY = "the process never got ready"


class Services(NamedTuple):
    """Where an API and a socket service of one release are."""

    api: str
    sockets: str


def checked_out(revision: str, folder: Path) -> Path | None:
    """Put the code of a revision into a folder. Returns it, or None where git hasn't got it, as in a shallow clone."""
    packed = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def migrate(root: Path, environment: dict[str, str], *arguments: str) -> None:
    """Bring the database to the schema of a release, as its command does with these arguments."""
    command = [sys.executable, "-m", "deployment.migrate", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def running(root: Path, environment: dict[str, str], folder: Path) -> Iterator[Services]:
    """Run the API and a socket service of the code in a folder; logs go to another."""
    api_port, port = free_port(), free_port()
    told = {**environment, "BIND": f"127.0.0.1:{api_port}", "WEB_WORKERS": "1", "WS_PORT": str(port)}
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deployment/gunicorn.conf.py", "mockmate_api.wsgi:app"]
    with ExitStack() as stack:
        for name, command, its_port in (
            ("api", gunicorn, api_port),
            ("ws", [sys.executable, "-m", "mockmate_ws"], port),
        ):
            log = folder / f"{root.name}-{name}.log"
            child = Child(name, command, log, told, root)
            child.start()
            stack.callback(child.stop)
            address = f"http://127.0.0.1:{its_port}/health/ready"
            wait_until(partial(_is_ready, address), f"{NEVER_READY}: {log}")
        yield Services(f"http://127.0.0.1:{api_port}", f"ws://127.0.0.1:{port}")


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).status_code == 200
    except httpx.TransportError:
        return False
