"""Measures how long both services take from the command until they are ready, and their memory at that point.

`python -m benchmarks.start [--quick]`
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks import report
from benchmarks.servers import ROOT, Servers, free_port, servers, wait_until_ready
from deployment.local.processes import Child

_GUNICORN = ["gunicorn", "-c", str(ROOT / "deployment" / "gunicorn.conf.py"), "mockmate_api.wsgi:app"]
SERVICES = {"mockmate_api, 2 workers": _GUNICORN, "mockmate_ws": ["mockmate_ws"]}


def measure(running: Servers, command: list[str]) -> dict[str, float]:
    """Start a service, wait until it is ready, look at its memory, and stop it."""
    port = free_port()
    settings = running.settings
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "JWT_SECRET": settings.jwt_secret.get_secret_value(),
        "PORT": str(port),
        "WS_PORT": str(port),
        "WEB_WORKERS": "2",
    }
    child = Child("service", [sys.executable, "-m", *command], Path(running.folder) / "start.log", environment, ROOT)
    began = time.perf_counter()
    try:
        child.start()
        wait_until_ready(child, port)
        seconds = time.perf_counter() - began
        master = psutil.Process(child.pid)
        memory = sum(one.memory_full_info().pss for one in (master, *master.children(recursive=True)))
        return {"seconds": seconds, "megabytes": memory / 1e6}
    finally:
        child.stop()


def main() -> None:
    """Measure and write the result."""
    chosen = report.arguments(__doc__)
    times = 2 if chosen.quick else 7
    rows: list[dict[str, Any]] = []
    with servers() as running:
        machine = report.machine(postgresql=running.postgres_version)
        for name, command in SERVICES.items():
            measure(running, command)  # the first start ever compiles
            found = [measure(running, command) for _ in range(times)]
            row = {key: report.middle([one[key] for one in found]) for key in ("seconds", "megabytes")}
            rows.append({"service": name, "starts": times, **row})
    report.show("From the command to ready, and memory at rest", rows)
    report.write(chosen.to, "start", machine, rows=rows)


if __name__ == "__main__":
    main()
