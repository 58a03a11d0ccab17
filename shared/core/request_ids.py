"""The id that one request goes by: at the gateway, in both services' logs, in the news, and in the answer."""

from __future__ import annotations

import re
from uuid import uuid4

HEADER = "X-Request-ID"

_USABLE = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def accept(given: str | None) -> str:
    """Return the id that came with a request, or a new one where none came that can't break a log line or a header."""
    return given if given is not None and _USABLE.fullmatch(given) else uuid4().hex
