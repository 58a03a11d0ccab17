"""docs/failovers.md: what a failover of each store costs people in a room, as tests saw it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docs.pages.markdown import document, table

RESULTS = Path(__file__).resolve().parents[2] / "deployment" / "failovers.json"
_ABOUT = (
    "What people in a room notice when a store is lost, and another server takes its place. Tests lose real servers\n"
    "while two people chat and write code, each at a process of their own, and write down what they saw with\n"
    "`FAILOVERS=write make test-deployment`. A server that is killed closes its connections; one that hangs leaves\n"
    "them open. Of a cluster, the node is lost that one of the two hears news from. At a failover of PostgreSQL,\n"
    "clients send again what could not be stored. Each row is one run. Times depend on how\n"
    "soon the servers agree that one is lost, and hold for the settings of the tests.\n"
    "What to set is told in [deploying](deploying.md#what-else-they-need)."
)
_COLUMNS = ["Store", "What happened", "People", "News late by at most", "Stored news lost", "All as before after"]
_LEGEND = (
    "News is chat and code. What isn't stored, such as cursors and the signals by which a call begins, doesn't come\n"
    "until all is as before."
)


def page() -> str:
    """Return the page."""
    rows = json.loads(RESULTS.read_text(encoding="utf-8"))
    return document("Failovers", _ABOUT, table([*_COLUMNS, "Version", "Seen"], map(_row, rows)), _LEGEND)


def _row(row: dict[str, Any]) -> list[str]:
    late, ready = (f"{row[name]:.1f} s" for name in ("news_late_s", "ready_again_s"))
    told = [row["store"], row["what_happened"], str(row["people"]), late, str(row["lost"]), ready]
    return [*told, row["version"], row["date"]]
