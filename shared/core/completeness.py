"""Checks that a table covers every member of a `Literal` or an enum, which type checkers do not verify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def require_whole(name: str, table: Mapping[Any, object], keys: Iterable[object]) -> None:
    """Raise RuntimeError unless a table has an entry for each key and no others, naming them. Call it at import."""
    wanted = list(keys)
    missing = [str(key) for key in wanted if key not in table]
    if missing:
        raise RuntimeError(f"{name} has no entry for {', '.join(missing)}.")
    unknown = [str(key) for key in table if key not in wanted]
    if unknown:
        raise RuntimeError(f"{name} has an entry for {', '.join(unknown)}, which is not known.")
