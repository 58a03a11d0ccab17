"""Letters and how many of each an address gets in a day."""

from __future__ import annotations

from pathlib import Path

from shared import letters, mail_caps


def test_every_letter_has_one_cap():
    templates = (Path(letters.__file__).parent / "templates").glob("*.txt")
    capped = [letter for together in mail_caps.CAPS for letter in together]
    assert sorted(capped) == sorted(path.stem for path in templates)
