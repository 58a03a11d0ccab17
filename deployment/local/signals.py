"""Waiting that a signal cuts short: Ctrl-C, SIGTERM, a closed terminal, a child that ended."""

from __future__ import annotations

import os
import select
import signal
from contextlib import suppress
from typing import Any

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(BaseException):
    """Somebody asked to stop. Raised by waiting, never in the middle of anything else."""


class Bell:
    """Rings when a signal has come. The main thread makes one and waits through it."""

    def __init__(self) -> None:
        """Take over the signals; SIGHUP only where nohup has not switched it off."""
        self.requests = 0
        self._told = False
        self._reader, writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        self._poll = select.poll()
        self._poll.register(self._reader, select.POLLIN)
        if os.isatty(0):
            # Under `ssh -t host make run` the hang-up is told to make alone, which then waits for us.
            self._poll.register(0, 0)
        for number in (*STOP_SIGNALS, signal.SIGCHLD):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._ring)

    def wait(self, seconds: float) -> None:
        """Wait for a signal or the end of the time; raises StopAsked once, when first asked to stop."""
        if not self.requests:
            for file, _ in self._poll.poll(seconds * 1000):
                if file == self._reader:
                    with suppress(BlockingIOError):
                        os.read(self._reader, 4096)
                else:  # the terminal is gone
                    self._poll.unregister(file)
                    self.requests += 1
        if self.requests and not self._told:
            self._told = True
            raise StopAsked

    def _ring(self, number: int, _frame: Any) -> None:
        # Python also writes to the pipe, which is what ends the waiting.
        if number in STOP_SIGNALS:
            self.requests += 1
