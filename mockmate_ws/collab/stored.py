"""A replica of one document that follows its rows in PostgreSQL: loads them, reads later ones, compacts them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from pycrdt import get_update, merge_updates

from mockmate_ws.collab.form import Incomplete
from mockmate_ws.collab.replica import Replica
from mockmate_ws.db import Database
from shared.core import parking
from shared.core.parking import Failure
from shared.rooms import documents
from shared.rooms.documents import Change, DocumentHead, RowKey, StoredDocument

SNAPSHOT_EVERY = 200
NOTHING = b"\x00"
"""The state of an empty document."""
READ_JOB = "read_documents"
"""The job whose parked items are rows that cannot be read; `recheck_parked` releases those that can be again."""


class StoredReplica:
    """Knows up to which offset the replica contains every row. `close` frees it.

    Rows may come in an order in which one builds on a later one: one process stores what another has only told so far.
    Such a row waits, unseen.

    A row that cannot be read is parked and left out, and so is what builds on it: everybody else's work goes on.
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
        self._orphans: list[Change] = []
        self._unreadable: dict[RowKey, Exception] = {}
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
        before, self._unreadable = self._unreadable, {}
        while True:
            changes = await self._readable(stored)
            self._orphans, known = [], len(self._unreadable)
            replica = Replica()
            try:
                for change in changes:
                    await self._extend(replica, change)
                for update in told:
                    await self._extend(replica, Change(0, update))
                await self._adopt_together(replica)
                if not replica.is_damaged:
                    break
            except BaseException:
                replica.close()
                raise
            # The row that damaged it is left out the next time.
            replica.close()
            if len(self._unreadable) == known:
                raise RuntimeError("the replica was damaged by none of its rows")
        await self._park(self._unreadable)
        has_gone_back = self.has_gone_back or (self.was_loaded and stored.timeline != self._timeline)
        # What was mended, and what builds on it, is new to everyone here.
        is_all_new = has_gone_back or bool(before.keys() - self._unreadable.keys())
        missed = [each.data for each in changes if self.was_loaded and (is_all_new or each.offset > self.offset)]
        self._replica, self._timeline, self.has_gone_back = replica, stored.timeline, False
        self.offset, self.is_over, self.was_loaded = stored.top, stored.over, True
        self._snapshot_offset = stored.snapshot_offset
        self._covered.clear()
        if has_gone_back:
            on_gone_back(replica.state())
        return replica, missed

    async def _readable(self, stored: StoredDocument) -> Sequence[Change]:
        changes: Sequence[Change] = stored.changes
        if changes and changes[0].is_snapshot and self._key(changes[0]) in self._unreadable:
            # The rows before it are kept, for the replay.
            changes = await self._database.run(documents.read, self._interview_id, 0)
        return [change for change in changes if self._key(change) not in self._unreadable]

    def _key(self, change: Change) -> RowKey:
        return RowKey(self._interview_id, change.offset, change.is_snapshot)

    async def _park(self, unreadable: dict[RowKey, Exception]) -> None:
        failures = [Failure(str(key), error) for key, error in unreadable.items()]
        if failures:
            await self._database.run(parking.park, READ_JOB, failures)

    async def were_mended(self) -> bool:
        """Whether a row that could not be read has been released. Raises SQLAlchemyError."""
        keys = [str(key) for key in self._unreadable]
        return bool(keys) and await self._database.run(parking.count, READ_JOB, keys) < len(keys)

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
        new, known = [], set(self._unreadable)
        for row in rows:
            new += await self._extend(replica, row)
            if replica.is_damaged:
                break  # it has to be loaded again, with the rows from here on
            self.offset = max(self.offset, row.offset)
        await self._park({key: error for key, error in self._unreadable.items() if key not in known})
        if replica.is_damaged:
            return new
        self._covered = {offset for offset in self._covered if offset > self.offset}
        return [*new, *await self._adopt_orphans(replica), *await self._adopt_together(replica)]

    async def _extend(self, replica: Replica, row: Change) -> list[bytes]:
        """Extend a replica by a row, and return what was new. An unreadable row is noted; it may damage the replica."""
        if replica.is_damaged:
            return []
        try:
            if not await replica.extend(row.data):
                return []
        except Incomplete:
            self._orphans.append(row)
            return []
        except Exception as error:  # noqa: BLE001 - it is parked, and its trace logged
            self._unreadable[self._key(row)] = error
            # It is replaced by the rows before it.
            replica.is_damaged |= row.is_snapshot
            return []
        return [row.data, *await self._adopt_orphans(replica)]

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
        if len(self._orphans) < 2 or replica.is_damaged:
            return []
        together = merge_updates(*(orphan.data for orphan in self._orphans))
        try:
            is_new = await replica.extend(together)
        except Incomplete:
            return []
        except Exception as error:  # noqa: BLE001 - each of them may be to blame
            self._unreadable |= {self._key(orphan): error for orphan in self._orphans}
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
        # Once the interview is over, rows wait in vain: what they lack came too late. Clients show the rest.
        if replica.is_exact and not (self.is_over and self._orphans):
            return replica.missing(state)
        changes = await self._readable(await self._database.read(documents.load, self._interview_id))
        return get_update(merge_updates(*(change.data for change in changes), *told), state)

    @property
    def _lacks_rows(self) -> bool:
        return not all(key.is_snapshot for key in self._unreadable)

    async def keep_snapshot(self) -> None:
        """Keep a snapshot, if there are many rows after the last one. Raises SQLAlchemyError."""
        replica, offset = self.replica, self.offset
        if replica is None or self._orphans or self._lacks_rows or offset - self._snapshot_offset < SNAPSHOT_EVERY:
            return
        self._snapshot_offset = offset
        if replica.is_exact and not (self.is_over and self._orphans):
            await self._database.run(
                documents.keep_snapshot, self._interview_id, replica.missing(), offset, self._timeline
            )

    def close(self) -> None:
        """Free the replica; `load` makes another one."""
        if self._replica is not None:
            self._replica.close()
            self._replica = None
