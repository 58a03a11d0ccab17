"""The tests that docs/security.md names are there, and each requirement of keys and sessions has one."""

from __future__ import annotations

import re

import pytest

from tests.sockets import ROOT

SECURITY = (ROOT / "docs" / "security.md").read_text()
_KEYS = SECURITY.split("### Sessions and authenticators by ASVS 5")[1].split("\n## ")[0]
ROWS = [line for line in _KEYS.splitlines() if re.match(r"\| \d", line)]
WRITTEN = {
    name
    for file in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE)
}


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", SECURITY))
    assert len(named) > 30
    assert named - WRITTEN == set()
    files = set(re.findall(r"`(tests/[\w/]+\.py)`", SECURITY))
    assert [each for each in files if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].split()[0])
def test_each_requirement_of_keys_and_sessions_names_a_test(row: str) -> None:
    assert re.search(r"`test_\w+`", row.split("|")[3])
