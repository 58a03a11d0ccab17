"""What a release consists of: `python -m deployment.release check v0.2.0`, `… notes 0.2.0`, `… write`.

The version is written by hand in shared/core/version.py alone. `write` (part of `make docs`) puts it into the files
whose own tools want it there; `check` says what a tag doesn't agree with; `notes` prints a part of CHANGELOG.md.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from shared.core.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
# Each with what stands before the version and behind it.
COPIES = {
    "pyproject.toml": r'(?m)(^name = "mockmate"\nversion = ")[^"]+(")',
    "uv.lock": r'(?m)(^name = "mockmate"\nversion = ")[^"]+(")',
    "web/src/api/version.ts": r'(VERSION = ")[^"]+(")',
    "deployment/helm/mockmate/Chart.yaml": r'(?m)(^(?:version: |appVersion: "))[\d.]+("?$)',
}
_SECTION = r"(?ms)^## {} · (?P<day>\d{{4}}-\d\d-\d\d)\n(?P<text>.*?)(?=^## |\Z)"


def copies(version: str = VERSION, root: Path = ROOT) -> dict[Path, str]:
    """Return the files that repeat the version, as they should be. Raises LookupError if one has no place for it."""
    wanted = {}
    for name, pattern in COPIES.items():
        text, count = re.subn(pattern, rf"\g<1>{version}\g<2>", (root / name).read_text(encoding="utf-8"))
        if not count:
            raise LookupError(f"{name} has no place for the version")
        wanted[root / name] = text
    return wanted


def notes(version: str, changelog: str) -> str:
    """Return what CHANGELOG.md says about a version. Raises LookupError if that has no section with a date."""
    found = re.search(_SECTION.format(re.escape(version)), changelog)
    if found is None or not found["text"].strip():
        raise LookupError(f"CHANGELOG.md has no section that begins with: ## {version} · and a date")
    return found["text"].strip() + "\n"


def faults(tag: str, root: Path = ROOT) -> list[str]:
    """Return, in a sentence each, what in the checkout doesn't agree with a tag."""
    found = []
    if tag != f"v{VERSION}":
        found.append(f"The tag is {tag}, but shared/core/version.py says {VERSION}: it has to be v{VERSION}.")
    for path, text in copies(root=root).items():
        if path.read_text(encoding="utf-8") != text:
            found.append(f"{path.relative_to(root)} has another version: make docs.")
    try:
        notes(VERSION, (root / "CHANGELOG.md").read_text(encoding="utf-8"))
    except LookupError as error:
        found.append(f"{error}.")
    return found


def main(arguments: list[str]) -> int:
    """Run one of the three commands. Returns the exit code."""
    match arguments:
        case ["check", tag]:
            found = faults(tag)
            print("\n".join(found), end="\n" if found else "")
            return 1 if found else 0
        case ["notes", version]:
            print(notes(version, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")), end="")
            return 0
        case ["write"]:
            for path, text in copies().items():
                path.write_text(text, encoding="utf-8")
            return 0
    print("usage: python -m deployment.release check TAG | notes VERSION | write", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
