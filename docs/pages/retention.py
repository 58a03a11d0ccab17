"""docs/reference/retention.md: what is stored of people, and for how long, from `shared.core.retention`."""

from __future__ import annotations

from collections.abc import Mapping

from docs.pages.markdown import code, codes, document, table
from shared.core.retention import BRIEFLY, FOR_GOOD, KINDS

_ABOUT = """\
Each kind of data is kept for the days of its setting, 0 for good, and removed within a day after that, by jobs of the
socket service. A test moves a database in time and finds each kind there on its last day and gone on the next
(`tests/ws/test_retention.py`). The room of an interview with an open report is kept until the report is decided.
[Data protection](../data-protection.md) says what to decide.
"""


def page() -> str:
    """Return the page."""
    rows = [
        [code(kind.variable), str(kind.default), kind.covers, kind.since, kind.reason, codes(kind.tables)]
        for kind in KINDS
    ]
    return document(
        "Retention",
        _ABOUT,
        "## With a setting",
        table(["Setting", "Days", "What", "Counted from", "Why so long", "Tables"], rows),
        "## For a short time, whatever is set",
        _reasons(BRIEFLY, "Kept"),
        "## Without an end",
        _reasons(FOR_GOOD, "Until, or why"),
    )


def _reasons(tables: Mapping[str, str], title: str) -> str:
    return table(["Table", title], [[code(name), reason] for name, reason in tables.items()])
