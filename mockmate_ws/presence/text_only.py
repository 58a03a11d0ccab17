"""Who may take part in writing only, as this process knows it."""

from __future__ import annotations

from mockmate_ws.db import Database
from shared.rooms import restrictions

REFRESH_SECONDS = 1.0


class TextOnly:
    """The restricted people. Signals are many and relayed at once, so each can't ask the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._people: frozenset[int] = frozenset()

    async def refresh(self) -> None:
        """Read again who they are."""
        self._people = await self._database.run(restrictions.text_only_people)

    def has_any(self, *user_ids: int) -> bool:
        """Whether one of these people is restricted."""
        return not self._people.isdisjoint(user_ids)
