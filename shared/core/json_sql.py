"""SQL that writes JSON the way our models do, for answers that PostgreSQL makes whole."""

from __future__ import annotations


def moment(value: str) -> str:
    """Return SQL for a timestamptz as clients receive it: UTC, microseconds, Z."""
    return f"""to_char(({value}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def record(select: str) -> str:
    """Return SQL for an object whose members are the columns of a SELECT; null if that has no row."""
    return f"(SELECT record FROM (SELECT {select}) AS record)"  # noqa: S608 - ours
