"""What can be said of the Helm chart without Helm; tests/foreign/test_helm.py renders and validates it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from deployment.helm import schema
from shared.core.settings import Settings
from tests.sockets import ROOT

CHART = schema.PATH.parent


def test_the_schema_is_current_and_knows_every_setting():
    assert schema.PATH.read_text() == schema.text(), "write it: make docs"
    settled = {name.upper() for name in schema.SETTLED}
    assert schema.secrets() | {*schema.settings()} | settled == {*Settings.names()}
    assert not schema.secrets() & {*schema.settings()}


def values() -> dict[str, object]:
    given = yaml.safe_load((CHART / "values.yaml").read_text())
    return {**given, "existingSecret": "mockmate", "image": {**given["image"], "tag": "0.1.0"}}


def test_the_default_values_fit_once_what_is_required_is_given():
    jsonschema.validate(values(), json.loads(schema.PATH.read_text()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load((CHART / "values.yaml").read_text()), json.loads(schema.PATH.read_text()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"image": {"tag": "latest"}},
        {"settings": {"JWT_SECRET": "in plain sight"}},
        {"settings": {"MATCH_INTERVALL": 3}},
        {"ingres": {}},
        {"gateway": {"settings": {"LISTEN": "80"}}},
    ],
)
def test_values_that_are_wrong_are_refused(wrong: dict[str, object]):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**values(), **wrong}, json.loads(schema.PATH.read_text()))


def test_the_rules_of_the_chart_are_those_of_everybody():
    rules = CHART / "files" / "alerts.yml"
    assert rules.is_symlink()
    assert rules.resolve() == Path(ROOT / "deployment" / "monitoring" / "alerts.yml").resolve()


def test_nobody_is_killed_while_it_still_may_end_what_it_does():
    given = yaml.safe_load((CHART / "values.yaml").read_text())
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    for name in ("api", "ws"):
        assert given[name]["terminationGracePeriodSeconds"] > int(services[name]["stop_grace_period"][:-1]) + 5
    drain = int(given["gateway"]["settings"]["DRAIN"][:-1])
    assert given["gateway"]["terminationGracePeriodSeconds"] > drain + 10
