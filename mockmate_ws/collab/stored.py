"""A replica of one document that follows its rows in PostgreSQL: loads them, reads later ones, compacts them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from pycrdt import get_update, merge_updates

from mockmate_ws.collab.form import Incomplete
from mockmate_ws.collab.replica import Replica
from mockmate_ws.db import Database
from shared.rooms import documents
from shared.rooms.documents import Change, DocumentHead

SNAPSHOT_EVERY = 200


class StoredReplica:
    """Knows up to which offset the replica contains every row. `close` frees it.

    Rows may come in an order in which one builds on a later one: one process stores what another has only told so far.
    Such a row waits, unseen.
    """

    def __init__(self, database: Database, interview_id: UUID) -> None:
        self.is_over = False
        self.is_behind = False
        self.was_loaded = False
        self.offset = 0
        self.has_gone_back = False
        """Whether the stored document may lack rows that are here, or have others under their offsets."""
        self._timeline = ""
        self._database = database
        self._interview_id = interview_id
        self._replica: Replica | None = None
        self._covered: set[int] = set()
        self._orphans: list[bytes] = []
        self._snapshot_offset = 0

    @property
    def replica(self) -> Replica | None:
        """The replica, unless it has to be loaded."""
        if self._replica is None or self._replica.is_damaged or self.has_gone_back:
            return None
        return self._replica

    async def load(self, told: Iterable[bytes], on_gone_back: Callable[[bytes], None]) -> tuple[Replica, list[bytes]]:
        """Load the replica from the rows and from what was told but not stored.

        Returns it, and the rows that were stored since the one before. If the document has gone back, these are all
        rows, and `on_gone_back` is called with the loaded state. Raises NotFound, SQLAlchemyError.
        """
        self.close()
        stored = await self._database.read(documents.load, self._interview_id)
        replica, self._orphans = Replica(), []
        try:
            for change in (*(change.data for change in stored.changes), *told):
                await self._extend(replica, change)
            await self._adopt_together(replica)
        except BaseException:
            replica.close()
            raise
        has_gone_back = self.has_gone_back or (self.was_loaded and stored.timeline != self._timeline)
        known = 0 if has_gone_back else self.offset
        missed = [change.data for change in stored.changes if self.was_loaded and change.offset > known]
        self._replica, self._timeline, self.has_gone_back = replica, stored.timeline, False
        self.offset, self.is_over, self.was_loaded = stored.top, stored.over, True
        self._snapshot_offset = stored.changes[0].offset if stored.changes else 0
        self._covered.clear()
        if has_gone_back:
            on_gone_back(replica.state())
        return replica, missed

    async def read_rows(self) -> list[Change]:
        """Read the rows after `offset`, for `catch_up`. Raises SQLAlchemyError."""
        # Cleared before, since rows may be reported while these are read.
        self.is_behind = False
        try:
            return await self._database.run(documents.read, self._interview_id, self.offset)
        except BaseException:
            self.is_behind = True
            raise

    async def catch_up(self, replica: Replica, rows: Iterable[Change]) -> list[bytes]:
        """Apply rows, and return what was new in them."""
        new = []
        for row in rows:
            new += await self._extend(replica, row.data)
            self.offset = max(self.offset, row.offset)
        self._covered = {offset for offset in self._covered if offset > self.offset}
        return [*new, *await self._adopt_orphans(replica), *await self._adopt_together(replica)]

    async def _extend(self, replica: Replica, change: bytes) -> list[bytes]:
        try:
            if not await replica.extend(change):
                return []
        except Incomplete:
            self._orphans.append(change)
            return []
        return [change, *await self._adopt_orphans(replica)]

    @property
    def has_to_read(self) -> bool:
        """Whether the stored document is known to differ from what is here."""
        return self.is_behind or self.has_gone_back

    @property
    def has_orphans(self) -> bool:
        """Whether rows wait for what they build on."""
        return bool(self._orphans)

    async def _adopt_orphans(self, replica: Replica) -> list[bytes]:
        """Apply the waiting rows that have what they build on by now, and return what was new in them."""
        orphans, self._orphans = self._orphans, []
        return [new for orphan in orphans for new in await self._extend(replica, orphan)]

    async def _adopt_together(self, replica: Replica) -> list[bytes]:
        """Apply waiting rows that build on each other, and return what was new in them.

        A row has what was typed at one process within a quarter of a second, and so may the row of another process.
        """
        if len(self._orphans) < 2:
            return []
        together = merge_updates(*self._orphans)
        try:
            is_new = await replica.extend(together)
        except Incomplete:
            return []
        self._orphans = []
        return [together] if is_new else []

    def note_top(self, top: int) -> None:
        """Note that there are rows up to an offset, which have to be read unless they are known."""
        self.is_behind |= self.was_loaded and top > self.offset

    def check_head(self, head: DocumentHead, offset_before: int) -> None:
        """Compare with the stored document, and with the `offset` before its head was read."""
        self.is_over |= head.over
        self.note_top(head.top)
        self.has_gone_back |= self.was_loaded and (head.timeline != self._timeline or head.top < offset_before)

    def cover(self, top: int, rows: int) -> None:
        """Note that the last rows up to an offset contain nothing that is not here."""
        self._covered.update(range(max(top - rows, self.offset) + 1, top + 1))
        while self.offset + 1 in self._covered:
            self.offset += 1
            self._covered.remove(self.offset)

    async def missing(self, replica: Replica, state: bytes, told: Iterable[bytes]) -> bytes:
        """Return the changes missing from a state. Raises Unusable for a bad state, SQLAlchemyError."""
        if replica.is_exact:
            return replica.missing(state)
        stored = await self._database.read(documents.load, self._interview_id)
        return get_update(merge_updates(*(change.data for change in stored.changes), *told), state)

    async def keep_snapshot(self) -> None:
        """Keep a snapshot, if there are many rows after the last one. Raises SQLAlchemyError."""
        replica, offset = self.replica, self.offset
        if replica is None or self._orphans or offset - self._snapshot_offset < SNAPSHOT_EVERY:
            return
        self._snapshot_offset = offset
        if replica.is_exact:
            await self._database.run(
                documents.keep_snapshot, self._interview_id, replica.missing(), offset, self._timeline
            )

    def close(self) -> None:
        """Free the replica; `load` makes another one."""
        if self._replica is not None:
            self._replica.close()
            self._replica = None
