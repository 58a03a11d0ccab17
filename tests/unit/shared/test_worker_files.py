"""What the API's workers count in files, added up by whichever of them is asked."""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CollectorRegistry

from shared.core.metrics import AllWorkers


def test_a_file_that_a_starting_worker_is_just_making_hides_no_other(tmp_path: Path):
    (tmp_path / "counter_1.db").touch()
    collector = AllWorkers(CollectorRegistry(), str(tmp_path))
    assert list(collector.collect()) == []
