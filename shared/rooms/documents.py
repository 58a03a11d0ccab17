"""The shared document of an interview in PostgreSQL: an ordered log of changes, compacted only when it grows large.

A change gets its offset under a lock on the document's row, as an event does under its stream's row, so offsets have no
gaps and become visible in order. This module treats changes as opaque bytes; clients and `mockmate_ws` apply them.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.core import database
from shared.core.errors import InterviewOver, NotFound, PadNotOpen
from shared.events import event_log
from shared.events.schemas import CodeLanguage, PadName
from shared.events.types import EditorLanguage
from shared.models import Document, DocumentUpdate, Interview
from shared.rooms import interview_view, pads

HISTORY_BYTES = 8 * 1024 * 1024
"""Above this size the oldest changes of a document are compacted into one; that takes an hour of large pastes."""


class Change(NamedTuple):
    """One stored change of a document, or the snapshot that replaces those up to its offset."""

    offset: int
    data: bytes
    is_snapshot: bool = False


class RowKey(NamedTuple):
    """A stored change or snapshot. As text it is the id under which it is parked."""

    interview_id: UUID
    offset: int
    is_snapshot: bool

    def __str__(self) -> str:
        return f"{self.interview_id}/{'snapshot' if self.is_snapshot else self.offset}"


class StoredDocument(NamedTuple):
    """A document as stored: applying all `changes` in order yields it. `over`: no more changes are accepted."""

    changes: list[Change]
    top: int
    over: bool
    timeline: str
    """The database's; on another one, an offset may belong to another change."""
    snapshot_offset: int = 0


class DocumentHead(NamedTuple):
    """A document's newest offset, whether its interview is over, and whether other processes have sockets in it."""

    top: int
    over: bool
    elsewhere: bool
    timeline: str


def load(session: Session, interview_id: UUID) -> StoredDocument:
    """Read a document: its snapshot and all later changes. Raises NotFound for an unknown interview."""
    interview = session.execute(
        select(Interview.status, database.TIMELINE).where(Interview.id == interview_id)
    ).one_or_none()
    if interview is None:
        raise NotFound
    is_over = interview.status in interview_view.OVER
    document = session.get(Document, interview_id)
    if document is None:
        return StoredDocument([], 0, is_over, interview.timeline)
    changes = read(session, interview_id, document.snapshot_offset)
    if document.snapshot is not None:
        changes.insert(0, Change(document.snapshot_offset, document.snapshot, is_snapshot=True))
    return StoredDocument(changes, document.top, is_over, interview.timeline, document.snapshot_offset)


def read(session: Session, interview_id: UUID, after: int) -> list[Change]:
    """Read the changes after an offset, oldest first. Offsets may start with a gap if old changes were compacted."""
    rows = session.execute(
        select(DocumentUpdate.offset, DocumentUpdate.data)
        .where(DocumentUpdate.interview_id == interview_id, DocumentUpdate.offset > after)
        .order_by(DocumentUpdate.offset)
    )
    return [Change(row.offset, bytes(row.data)) for row in rows]


def read_parked(session: Session, item: str) -> bytes | None:
    """Return the change or snapshot that was parked under this id, or None if it is gone."""
    interview, _, row = item.partition("/")
    if row == "snapshot":
        return session.scalar(select(Document.snapshot).where(Document.interview_id == UUID(interview)))
    is_row = DocumentUpdate.interview_id == UUID(interview), DocumentUpdate.offset == int(row)
    return session.scalar(select(DocumentUpdate.data).where(*is_row))


_HEADS = text(
    f"""
    SELECT {database.TIMELINE.element} AS timeline, i.id, i.status, coalesce(d.top, 0) AS top, EXISTS (
        SELECT FROM socket_places JOIN socket_processes USING (node)
        WHERE stream = wanted.stream AND node <> :node AND alive_until > clock_timestamp()
    ) AS elsewhere
    FROM unnest(CAST(:interviews AS uuid[]), CAST(:streams AS text[])) AS wanted(id, stream)
    JOIN interviews i USING (id)
    LEFT JOIN documents d ON d.interview_id = i.id
    """  # noqa: S608 - ours
)


def heads(session: Session, interview_ids: Sequence[UUID], node: str) -> dict[UUID, DocumentHead]:
    """Return the heads of these documents, as seen by the process `node` of the socket service."""
    streams = [event_log.interview(one) for one in interview_ids]
    given = {"interviews": [str(one) for one in interview_ids], "streams": streams, "node": node}
    rows = session.execute(_HEADS, given)
    return {
        UUID(str(row.id)): DocumentHead(row.top, row.status in interview_view.OVER, row.elsewhere, row.timeline)
        for row in rows
    }


class NewChange(NamedTuple):
    """A change to be stored, and when people were told of it, by this process's monotonic clock."""

    data: bytes
    told_at: float


class Addition(NamedTuple):
    """New changes of one document, in order."""

    interview_id: UUID
    changes: Sequence[NewChange]


