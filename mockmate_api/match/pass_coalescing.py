"""Which rooms a pass is about to begin in: one request of a process runs it, and takes all the others along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

_GATHER_SECONDS = 0.1


class PassCoalescer:
    """The rooms in which a request of this process is waiting for its turn to run a pass.

    Who claims one has entered, and committed that. So a pass that has not had its turn yet will see them, and a crowd
    costs as few passes as fit behind each other, not one for each person.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._rooms: set[int] = set()
        self._arriving = 0

    @contextmanager
    def arrival(self) -> Iterator[None]:
        """Say that somebody is about to enter a room."""
        with self._changed:
            self._arriving += 1
        try:
            yield
        finally:
            with self._changed:
                self._arriving -= 1
                self._changed.notify_all()

    def claim(self, slot_id: int) -> bool:
        """Whether the caller is to run a pass, and to say so by `begun`; if not, one that is about to begin will do.

        Who is to run one waits for those who are arriving: in a crowd for a moment, alone not at all.
        """
        with self._changed:
            if slot_id in self._rooms:
                return False
            self._rooms.add(slot_id)
            self._changed.wait_for(lambda: not self._arriving, _GATHER_SECONDS)
            return True

    def begun(self, slot_id: int) -> None:
        """Let the next who comes run another pass: this one has its turn, or will have none."""
        with self._changed:
            self._rooms.discard(slot_id)
