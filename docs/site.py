"""What MkDocs is helped with: the list of decisions, which is the folder's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_LIST = "decisions.md"


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Add the records to their overview; MkDocs calls this for every page."""
    if page.file.src_uri != _LIST:
        return markdown
    records = sorted((Path(page.file.abs_src_path).parent / "decisions").glob("0*.md"))
    lines = [
        f"- [{record.read_text().partition(chr(10))[0].removeprefix('# ')}](decisions/{record.name})"
        for record in records
    ]
    return "\n".join([markdown, *lines, ""])