# Shared locks: an interview can't end before these changes are committed. One that is being changed at this moment is
# left out, so that it holds up none of the others.
_LOCK = text(
    """
    SELECT id, status, extract(epoch FROM clock_timestamp() - ended_at) AS seconds_over
    FROM interviews WHERE id = ANY(CAST(:interviews AS uuid[]))
    ORDER BY id
    FOR SHARE SKIP LOCKED
    """
)
_EXISTING = text("SELECT id FROM interviews WHERE id = ANY(CAST(:interviews AS uuid[]))")
# Documents are locked in the order of their ids, so that two processes can't deadlock.
_APPEND = text(
    """
    WITH given AS (
        SELECT * FROM unnest(CAST(:interviews AS uuid[]), CAST(:data AS bytea[]), CAST(:ages AS float[]))
            WITH ORDINALITY AS t(interview_id, data, age, position)
    ), topped AS (
        INSERT INTO documents AS d (interview_id, top, logged_bytes)
        SELECT interview_id, count(*), sum(length(data)) FROM given GROUP BY interview_id ORDER BY interview_id
        ON CONFLICT (interview_id) DO UPDATE
        SET top = d.top + EXCLUDED.top, logged_bytes = d.logged_bytes + EXCLUDED.logged_bytes
        RETURNING interview_id, top
    ), stored AS (
        INSERT INTO document_updates (interview_id, "offset", data, at)
        SELECT
            interview_id,
            top + 1 - row_number() OVER (PARTITION BY interview_id ORDER BY position DESC),
            data,
            clock_timestamp() - make_interval(secs => age)
        FROM given JOIN topped USING (interview_id)
    )
    SELECT interview_id, top FROM topped
    """
)


def append(session: Session, additions: Sequence[Addition]) -> list[int | Exception | None]:
    """Store changes of many documents, and return for each its newest offset.

    In place of an offset there is NotFound, None for one that could not be locked at once: try again, or InterviewOver
    once the interview has ended; changes of which people were told before that are stored all the same.
    """
    wanted = [str(one.interview_id) for one in additions]
    seconds_over = {
        UUID(str(row.id)): float(row.seconds_over) if row.status in interview_view.OVER else 0.0
        for row in session.execute(_LOCK, {"interviews": wanted})
    }
    exist = set(seconds_over)
    if len(exist) < len(set(wanted)):
        exist = {UUID(str(row.id)) for row in session.execute(_EXISTING, {"interviews": wanted})}
    # After the lock, so that an age is never too short: what was told before the interview ended is stored.
    now = time.monotonic()
    rows = [
        (str(one.interview_id), change.data, now - change.told_at)
        for one in additions
        for change in one.changes
        if now - change.told_at >= seconds_over.get(one.interview_id, math.inf)
    ]
    tops: dict[UUID, int] = {}
    if rows:
        interviews, data, ages = (list(column) for column in zip(*rows, strict=True))
        stored = session.execute(_APPEND, {"interviews": interviews, "data": data, "ages": ages})
        tops = {UUID(str(row.interview_id)): row.top for row in stored}
    results: list[int | Exception | None] = []
    for id_, changes in additions:
        if id_ not in exist:
            results.append(NotFound())
        elif any(now - change.told_at < seconds_over.get(id_, 0.0) for change in changes):
            results.append(InterviewOver())
        else:
            results.append(tops.get(id_))
    return results


def keep_snapshot(session: Session, interview_id: UUID, state: bytes, offset: int, timeline: str) -> None:
    """Store the whole document as of an offset, replacing the previous snapshot, unless the timeline is over.

    The changes stay for the replay. If they have grown too large, those up to this offset are compacted into one.
    """
    document = session.get(Document, interview_id, with_for_update=True, populate_existing=True)
    if document is None or not document.snapshot_offset < offset <= document.top:
        return
    if session.scalar(select(database.TIMELINE)) != timeline:
        return
    document.snapshot, document.snapshot_offset = state, offset
    if document.logged_bytes <= HISTORY_BYTES:
        return
    session.execute(
        text('DELETE FROM document_updates WHERE interview_id = :interview AND "offset" < :offset'),
        {"interview": interview_id, "offset": offset},
    )
    session.get_one(DocumentUpdate, (interview_id, offset)).data = state
    session.flush()
    document.logged_bytes = session.execute(
        text("SELECT sum(octet_length(data)) FROM document_updates WHERE interview_id = :interview"),
        {"interview": interview_id},
    ).scalar_one()


_CHOOSE = {
    pads.FIRST: text(
        """
        INSERT INTO documents AS d (interview_id, language) VALUES (CAST(:interview AS uuid), :language)
        ON CONFLICT (interview_id) DO UPDATE SET language = EXCLUDED.language WHERE d.language <> EXCLUDED.language
        RETURNING language
        """
    ),
    pads.SECOND: text(
        """
        UPDATE documents SET second_language = :language
        WHERE interview_id = CAST(:interview AS uuid) AND second_language <> :language
        RETURNING second_language
        """
    ),
}


def choose_language(
    session: Session, interview_id: UUID, user_id: int, language: CodeLanguage, pad: PadName | None = None
) -> None:
    """Set the language of a pad, by default of the present one; both people are notified if it changed.

    Raises NotFound, InterviewOver, PadNotOpen for the second pad before its question is asked.
    """
    interview_view.require_open(session, interview_id, user_id)
    name = pad or pads.present_pad(session, interview_id).name
    now = pads.languages(session, interview_id)
    if name == pads.SECOND and now.second is None:
        raise PadNotOpen
    if name == pads.FIRST and now.first == language:
        return  # without a document for one that has none
    changed = session.execute(_CHOOSE[name], {"interview": str(interview_id), "language": language}).one_or_none()
    if changed is not None:
        event = EditorLanguage(language=language, by=user_id, pad=name)
        event_log.append(session, event_log.interview(interview_id), event)
