"""gunicorn for mockmate_api, in every deployment: threads, a quiet log, an orderly end. Settings by environment."""  # noqa: N999 - the name gunicorn looks for

import os

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
