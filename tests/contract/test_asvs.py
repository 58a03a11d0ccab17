"""Each requirement of keys and sessions in docs/security.md names a test; that it is there, test_docs.py sees."""

from __future__ import annotations

import re

import pytest

from tests.sockets import ROOT

_KEYS = (ROOT / "docs" / "security.md").read_text().split("### Sessions and authenticators by ASVS 5")[1]
ROWS = [line for line in _KEYS.split("\n## ")[0].splitlines() if re.match(r"\| \d", line)]


def test_there_are_requirements() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].split()[0])
def test_each_requirement_names_a_test(row: str) -> None:
    assert re.search(r"`test_\w+`", row.split("|")[3])
