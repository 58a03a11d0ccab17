"""Texts that people read are in American English, without the German turns of phrase that once were in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CATALOG = ROOT / "web" / "src" / "i18n" / "en.po"
TEXTS = [
    CATALOG,
    *(
        ROOT / name
        for name in ("README.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "CHANGELOG.md", "Makefile")
    ),
    *(ROOT / "docs").rglob("*.md"),
    *(one for one in (ROOT / "shared" / "mail" / "templates").rglob("*.*") if one.suffix != ".pyc"),
]

BRITISH = r"\b(?:[Pp]ractis\w+|[Bb]ehaviour\w*|[Cc]ancell(?:ed|ing)|[Cc]olours?|[Ff]avour\w*|[Nn]eighbour\w*"
BRITISH += r"|[Cc]entres?|[Ll]icences?|[Oo]rganis\w+|[Rr]ecognis\w+|[Aa]uthoris\w+|[Ss]ynchronis\w+|[Ii]nitialis\w+"
BRITISH += r"|(?:kilo)?[Mm]etres?|[Ll]itres?|[Ff]avourite\w*"
BRITISH += r"|[Nn]ormalis\w+|[Ss]ummaris\w+|[Oo]ptimis(?:e|ed|ing|ation)\w*|[Ss]ignall\w+|[Ll]abelled|e-mails?)\b"
CALQUES = (
    # "Who leaves is not matched." A question may begin like that.
    r"(?:^|[.;] |- )Who [^?.\n|]*\.",
    r"\b[Ff]or who (?:is|has|was)\b",
    r"\b[Ll]etters? (?:is|are|was|were|goes|go|leaves?|waits?)\b",
    r"\b(?:than|what (?:they|you|people) \w+) else\b|[.;] [Ee]lse\b",
    r"\b(?:for ever|anew|by and by)\b",
)
FOUND = re.compile("|".join((BRITISH, *CALQUES)), re.MULTILINE)


def prose(path: Path) -> str:
    """Return what people read in a file: no code, and of the catalog the English texts."""
    text = path.read_text(encoding="utf-8")
    if path == CATALOG:
        return "\n".join(re.findall(r'(?m)^(?:msgid )?"(.*)"$', text))
    return re.sub(r"(?ms)^\s*```.*?^\s*```$|`[^`\n]*`|\]\([^)]*\)|^{%.*?%}$|{[{%].*?[}%]}", "", text)


def test_questions_are_spelled_the_american_way():
    bank = sorted((ROOT / "mockmate_api" / "questions" / "bank").glob("*.md"))
    assert len(bank) > 100
    assert {path.name: found[0] for path in bank for found in re.finditer(BRITISH, prose(path))} == {}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_texts_are_american_english(path: Path):
    assert [found[0] for found in FOUND.finditer(prose(path))] == []
