"""The figures in docs/performance.md: the latest run of each benchmark, and what several rounds of one come to."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import render, report
from benchmarks.shown import SHOWN

PAGE = "Words.\n\n<!-- figures: start -->\nold\n<!-- end -->\n\nMore words.\n"


def run(seconds: float) -> dict[str, object]:
    return {"rows": [{"service": "mockmate_ws", "seconds": seconds, "megabytes": 1234.5}]}


def test_the_latest_run_is_shown_between_the_words(tmp_path: Path):
    for seconds in (2.0, 1.25):
        report.write(tmp_path, "start", report.machine(), **run(seconds))
    page, drawn = render.rendered(PAGE, tmp_path)
    assert page.startswith("Words.")
    assert page.endswith("More words.\n")
    assert "| mockmate_ws | 1.25 | 1,234 |" in page
    assert "2.0" not in page.replace("load average", "").split("Measured")[0]
    assert "mockmate_ws" in drawn["start.svg"]
    assert render.rendered(page, tmp_path) == (page, drawn)


def test_every_run_is_kept(tmp_path: Path):
    for seconds in (2.0, 1.0, 3.0):
        report.write(tmp_path, "start", report.machine(), **run(seconds))
    kept = json.loads((tmp_path / "start.json").read_text())["runs"]
    assert [one["rows"][0]["seconds"] for one in kept] == [2.0, 1.0, 3.0]


def test_what_was_never_measured_says_so(tmp_path: Path):
    page, drawn = render.rendered(PAGE, tmp_path)
    assert "Not measured yet." in page
    assert drawn == {}


def test_every_benchmark_that_is_shown_has_its_place_in_the_docs():
    page = render.PAGE.read_text()
    assert [name for name in SHOWN if f"<!-- figures: {name} -->" not in page] == []


def test_rounds_come_to_the_median_of_what_was_measured_and_the_most_of_what_was_counted():
    rounds = [
        {"peer": "ours", "missing": missing, "age_ms": {"p50": age}, "load_average": [age]}
        for missing, age in ((0, 3.0), (2, 1.0), (0, 2.0))
    ]
    assert report.middle_row(rounds) == {"peer": "ours", "missing": 2, "age_ms": {"p50": 2.0}, "load_average": [2.0]}
