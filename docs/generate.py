"""Writes docs/reference/ from the code: `python docs/generate.py`, or with `--check` says whether it is current.

Needs no database, no Redis and no environment: the code alone decides what the pages say.
"""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Run as a script, Python looks for modules beside the script only.
sys.path.insert(0, str(ROOT))

from docs.pages import errors, frames, routes, settings, tables  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"
PAGES = {"errors": errors, "frames": frames, "routes": routes, "settings": settings, "tables": tables}
_SHOWN_LINES = 40


def written() -> dict[Path, str]:
    """Return every reference page as the code wants it, by its path."""
    return {REFERENCE / f"{name}.md": module.page() for name, module in PAGES.items()}


def stale(folder: Path = REFERENCE) -> list[str]:
    """Return the lines of a diff from what is in `folder` to what should be; none when it is current."""
    lines: list[str] = []
    for path, wanted in written().items():
        found = folder / path.name
        before = found.read_text(encoding="utf-8") if found.exists() else ""
        name = f"docs/reference/{path.name}"
        lines += unified_diff(before.splitlines(), wanted.splitlines(), name, f"{name} (from the code)", lineterm="")
    wanted_names = {path.name for path in written()}
    strays = sorted(path.name for path in folder.glob("*") if path.name not in wanted_names)
    return lines + [f"docs/reference/{name} is made by nobody; delete it" for name in strays]


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check compare them. Returns the exit code."""
    if arguments == ["--check"]:
        return _check()
    if arguments:
        print("usage: python docs/generate.py [--check]", file=sys.stderr)
        return 2
    REFERENCE.mkdir(exist_ok=True)
    for path, text in written().items():
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
    print("\ndocs/reference/ is older than the code. Write it anew with: python docs/generate.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
