"""The real nginx in front of the API under test, with rate limits too high to reach."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.servers import ROOT, free_port, wait_until_ready
from deployment.local.processes import Child

NONE = "none"
_UNLIMITED = {"AUTH_RATE": "100000r/s", "API_RATE": "100000r/s", "SOCKET_RATE": "100000r/s"}


def version() -> str:
    """Return which nginx is there, `NONE` when there is none."""
    program = _nginx()
    if program is None:
        return NONE
    said = subprocess.run([program, "-v"], check=True, capture_output=True, text=True).stderr
    return said.strip().rpartition(" ")[2]


def _nginx() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@contextmanager
def gateway(folder: Path, api: int) -> Iterator[int]:
    """Put nginx in front of the API on this port, rendered as in its image; yields its port.

    Where there is no nginx that is the API's own: the benchmark goes on, and says so.
    """
    program = _nginx()
    if program is None:
        print("No nginx here (Debian: nginx-light): measured without")
        yield api
        return
    port = free_port()
    settings = {
        "LISTEN": f"127.0.0.1:{port}",
        "API_SERVERS": f"127.0.0.1:{api}",
        "WEB_ROOT": str(folder / "no-client"),
        "ACCESS_LOG": str(folder / "access.log"),
        **_UNLIMITED,
    }
    render = ["sh", str(ROOT / "nginx" / "render.sh"), str(folder / "nginx")]
    environment = {"PATH": os.environ["PATH"], **settings}
    rendered = subprocess.run(render, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    command = [program, "-e", "stderr", "-c", rendered, "-g", "daemon off;"]
    child = Child("nginx", command, folder / "nginx.log", dict(os.environ), ROOT)
    child.start()
    try:
        wait_until_ready(child, port)
        yield port
    finally:
        child.stop()
