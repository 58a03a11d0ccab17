"""Checks that a table covers every member of a `Literal` or an enum, which type checkers do not verify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def require_whole(name: str, table: Mapping[Any, object], keys: Iterable[object]) -> None:
    """Raise RuntimeError naming the missing keys unless a table has an entry for each key. Call it at import."""
    missing = [str(key) for key in keys if key not in table]
    if missing:
        raise RuntimeError(f"{name} has no entry for {', '.join(missing)}.")
