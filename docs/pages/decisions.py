"""docs/decisions.md: every record of docs/decisions/, with its date and whether it still holds."""

from __future__ import annotations

import re
from pathlib import Path

from docs.pages.markdown import document, table

RECORDS = Path(__file__).resolve().parents[1] / "decisions"
_ABOUT = (
    "Why things are as they are: what was to be decided, what was, and what follows. A decision that is given up\n"
    "stays, and says what came in its place."
)
_HEAD = re.compile(
    r"# (?P<number>\d{4}): (?P<title>.+)\n\n(?P<date>\d{4}-\d\d-\d\d) · (?P<status>accepted|superseded by .+)\n\n"
)


def page() -> str:
    """Return the page. Raises ValueError for a record without date and status."""
    rows = [_row(record) for record in sorted(RECORDS.glob("0*.md"))]
    return document("Decisions", _ABOUT, table(["No.", "Decision", "Date", "Status"], rows))


def _row(record: Path) -> list[str]:
    found = _HEAD.match(record.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"docs/decisions/{record.name} begins without `date · accepted` under its title.")
    number, title, date, status = found.groups()
    # A link to another decision is relative to the folder of all of them.
    return [number, f"[{title}](decisions/{record.name})", date, status.replace("](", "](decisions/")]
