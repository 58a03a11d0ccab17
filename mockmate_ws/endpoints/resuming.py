"""Where each stream of a socket begins: after the client's last event or, with too many missed, at the newest one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from mockmate_ws.endpoints.admission import error_frame
from mockmate_ws.protocol import ResumePoint, Resync, StreamPosition
from mockmate_ws.transport import counters
from mockmate_ws.transport.connection import Connection
from shared.core import errors
from shared.events import event_log
from shared.events.event_log import Cursor

RESUMABLE_EVENTS = 300
RESUMABLE_TIME = timedelta(hours=24)


def read_positions(
    session: Session, followed: Iterable[str], resume: Mapping[str, ResumePoint]
) -> tuple[dict[str, Cursor], set[str]]:
    """Return the positions of the streams, and which of them can be resumed without a gap."""
    positions = event_log.cursors(session, followed)
    whole = {
        name
        for name, position in positions.items()
        if (point := resume.get(name)) is not None and _is_resumable(session, name, position, point)
    }
    return positions, whole


def _is_resumable(session: Session, stream: str, position: Cursor, point: ResumePoint) -> bool:
    missed = position.offset - point.offset
    if point.epoch != position.epoch or not 0 <= missed <= RESUMABLE_EVENTS:
        return False
    return missed == 0 or event_log.is_recent(session, stream, point.offset + 1, RESUMABLE_TIME)


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
