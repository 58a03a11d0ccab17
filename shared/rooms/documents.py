"""The shared document of an interview in PostgreSQL: an ordered log of changes, compacted only when it grows large.

A change gets its offset under a lock on the document's row, as an event does under its stream's row, so offsets have no
gaps and become visible in order. This module treats changes as opaque bytes; clients and `mockmate_ws` apply them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from shared.core.errors import InterviewOver, NotFound
from shared.core.prepared import prepared
from shared.events import event_log
from shared.events.schemas import CodeLanguage
from shared.events.types import EditorLanguage
from shared.models import Document, DocumentUpdate, Interview, InterviewStatus
from shared.rooms import interview_view

HISTORY_BYTES = 8 * 1024 * 1024
"""Above this size the oldest changes of a document are compacted into one; that takes an hour of large pastes."""

_OVER = (InterviewStatus.ENDED, InterviewStatus.ABANDONED)


class Change(NamedTuple):
    """One stored change of a document."""

    offset: int
    data: bytes


class StoredDocument(NamedTuple):
    """A document as stored: applying all `changes` in order yields it. `over`: no more changes are accepted."""

    changes: list[Change]
    top: int
    over: bool


class DocumentHead(NamedTuple):
    """A document's newest offset, and whether its interview is over."""

    top: int
    over: bool


def load(session: Session, interview_id: UUID) -> StoredDocument:
    """Read a document: its snapshot and all later changes. Raises NotFound for an unknown interview."""
    status = session.scalar(select(Interview.status).where(Interview.id == interview_id))
    if status is None:
        raise NotFound
    document = session.get(Document, interview_id)
    if document is None:
        return StoredDocument([], 0, status in _OVER)
    changes = read(session, interview_id, document.snapshot_offset)
    if document.snapshot is not None:
        changes.insert(0, Change(document.snapshot_offset, document.snapshot))
    return StoredDocument(changes, document.top, status in _OVER)


def read(session: Session, interview_id: UUID, after: int) -> list[Change]:
    """Read the changes after an offset, oldest first. Offsets may start with a gap if old changes were compacted."""
    rows = session.execute(
        select(DocumentUpdate.offset, DocumentUpdate.data)
        .where(DocumentUpdate.interview_id == interview_id, DocumentUpdate.offset > after)
        .order_by(DocumentUpdate.offset)
    )
    return [Change(row.offset, bytes(row.data)) for row in rows]


def heads(session: Session, interview_ids: Sequence[UUID]) -> dict[UUID, DocumentHead]:
    """Return the newest offset of each of these documents."""
    rows = session.execute(
        select(Interview.id, Interview.status, Document.top)
        .outerjoin(Document, Document.interview_id == Interview.id)
        .where(Interview.id.in_(list(interview_ids)))
    )
    return {row.id: DocumentHead(row.top or 0, row.status in _OVER) for row in rows}


_STATUS = prepared(select(Interview.status).where(Interview.id == bindparam("interview")).with_for_update(read=True))
_APPEND = prepared(
    text(
        """
        WITH document AS (
            INSERT INTO documents AS d (interview_id, top, logged_bytes)
            VALUES (CAST(:interview AS uuid), 1, :bytes)
            ON CONFLICT (interview_id) DO UPDATE
            SET top = d.top + 1, logged_bytes = d.logged_bytes + :bytes
            RETURNING top
        )
        INSERT INTO document_updates (interview_id, "offset", data)
        SELECT CAST(:interview AS uuid), top, :data FROM document
        RETURNING "offset"
        """
    )
)


def append(session: Session, interview_id: UUID, data: bytes) -> int:
    """Store a change and return its offset. Raises NotFound, and InterviewOver once the interview has ended."""
    # A shared lock: other changes may proceed, but the interview cannot end before this change is committed.
    status = session.scalar(_STATUS, {"interview": interview_id})
    if status is None:
        raise NotFound
    if status in _OVER:
        raise InterviewOver
    row = session.execute(_APPEND, {"interview": str(interview_id), "bytes": len(data), "data": data}).one()
    return int(row.offset)


def keep_snapshot(session: Session, interview_id: UUID, state: bytes, offset: int) -> None:
    """Store the whole document as of an offset, replacing the previous snapshot.

    The changes stay for the replay. If they have grown too large, those up to this offset are compacted into one.
    """
    document = session.get(Document, interview_id, with_for_update=True, populate_existing=True)
    if document is None or document.snapshot_offset >= offset:
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


def choose_language(session: Session, interview_id: UUID, user_id: int, language: CodeLanguage) -> None:
    """Set the editor's language; both people are notified if it changed. Raises NotFound, InterviewOver."""
    interview_view.require_open(session, interview_id, user_id)
    changed = session.execute(
        text(
            """
            INSERT INTO documents AS d (interview_id, language)
            VALUES (CAST(:interview AS uuid), :language)
            ON CONFLICT (interview_id) DO UPDATE SET language = EXCLUDED.language
            WHERE d.language <> EXCLUDED.language
            RETURNING language
            """
        ),
        {"interview": str(interview_id), "language": language},
    ).one_or_none()
    if changed is not None:
        event_log.append(session, event_log.interview(interview_id), EditorLanguage(language=language, by=user_id))


def language(session: Session, interview_id: UUID) -> CodeLanguage:
    """Return the language of an interview's editor."""
    chosen = session.scalar(select(Document.language).where(Document.interview_id == interview_id))
    return cast("CodeLanguage", chosen or "python")
