"""The replay of an interview: its events and every change of its document, in order of time."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mockmate_api.http.pagination import decode_cursor, read_id, read_moment
from mockmate_api.interview.schemas import Removed, ReplayEdit, ReplayEvent, ReplayPage, ReplayQuery
from shared.core.cursors import encode_cursor
from shared.events import event_log
from shared.models import Interview
from shared.rooms import interview_view

MAX_PAGE_BYTES = 1024 * 1024
"""A page ends early beyond this size; an update has at most a few hundred kilobytes."""

# An event comes before a change of the same moment. `position` makes the order, and so a page's end, unique.
_TIMELINE = text(
    """
    SELECT * FROM (
        (
            SELECT e.at, 0 AS kind, e."offset" AS position, e.type, e.data, NULL::bytea AS change
            FROM events e
            WHERE e.stream = :stream AND (e.at, 0, e."offset") > (CAST(:at AS timestamptz), :kind, :position)
            ORDER BY e.at, e."offset" LIMIT :limit
        )
        UNION ALL
        (
            SELECT u.at, 1, u."offset", NULL, NULL, u.data
            FROM document_updates u
            WHERE u.interview_id = :interview
                AND (u.at, 1, u."offset") > (CAST(:at AS timestamptz), :kind, :position)
            ORDER BY u.at, u."offset" LIMIT :limit
        )
    ) AS timeline
    ORDER BY at, kind, position LIMIT :limit
    """
)
_BEGINNING = ("-infinity", 0, 0)


def replay(session: Session, interview_id: UUID, user_id: int, query: ReplayQuery) -> ReplayPage:
    """Return a page of the timeline. Raises NotFound for anyone but the two participants."""
    interview_view.view_by_id(session, interview_id, user_id)
    at, kind, position = _BEGINNING
    if query.cursor:
        at, kind, position = decode_cursor(query.cursor, read_moment, _read_kind, read_id)
    rows = session.execute(
        _TIMELINE,
        {
            "stream": event_log.interview(interview_id),
            "interview": interview_id,
            "at": at,
            "kind": kind,
            "position": position,
            "limit": query.limit + 1,
        },
    ).all()
    items: list[ReplayEvent | ReplayEdit] = []
    size = 0
    for row in rows[: query.limit]:
        if size > MAX_PAGE_BYTES:
            break
        if row.change is None:
            items.append(ReplayEvent(offset=row.position, type=row.type, at=row.at, data=row.data))
        else:
            size += len(row.change)
            update = base64.b64encode(row.change).decode()
            items.append(ReplayEdit(offset=row.position, at=row.at, update=update))
    if len(items) == len(rows):
        return ReplayPage(items=items, next_cursor=None, removed=removed(session, interview_id))
    last = rows[len(items) - 1]
    return ReplayPage(
        items=items,
        next_cursor=encode_cursor(last.at.isoformat(), last.kind, last.position),
        removed=removed(session, interview_id),
    )


def removed(session: Session, interview_id: UUID) -> Removed:
    """Return what was removed of an existing interview."""
    gone = session.execute(select(Interview.removed).where(Interview.id == interview_id)).scalar_one()
    return Removed(**{kind: gone.get(kind) for kind in Removed.model_fields})


def _read_kind(value: Any) -> int:
    if type(value) is not int or value not in (0, 1):
        raise ValueError(value)
    return value
