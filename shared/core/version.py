"""The version of Mock Mate, of its API and of its sockets."""

from __future__ import annotations

import re

VERSION = "0.2.0"


def require_served(version: str) -> str:
    """Return a version that clients may be held to. Raises ValueError for another form, or one that isn't out yet."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9}){2}", version):
        raise ValueError(f"must be three numbers, such as {VERSION}")
    if _numbers(version) > _numbers(VERSION):
        raise ValueError(f"is newer than this version, {VERSION}, so no client could be used")
    return version


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
