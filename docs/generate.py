"""Writes the pages that are made from the code: `python docs/generate.py`; `--check` says whether they are current.

`make site` makes MADE_FOR_THE_SITE besides: long pages that say what a running service serves, and are not kept.

Needs no database, no Redis and no environment: the code alone decides what the pages say.
"""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Run as a script, Python looks for modules beside the script only.
sys.path.insert(0, str(ROOT))

from docs.pages import browsers, decisions, errors, failovers, frames, retention, routes, settings, tables, topics  # noqa: E402

DOCS = ROOT / "docs"
PAGES = {
    "browsers.md": browsers.page,
    "decisions.md": decisions.page,
    "failovers.md": failovers.page,
    "reference/errors.md": errors.page,
    "reference/frames.md": frames.page,
    "reference/retention.md": retention.page,
    "reference/settings.md": settings.page,
    "reference/topics.md": topics.page,
}
MADE_FOR_THE_SITE = {"reference/routes.md": routes.page, "reference/tables.md": tables.page}
_SHOWN_LINES = 40


def written() -> dict[Path, str]:
    """Return every page that is kept, as the code wants it, by its path."""
    return {DOCS / name: page() for name, page in PAGES.items()}


def stale(folder: Path = DOCS) -> list[str]:
    """Return the lines of a diff from what is in `folder` to what should be; none when it is current."""
    lines: list[str] = []
    for path, wanted in written().items():
        found = folder / path.relative_to(DOCS)
        before = found.read_text(encoding="utf-8") if found.exists() else ""
        name = str(path.relative_to(ROOT))
        lines += unified_diff(before.splitlines(), wanted.splitlines(), name, f"{name} (from the code)", lineterm="")
    strays = sorted(path.name for path in folder.glob("reference/*") if f"reference/{path.name}" not in PAGES)
    return lines + [f"docs/reference/{name} is made by nobody; delete it" for name in strays]


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check compare them. Returns the exit code."""
    if arguments == ["--check"]:
        return _check()
    if arguments:
        print("usage: python docs/generate.py [--check]", file=sys.stderr)
        return 2
    for path, text in written().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


def _check() -> int:
    lines = stale()
    if not lines:
        return 0
    print("\n".join(lines[:_SHOWN_LINES]))
    if len(lines) > _SHOWN_LINES:
        print(f"… and {len(lines) - _SHOWN_LINES} more lines")
    print("\nThe docs are older than the code. Write them with: python docs/generate.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
