"""The cursors of paginated lists: where a page ended, as text that clients send back unread."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode


def encode_cursor(*values: int | str) -> str:
    """Write the position at which a page ended."""
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")
