"""What the committed failovers cost people: no news later than five seconds, and nothing lost."""

from __future__ import annotations

import json

import pytest

from tests.system.failovers import KEPT

ROWS = json.loads(KEPT.read_text(encoding="utf-8"))
STORES = {"PostgreSQL", "Redis Cluster", "Redis with Sentinels"}


def test_each_store_was_lost():
    assert {row["store"] for row in ROWS} >= STORES


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['store']}: {row['what_happened']}")
def test_news_is_late_by_five_seconds_at_most_and_nothing_is_lost(row: dict[str, object]):
    assert float(str(row["news_late_s"])) <= 5
    assert row["lost"] == 0
