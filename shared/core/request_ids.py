"""The id of one request: at the gateway, in both services' logs, in Redis messages, and in the response."""

from __future__ import annotations

import re
from random import getrandbits

HEADER = "X-Request-ID"

_USABLE = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def accept(given: str | None) -> str:
    """Return the id sent with a request, or a new one if there is none that is safe in log lines and headers."""
    return given if given is not None and _USABLE.fullmatch(given) else f"{getrandbits(128):032x}"
