"""Servers that are away for a while."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from deployment.local.postgres import Postgres


@contextmanager
def frozen(postgres: Postgres) -> Iterator[None]:
    """Stop every process of a PostgreSQL, as a frozen machine does."""
    assert postgres.pid is not None
    postmaster = psutil.Process(postgres.pid)
    pids = [one.pid for one in (postmaster, *postmaster.children(recursive=True))]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@contextmanager
def shut_down(postgres: Postgres) -> Iterator[None]:
    """Stop a PostgreSQL, which refuses every connection meanwhile."""
    postgres.stop()
    try:
        yield
    finally:
        postgres.start()
