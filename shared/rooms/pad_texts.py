"""The texts of pads as they are stored, for whoever only reads them: the socket service alone changes documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from pycrdt import Array, Doc, Text, merge_updates
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.events.schemas import PadName
from shared.rooms import pads

# A snapshot has all changes up to its offset.
_ROWS = text(
    """
    SELECT interview_id, snapshot_offset AS position, snapshot AS data
    FROM documents WHERE interview_id = ANY(CAST(:interviews AS uuid[])) AND snapshot IS NOT NULL
    UNION ALL
    SELECT u.interview_id, u."offset", u.data
    FROM document_updates u JOIN documents d USING (interview_id)
    WHERE d.interview_id = ANY(CAST(:interviews AS uuid[])) AND u."offset" > d.snapshot_offset
    ORDER BY interview_id, position
    """
)
_ROWS_AT_ONCE = 500


def read(session: Session, interview_ids: Iterable[UUID]) -> Iterator[tuple[UUID, dict[PadName, str]]]:
    """Yield the texts of each of these interviews that has a document with changes. One statement for all of them."""
    wanted = [str(one) for one in interview_ids]
    rows = session.execute(_ROWS, {"interviews": wanted}, execution_options={"yield_per": _ROWS_AT_ONCE})
    for interview_id, changes in groupby(rows, key=lambda row: row.interview_id):
        yield UUID(str(interview_id)), texts([bytes(row.data) for row in changes])


def document(session: Session, interview_id: UUID) -> Doc[Any]:
    """Return the document of an interview as it is stored; an empty one if there is none."""
    rows = session.execute(_ROWS, {"interviews": [str(interview_id)]})
    return _document([bytes(row.data) for row in rows])


def board(session: Session, interview_id: UUID) -> list[Any]:
    """Return the marks on an interview's whiteboard, as docs/protocol.md describes them."""
    marks: list[Any] | None = document(session, interview_id).get("board", type=Array[Any]).to_py()
    return marks or []


def texts(changes: Sequence[bytes]) -> dict[PadName, str]:
    """Return the texts of a document, given its changes. What can't be read is left out."""
    doc = _document(changes)
    return {name: str(doc.get(name, type=Text)) for name in pads.NAMES}


def _document(changes: Sequence[bytes]) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    if not changes:
        return doc
    # As one, since two processes may each have stored what builds on a row of the other.
    if not _apply(doc, changes):
        for change in changes:
            _apply(doc, [change])
    return doc


def _apply(doc: Doc[Any], changes: Sequence[bytes]) -> bool:
    try:
        doc.apply_update(merge_updates(*changes))
    except BaseException as error:
        # A panic in the decoder is not an Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            return False
        raise
    return True
