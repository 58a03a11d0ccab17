"""Coalesces matching passes: one request of a process runs a pass that serves all the others waiting in the room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

_GATHER_SECONDS = 0.1


class PassCoalescer:
    """The rooms in which a request of this process is waiting to run a pass.

    A request that claims a room has entered it and committed that, so a pass that has not started yet will see it. A
    crowd therefore costs as few passes as fit one after the other, not one per person.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._rooms: set[int] = set()
        self._arriving = 0

    @contextmanager
    def arrival(self) -> Iterator[None]:
        """Announce that a person is about to enter a room."""
        with self._changed:
            self._arriving += 1
        try:
            yield
        finally:
            with self._changed:
                self._arriving -= 1
                self._changed.notify_all()

    def claim(self, slot_id: int) -> bool:
        """Whether the caller must run a pass and call `begun`; if not, a pass about to start covers it.

        The caller that runs the pass first waits for arrivals: briefly in a crowd, not at all when alone.
        """
        with self._changed:
            if slot_id in self._rooms:
                return False
            self._rooms.add(slot_id)
            self._changed.wait_for(lambda: not self._arriving, _GATHER_SECONDS)
            return True

    def begun(self, slot_id: int) -> None:
        """Release the claim, so that the next request runs another pass: this pass has started or never will."""
        with self._changed:
            self._rooms.discard(slot_id)
