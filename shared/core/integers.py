"""Integers that clients send or receive: ids and offsets of 64 bits, and numbers that some programs write as 2.0."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

MAX_ID = 2**63 - 1
_EXACT = 2**53
"""Up to here, a double holds every integer."""
_INT64 = {"format": "int64"}


def _read_whole(value: Any) -> Any:
    # JSON Schema calls 2.0 an integer, and programs that hold all numbers as doubles write it.
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT else value


WHOLE = BeforeValidator(_read_whole)
"""Stands behind the limits of an integer that clients send."""

Id = Annotated[int, Field(json_schema_extra=_INT64)]
"""The id of a row, as clients receive it."""
Offset = Annotated[int, Field(json_schema_extra=_INT64)]
"""A position in a stream, as clients receive it; 0 before its first event."""
IdIn = Annotated[int, Field(strict=True, ge=1, le=MAX_ID, json_schema_extra=_INT64), WHOLE]
"""The id of a row, as clients send it."""
OffsetIn = Annotated[int, Field(strict=True, ge=0, le=MAX_ID, json_schema_extra=_INT64), WHOLE]
"""A position in a stream, as clients send it."""
