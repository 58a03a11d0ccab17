"""/ws/connect: everything I am told, wherever I am in the app."""

from __future__ import annotations

from mockmate_ws.endpoints.base import Endpoint
from shared import streams


class Connect(Endpoint):
    """Follows my own stream. It takes no commands but `auth` and `reauth`."""

    path = "/ws/connect"

    def followed(self) -> list[str]:
        """Follow my own stream."""
        return [streams.user(self.user_id)]
