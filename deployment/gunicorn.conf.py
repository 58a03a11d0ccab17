"""gunicorn for mockmate_api, in every deployment: threads, a quiet log, an orderly end. Settings by environment."""  # noqa: N999 - the name gunicorn looks for

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

from gunicorn.glogging import Logger

from shared.core import logging, setting_advice, tracing
from shared.core.settings import Settings, SettingsError


def _read_settings() -> Settings:
    """Return the settings, or end: here, where it is said once and no port is open yet, not in every worker."""
    try:
        settings = Settings.from_environment()
        tracing.check(settings)
        if given := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            _try_to_write(given)
    except SettingsError as error:
        _end(error)
    return settings


def _end(error: SettingsError) -> NoReturn:
    print(f"mockmate_api can't start:\n{error}", file=sys.stderr)
    sys.exit(2)


def _try_to_write(folder: str) -> None:
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise SettingsError(f"PROMETHEUS_MULTIPROC_DIR can't be written to: {error.strerror}") from None


_settings = _read_settings()
bind = _settings.bind or f"127.0.0.1:{_settings.port}"
workers = _settings.web_workers
worker_class = "mockmate_api.worker.Worker"  # a request that waits for PostgreSQL holds up one thread, not a worker
# Threads that wait cost next to nothing; the app itself works on WEB_THREADS requests at once.
threads = _settings.web_threads + _settings.password_hashes_at_once + _settings.password_hashes_waiting
preload_app = False  # connections must not be shared between workers
timeout = 60  # seconds a worker may be silent
graceful_timeout = 20  # seconds a request may go on after SIGTERM
keepalive = 5
# Heartbeats go through a file: in memory where there is such a place, since a slow disk looks like a dead worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None  # noqa: S108
control_socket_disable = True  # it would be made in $HOME


class _OneLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Puts gunicorn's own lines into the log of the services, in its form."""

    def setup(self, cfg: Any) -> None:
        """Called in the master, and again when it reads its configuration again."""
        super().setup(cfg)
        logging.configure(_settings)
        self.error_log.handlers = []
        self.error_log.propagate = True


logger_class = _OneLog
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
    from mockmate_api.accounts import pepper

    try:
        pepper.require_at_start(_settings)
    except SettingsError as error:
        on_exit(server)
        _end(error)
    for each in setting_advice.advice(_settings):
        server.log.warning(each)


def child_exit(server: Any, worker: Any) -> None:
    """Let the numbers that say how things are go with their worker; those that only grow stay."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """Remove the folder, unless a master that took over counts there."""
    if not server.reexec_pid:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
