"""A separate process that listens to every event and reports when the last one arrived."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

import redis

from shared.core.settings import Settings

PATIENCE = 60.0


@contextmanager
def audience(settings: Settings, frames: int) -> Iterator[Connection]:
    """Listen for so many frames on streams of people; the pipe gives the moment of the last one, or None."""
    # Spawned, not forked: open connections are not to be shared.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    listener = context.Process(
        target=_listen, args=(settings.redis_url, f"{settings.redis_prefix}:user:*", frames, theirs), daemon=True
    )
    listener.start()
    ours.recv()
    try:
        yield ours
    finally:
        listener.join(PATIENCE)
        listener.kill()


def _listen(url: str, pattern: str, frames: int, pipe: Connection) -> None:
    with redis.Redis.from_url(url) as client, client.pubsub() as pubsub:
        pubsub.psubscribe(pattern)
        pubsub.get_message(timeout=PATIENCE)
        pipe.send("listening")
        deadline = time.monotonic() + PATIENCE
        while frames and time.monotonic() < deadline:
            message = pubsub.get_message(timeout=1.0)
            frames -= message is not None and message["type"] == "pmessage"
        # Linux and macOS count this clock from one moment for all processes.
        pipe.send(None if frames else time.monotonic())
