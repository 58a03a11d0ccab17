"""What failovers cost people in a room, as tests saw it: deployment/failovers.json, which docs/failovers.md shows.

Nothing is written unless FAILOVERS=write is in the environment: figures of a busy machine are not kept by accident.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

KEPT = Path(__file__).parents[2] / "deployment" / "failovers.json"


@dataclass(frozen=True)
class Failover:
    """One store that was lost while people were in a room; times are in seconds after that."""

    store: str
    what_happened: str
    people: int
    news_late_s: float
    lost: int
    ready_again_s: float
    version: str


def keep(seen: Failover) -> None:
    """Put this in the place of what was seen last time of the same store and event."""
    if os.environ.get("FAILOVERS") != "write":
        return
    rows = {(row["store"], row["what_happened"]): row for row in json.loads(KEPT.read_text(encoding="utf-8"))}
    rows[seen.store, seen.what_happened] = {**asdict(seen), "date": datetime.now(UTC).date().isoformat()}
    KEPT.write_text(json.dumps([rows[key] for key in sorted(rows)], indent=2) + "\n", encoding="utf-8")
