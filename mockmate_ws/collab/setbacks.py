"""What happens when a document can't be stored: it is parked, so that administrators see it, and tried again later."""

from __future__ import annotations

import time
from uuid import UUID

import structlog

from mockmate_ws.collab.members import Members
from mockmate_ws.db import Database
from mockmate_ws.protocol import DocumentSaved, DocumentUnsaved
from shared.core import database_errors, parking
from shared.core.parking import PROMPT, Failure

log = structlog.get_logger(__name__)

STORE_JOB = "store_documents"


class Setbacks:
    """The failures of one document."""

    def __init__(self, database: Database, interview_id: UUID, members: Members) -> None:
        self.is_unsaved = False
        """Whether members were told that changes are unstored for too long."""
        self._members = members
        self._database = database
        self._interview_id = interview_id
        self._count = 0
        self._retry_at = 0.0

    @property
    def pauses(self) -> bool:
        """Whether the document waits for its next attempt."""
        return time.monotonic() < self._retry_at

    async def note(self, error: Exception) -> None:
        """Park the document, unless the database is away. Raises SQLAlchemyError."""
        if database_errors.is_transient(error):
            log.warning("editor.not_settled", interview_id=str(self._interview_id), error=type(error).__name__)
            return
        pause = min(PROMPT.longest, PROMPT.first * 2 ** min(self._count, 10))
        self._count += 1
        self._retry_at = time.monotonic() + pause.total_seconds()
        await self._database.run(parking.park, STORE_JOB, [Failure(self._interview_id, error)], PROMPT)

    def report_unsaved(self) -> None:
        """Tell the members that changes are unstored for too long."""
        if not self.is_unsaved:
            self.is_unsaved = True
            self._members.send_frame(DocumentUnsaved())

    async def clear(self) -> None:
        """Tell the members and administrators that the document was stored. Raises SQLAlchemyError."""
        if self.is_unsaved:
            self.is_unsaved = False
            self._members.send_frame(DocumentSaved())
        if self._count:
            await self._database.run(parking.release, STORE_JOB, [self._interview_id])
            self._count = 0
