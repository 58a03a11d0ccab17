"""Letters and how many of each an address gets in a day."""

from __future__ import annotations

from pathlib import Path

from shared.mail import caps, rendering


def test_every_letter_has_one_cap():
    files = (Path(rendering.__file__).parent / "templates").glob("*.txt")
    capped = [letter for together in caps.CAPS for letter in together]
    assert sorted(capped) == sorted(path.stem for path in files if not path.stem.startswith("_"))
