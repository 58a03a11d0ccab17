"""`make soak`: a crowd on servers of its own, and what is watched meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.soak.vitals import growth
from tests.sockets import ROOT


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_short_soak_watches_both_services_and_loses_and_forgets_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.soak", "--minutes", "0.5", "--people", "6"]
    report = tmp_path / "soak.html"
    ended = subprocess.run([*command, "--to", report], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-3000:]
    said = json.loads((tmp_path / "soak.json").read_text())["runs"][-1]["facts"]
    for must_be_none in ("errors", "events lost", "events that came twice", "transactions forgotten"):
        assert said[must_be_none] == "0"
    assert int(said["deliveries checked"]) > 0
    for kind in ("API", "sockets"):
        assert float(said[f"memory of the {kind}, after a third / at the end"].split()[0]) > 0
        assert int(said[f"descriptors of the {kind}, most / at the end"].split()[0]) > 0
    assert "too short" in said["growth"]
    page = report.read_text()
    assert page.count("<svg") == 3
    assert "All is well." in page


def test_growth_is_told_by_the_hour_and_no_single_peak_changes_it() -> None:
    steady = [(float(at), 100.0 + at / 3600) for at in range(90)]
    assert growth(steady) == pytest.approx(1)
    steady[60] = (60.0, 10_000.0)
    assert growth(steady) == pytest.approx(1, rel=0.1)


def test_what_fills_up_in_the_first_third_is_no_growth() -> None:
    assert growth([(float(at), float(min(at, 30))) for at in range(90)]) == 0
