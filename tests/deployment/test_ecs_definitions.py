"""The task definitions: what ECS would refuse, and what nobody should run, is found before anybody asks AWS."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deployment.ecs import render as command
from deployment.ecs.render import NAMES, Unusable, render
from deployment.ecs.rules import problems
from shared.core.settings import Settings
from tests.deployment.ecs_values import VALUES

Change = Callable[[dict[str, Any]], object]

OF_THE_API = {"JUDGE0_URL", "RUNNER_URL", "RUNNER_TOKEN", "OIDC_PROVIDERS", "GITHUB_CLIENT_SECRET"}
NOT_SET = dict.fromkeys({"DATABASE_URL", "MAIL_URL", "VAPID_PRIVATE_KEY", "FCM_SERVICE_ACCOUNT", *OF_THE_API}, "")
# Read by something else than the services' settings: libpq, nginx' renderer.
OTHERS = {"DB_ADMIN_USER", "DB_ADMIN_PASSWORD", "PGSSLMODE", "API_SERVERS", "WS_SERVERS", "PROXIES_IN_FRONT"}


@pytest.mark.parametrize("architecture", ["ARM64", "X86_64"])
@pytest.mark.parametrize("name", NAMES)
def test_every_definition_can_be_registered(name: str, architecture: str):
    definition = render(name, VALUES | {"cpu_architecture": architecture})
    assert problems(definition) == []
    assert definition["family"] == f"mockmate-prod-{name}"


@pytest.mark.parametrize("name", NAMES)
def test_the_services_get_what_their_settings_ask_for(name: str, monkeypatch: pytest.MonkeyPatch):
    container = render(name, VALUES)["containerDefinitions"][-1]
    environment = {each["name"]: each["value"] for each in container["environment"]}
    secrets = {each["name"]: "redis://of-32-bytes-as-zegos-has" for each in container["secrets"]}
    # trusted_proxies may be older or newer than these definitions; a setting that nobody knows is ignored.
    known = {field.upper() for field in Settings.model_fields} | OTHERS | {"TRUSTED_PROXIES"}
    assert environment.keys() | secrets.keys() <= known
    for variable, value in (environment | secrets | NOT_SET).items():
        monkeypatch.setenv(variable, value)
    settings = Settings.from_environment()
    assert settings.db_host == "db.internal"
    assert name == "migrate" or settings.mail_from == 'Mock "Mate" <no-reply@example.org>'


def test_every_secret_that_a_deployer_may_have_reaches_the_services():
    fields = Settings.model_fields.items()
    secret = {name.upper() for name, field in fields if "Secret" in str(field.annotation) or not field.repr}
    for name, others in (("api", set()), ("ws", OF_THE_API)):
        gateway, service = render(name, VALUES)["containerDefinitions"]
        assert {each["name"] for each in service["secrets"]} >= secret - others - {"DATABASE_URL"}
        given = {each["name"]: each["value"] for each in service["environment"]}
        assert given["ICE_SERVERS"] == VALUES["ice_servers"]
        # The pages of a deployment with ZEGO may reach its hosts.
        assert {"name": "ZEGO_APP_ID", "value": given["ZEGO_APP_ID"]} in gateway["environment"]


def test_a_service_has_both_of_what_must_be_set_together_or_neither():
    for name in NAMES:
        container = render(name, VALUES)["containerDefinitions"][-1]
        given = {each["name"] for each in container["environment"] + container["secrets"]}
        for pair in ({"GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"}, {"RUNNER_KIND", "RUNNER_URL"}):
            assert pair & given in (pair, set()), name


def test_every_setting_can_be_set_and_none_is_taken_for_a_secret():
    settled = {"BUILD", "MOCKMATE_HOME", "JWT_SECRET"}
    fields = Settings.model_fields.items()
    secret = {name.upper() for name, field in fields if "Secret" in str(field.annotation) or not field.repr}
    plain = {name.upper() for name, _ in fields} - secret - settled
    given = VALUES | {"settings": dict.fromkeys(plain, "7"), "gateway_settings": {"API_RATE": "20r/s"}}
    for name in NAMES:
        service = render(name, given)["containerDefinitions"][-1]
        told = [(each["name"], each["value"]) for each in service["environment"]]
        assert {(each, "7") for each in plain} <= set(told)
        assert len(told) == len(dict(told)), "a setting replaces the one of the template"
    gateway = render("ws", given)["containerDefinitions"][0]
    assert {"name": "API_RATE", "value": "20r/s"} in gateway["environment"]
    assert "LOG_LEVEL" not in {each["name"] for each in gateway["environment"]}
    for name in secret - settled:
        with pytest.raises(Unusable, match=f"{name} belongs in secrets"):
            render("api", VALUES | {"settings": {name: "x"}})


def test_more_secrets_come_by_their_arns():
    name, arn = "OTEL_EXPORTER_OTLP_HEADERS", VALUES["app_secret_arn"] + ":headers::"
    for task in NAMES:
        *gateways, service = render(task, VALUES | {"secret_arns": {name: arn}})["containerDefinitions"]
        assert {"name": name, "valueFrom": arn} in service["secrets"]
        assert not [each for gateway in gateways for each in gateway["secrets"]]


def test_the_services_never_learn_the_administrators_password():
    for name in ("api", "ws"):
        assert VALUES["db_secret_arn"] not in json.dumps(render(name, VALUES))


def test_a_password_of_any_characters_arrives_whole(monkeypatch: pytest.MonkeyPatch):
    # RDS makes its own, and hands the parts over one by one.
    for variable, value in {
        "DATABASE_URL": "",
        "DB_HOST": "db.internal",
        "DB_USER": "o'wner@x",
        "DB_PASSWORD": "a/b:c@d%e #?",
        "JWT_SECRET": "x" * 32,
    }.items():
        monkeypatch.setenv(variable, value)
    assert "a%2Fb%3Ac%40d%25e" in Settings.from_environment().sqlalchemy_url


def test_the_gateway_waits_for_nobody():
    # ECS stops what depends on something first: nginx would cut the sockets before the service says goodbye.
    for container in render("ws", VALUES)["containerDefinitions"]:
        assert "dependsOn" not in container


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda task: task.update(memory="999"), "no size of 512 CPU units with 999 MiB"),
        (lambda task: task.update(networkMode="awsvcp"), "'awsvcp' is none of"),
        (lambda task: task["volumes"].pop(0), "there is no volume nginx-tmp"),
        (lambda task: task["containerDefinitions"][0].update(portMapping=[]), "portMapping"),
        (lambda task: task["containerDefinitions"][0].update(stopTimeout=500), "stopTimeout"),
        (lambda task: task["containerDefinitions"][0].update(cpu=500), "more CPU than the task"),
        (lambda task: task["containerDefinitions"][1].update(memoryReservation=2048), "more memory than the task"),
        (lambda task: task["containerDefinitions"][1].update(portMappings=[{"containerPort": 8080}]), "same port"),
        (lambda task: task["containerDefinitions"][1].update(user="0:0"), "api: it runs as root"),
        (lambda task: task["containerDefinitions"][1].update(privileged=True), "privileged"),
        (lambda task: task["containerDefinitions"][1].pop("readonlyRootFilesystem"), "can be written"),
        (lambda task: task["containerDefinitions"][1].pop("linuxParameters"), "keeps capabilities"),
        (lambda task: task["containerDefinitions"][1].pop("logConfiguration"), "log goes nowhere"),
        (lambda task: task["containerDefinitions"][1].update(image="mockmate/api:latest"), "not pinned"),
        (lambda task: task["containerDefinitions"][1].update(image="mockmate/api"), "not pinned"),
        (
            lambda task: task["containerDefinitions"][1]["environment"].append({"name": "JWT_SECRET", "value": "x"}),
            "JWT_SECRET belongs in secrets",
        ),
        (
            lambda task: task["containerDefinitions"][1]["environment"].append({"name": "JUDGE0_URL", "value": "x"}),
            "JUDGE0_URL belongs in secrets",
        ),
        (
            lambda task: task["containerDefinitions"][1]["secrets"][0].update(valueFrom="the secret itself"),
            "DB_PASSWORD doesn't come from",
        ),
    ],
)
def test_a_mistake_is_found(change: Change, said: str):
    definition = render("api", VALUES)
    change(definition)
    found = problems(definition)
    assert len(found) == 1
    assert said in found[0]


def test_a_missing_value_is_named():
    with pytest.raises(Unusable, match="no value is given for db_host"):
        render("api", {name: value for name, value in VALUES.items() if name != "db_host"})


def test_the_command_writes_all_or_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    values = tmp_path / "values.json"
    values.write_text(json.dumps(VALUES))
    assert command.main([str(values), str(tmp_path / "out")]) == 0
    assert {path.stem for path in (tmp_path / "out").iterdir()} == set(NAMES)
    values.write_text(json.dumps(VALUES | {"api_image": "mockmate/api:latest"}))
    assert command.main([str(values), str(tmp_path / "other")]) == 1
    assert "not pinned" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()
    assert command.main([str(tmp_path / "nowhere.json"), str(tmp_path)]) == 1
    assert command.main([]) == 2
    capsys.readouterr()
