"""A client that was shown a room once, and since then has nothing but frames: is it where a fresh snapshot is?"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from examples.state import apply
from mockmate_ws import protocol
from mockmate_ws.protocol import InterviewSnapshot, WaitingRoomSnapshot
from shared.core.view import View
from shared.events import event_log
from tests.clients.person import Person

Frame = dict[str, Any]
Look = Callable[[Session, dict[str, event_log.Cursor]], WaitingRoomSnapshot | InterviewSnapshot]


class Follower:
    """Somebody who follows one stream from one snapshot on. `look` reads a snapshot as their socket does."""

    def __init__(self, person: Person, stream: str, look: Look) -> None:
        self._person, self._stream, self._look = person, stream, look
        self.heard: set[str] = set()
        self.shown = self.fresh()

    def fresh(self) -> Frame:
        """Return the snapshot of a socket that is opened now."""

        def read(session: Session) -> View:
            return self._look(session, event_log.cursors(session, [self._stream]))

        frame: Frame = json.loads(protocol.encode(self._person.in_database(read)))
        return frame

    def hear(self, frame: Frame) -> None:
        """Take one frame."""
        self.heard.add(frame["type"])
        self.shown = apply(self.shown, frame)

    def hear_events(self) -> None:
        """Take every event that has been stored since; the last one comes twice."""
        after = self.shown["data"]["as_of"][self._stream]["offset"]
        told = self._person.in_database(lambda session: event_log.read(session, self._stream, after, 1000))
        for event in [*told, *told[-1:]]:
            self.hear(json.loads(event.frame))
