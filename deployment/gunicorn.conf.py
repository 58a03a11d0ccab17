"""gunicorn for mockmate_api, in every deployment: threads, a quiet log, an orderly end. Settings by environment."""  # noqa: N999 - the name gunicorn looks for

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_WORKERS") or 2)
worker_class = "gthread"  # a request that waits for PostgreSQL holds up one thread, not a worker
threads = int(os.environ.get("WEB_THREADS") or 8)
preload_app = False  # connections must not be shared between workers
timeout = 60  # seconds a worker may be silent
graceful_timeout = 20  # seconds a request may go on after SIGTERM
keepalive = 5
# Heartbeats go through a file: in memory where there is such a place, since a slow disk looks like a dead worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None  # noqa: S108
control_socket_disable = True  # it would be made in $HOME
accesslog = None  # the app logs its requests itself, and the gateway does too
errorlog = "-"
capture_output = False

# Every worker counts in files of its own, and /metrics of any adds them up. A master that takes over from another
# (SIGUSR2, SIGHUP) goes on counting in the same folder; one that was killed leaves a folder for the next to remove.
if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    _place = worker_tmp_dir or tempfile.gettempdir()
    _prefix = f"mockmate-metrics-{bind.replace('/', '_')}-"
    for _left in Path(_place).glob(f"{_prefix}*"):
        shutil.rmtree(_left, ignore_errors=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix=_prefix, dir=_place)


def on_starting(server: Any) -> None:
    """Load the code before the port opens, and once for all workers; each still makes an app of its own.

    Else requests would wait for seconds in the queue of a process that only starts, though others could answer.
    """
    import mockmate_api  # noqa: F401


def child_exit(server: Any, worker: Any) -> None:
    """Let the numbers that say how things are go with their worker; those that only grow stay."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """Remove the folder, unless a master that took over counts there."""
    if not server.reexec_pid:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
