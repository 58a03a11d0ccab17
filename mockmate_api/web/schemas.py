"""The configuration that the browser client gets before login."""

from __future__ import annotations

from pydantic import Field

from shared.core.view import View


class ClientConfig(View):
    """What differs between deployments."""

    sockets_url: str = Field(description="Where the sockets are: append a path such as /ws/match.")
