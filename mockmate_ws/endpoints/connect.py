"""/ws/connect: all events of my own stream, wherever I am in the app."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mockmate_ws.endpoints.base import Endpoint
from mockmate_ws.protocol import Command, Decline, NotificationsRead
from mockmate_ws.rooms import command_dedup
from shared.events import event_log, notifications


class Connect(Endpoint):
    """A socket that follows my own stream."""

    path = "/ws/connect"

    def followed(self) -> list[str]:
        """Return my own stream."""
        return [event_log.user(self.user_id)]

    async def handle(self, command: Command) -> None:
        """Carry out `notifications.read` or `match.decline`."""
        if isinstance(command, Decline):
            await self.decline(command)
            return
        assert isinstance(command, NotificationsRead)  # noqa: S101 - parse lets nothing else through
        await self.service.database.run(_mark_read, self.user_id, command)


def _mark_read(session: Session, user_id: int, command: NotificationsRead) -> None:
    if command_dedup.claim(session, user_id, command):
        notifications.mark_read(session, user_id, command.data.up_to)
