"""Where each stream of a socket begins: after the client's last event or, with too many missed, at the newest one."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from mockmate_ws.endpoints.admission import error_frame
from mockmate_ws.protocol import ResumePoint, Resync, StreamPosition
from mockmate_ws.transport import counters
from mockmate_ws.transport.connection import Connection
from shared.core import errors
from shared.core.errors import Problem
from shared.core.view import View
from shared.events import event_log
from shared.events.event_log import Cursor

RESUMABLE_EVENTS = 300
RESUMABLE_TIME = timedelta(hours=24)


class Opening(NamedTuple):
    """A socket whose streams begin: those it follows, where its client resumes, and how to read its snapshot."""

    followed: Sequence[str]
    resume: Mapping[str, ResumePoint]
    snapshot: Callable[[Session, Mapping[str, Cursor]], View | None] = lambda _session, _positions: None


class Start(NamedTuple):
    """The positions of the streams of a socket, which of them can be resumed without a gap, and the snapshot."""

    positions: dict[str, Cursor]
    whole: set[str]
    snapshot: View | None


def read_starts(session: Session, openings: Sequence[Opening]) -> list[Start | Exception]:
    """Return the start of each socket, or the Problem that its snapshot raises, all as of one moment."""
    positions = event_log.cursors(session, {name for opening in openings for name in opening.followed})
    missed = [_first_missed(opening, positions) for opening in openings]
    first = {(name, offset) for each in missed for name, offset in each.items() if offset is not None}
    recent = event_log.recent(session, first, RESUMABLE_TIME)

    def start(opening: Opening, first: Mapping[str, int | None]) -> Start | Exception:
        own = {name: positions[name] for name in opening.followed}
        whole = {name for name, offset in first.items() if offset is None or (name, offset) in recent}
        try:
            return Start(own, whole, opening.snapshot(session, own))
        except Problem as problem:
            return problem

    return [start(opening, each) for opening, each in zip(openings, missed, strict=True)]


def _first_missed(opening: Opening, positions: Mapping[str, Cursor]) -> dict[str, int | None]:
    """Return the streams that may be resumed, each with the first event that was missed, None if there is none."""
    found: dict[str, int | None] = {}
    for name in opening.followed:
        point, position = opening.resume.get(name), positions[name]
        if point is not None and point.epoch == position.epoch:
            missed = position.offset - point.offset
            if 0 <= missed <= RESUMABLE_EVENTS:
                found[name] = point.offset + 1 if missed else None
    return found


def starting_points(
    connection: Connection,
    positions: Mapping[str, Cursor],
    resume: Mapping[str, ResumePoint],
    whole: Container[str],
) -> dict[str, Cursor]:
    """Return the position after which each stream begins, and send the client what it cannot resume."""
    for name in resume.keys() - positions.keys():
        connection.send_frame(error_frame(errors.Forbidden(f"This socket doesn't follow {name!r}.")))
    points = {}
    for name, position in positions.items():
        points[name] = position
        if name in whole:
            points[name] = position._replace(offset=resume[name].offset)
            counters.RESUMES.labels("whole").inc()
        elif name in resume:
            counters.RESUMES.labels("resync").inc()
            shown = StreamPosition(epoch=position.epoch, offset=position.offset)
            connection.send_frame(Resync(stream=name, data=shown))
    return points
