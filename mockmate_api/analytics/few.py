"""Rates and waits of fewer than five are not told: they would be about those few, and say little of everybody else."""

from __future__ import annotations

FEWEST = 5


def rate(some: int, of: int) -> float | None:
    """Return a part as a rate from 0 to 1; null if it is of too few."""
    return round(some / of, 4) if of >= FEWEST else None


def wait(seconds: float | None, of: int) -> float | None:
    """Return a percentile of waits, in seconds; null if it is of too few."""
    return None if seconds is None or of < FEWEST else round(seconds, 1)
