"""The dashboard and the alerts ask only for numbers that the code gives, and the handbook knows every alert."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.metrics import MetricWrapperBase

from docs.pages.settings import placeholders
from mockmate_api.http import metrics as metrics_of_the_api
from mockmate_ws import metrics as metrics_of_the_sockets
from mockmate_ws.service import Service
from mockmate_ws.transport import counters
from shared.core import metrics as metrics_of_both
from shared.core.backup_runs import Backups, LastSuccess
from shared.core.metrics import GaugeCollector, GaugeValues
from shared.core.parking import Parked

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deployment" / "monitoring"

_NAME = re.compile(r"\bmockmate_[a-z_]+\b")
_SELECTOR = re.compile(r"\b(mockmate_[a-z_]+)\{([^}]*)\}")
_GROUPED = re.compile(r"\bby \(([^)]*)\)")
# What Prometheus itself, or the library, adds.
_ADDED = {"job", "instance", "le"}


def exposed() -> dict[str, set[str]]:
    """Return every number's name, with the labels it has."""
    found: dict[str, set[str]] = {}
    modules = (metrics_of_both, metrics_of_the_api, counters)
    for module in modules:
        for metric in vars(module).values():
            if isinstance(metric, MetricWrapperBase):
                for family in metric.describe():
                    ends = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(family.type, ("",))
                    for end in ends:
                        found.setdefault(family.name + end, set()).update(metric._labelnames)
    parked = Parked("remind", 1, datetime.now(UTC))
    backups = Backups(failed=False, last_success=LastSuccess(1.0, -1.0, 1))
    full = GaugeCollector(GaugeValues([("technical", "practice", "easy", 1)], 0, 0.0, [parked], backups=backups))
    for collector in (full, metrics_of_the_sockets.ProcessGauges(Service(placeholders()))):
        for family in collector.collect():
            found[family.name] = {label for sample in family.samples for label in sample.labels}
    return found


def alerts() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"]
    rules: list[dict[str, Any]] = group["rules"]
    return rules


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "dashboard.json").read_text())["panels"]
    return found


def questions() -> list[str]:
    asked = [target["expr"] for panel in panels() for target in panel["targets"]]
    return asked + [rule["expr"] for rule in alerts()]


@pytest.mark.parametrize("question", questions())
def test_what_is_asked_for_is_there(question: str) -> None:
    known = exposed()
    names = set(_NAME.findall(re.sub(r'"[^"]*"', '""', question)))
    assert names - known.keys() == set()
    labels = {label for name in names for label in known[name]} | _ADDED
    for name, selector in _SELECTOR.findall(question):
        assert set(re.findall(r"(\w+)\s*(?:=|!)", selector)) <= known[name] | _ADDED
    for group in _GROUPED.findall(question):
        assert {label.strip() for label in group.split(",")} <= labels


def test_every_number_is_on_the_dashboard_or_in_an_alert() -> None:
    asked = " ".join(questions())
    families = {re.sub(r"_(total|bucket|count|sum)$", "", name) for name in exposed()}
    assert sorted(name for name in families if name not in asked) == []


def test_the_handbook_says_of_every_alert_what_to_do() -> None:
    described = re.findall(r"^### (\w+)$", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE)
    assert described == [rule["alert"] for rule in alerts()]
    for rule in alerts():
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"]


def test_panels_have_a_place_each() -> None:
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels()]
    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in panels()}) == len(places)
