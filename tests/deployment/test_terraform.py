"""The Terraform module: what can be known of it without an account."""

from __future__ import annotations

import json
import re
from functools import cache
from textwrap import dedent
from typing import Any

import hcl2

from deployment.ecs.render import NAMES, TEMPLATES
from tests.deployment.ecs_values import VALUES
from tests.sockets import ROOT

MODULE = ROOT / "deployment" / "terraform"
GIVEN = {
    "environment": "prod",
    "region": "eu-central-1",
    "host_name": "interviews.example.org",
    "image_tag": "0123abc",
    "mail_domain": "example.org",
    "certificate_arn": "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
}
SECRETS = {
    "db_password": "database0123456789abcdef0123456789abcdef",
    "jwt_secret": "jwt0123456789abcdef0123456789abcdef",
    "password_pepper": "pepper0123456789abcdef0123456789abcdef",
    "mail_url": "smtp+starttls://somebody:mail0123456789abcdef@mail.example.org:587",
    "valkey_password": "valkey0123456789abcdef0123456789abcdef",
}
OPTIONAL_SECRETS = {
    "jwt_secret_previous": "before0123456789abcdef0123456789abcdef",
    "turn_secret": "turn0123456789abcdef0123456789abcdef",
    "vapid_private_key": "5d" * 32,
    "fcm_service_account": '{"private_key": "fcm0123456789abcdef"}',
    "oidc_providers": '[{"name": "campus", "issuer": "https://login.example.org", "client_secret": "oidc0123456789"}]',
    "github_client_secret": "github0123456789abcdef",
    "zego_server_secret": "zego0123456789abcdef0123456789ab",
    "runner_url": "https://runner.example.org/?token=runner0123456789abcdef",
    "runner_token": "runnertoken0123456789abcdef",
    "judge0_url": "https://judge0.example.org/?token=judge0123456789abcdef",
    "metrics_token": "metrics0123456789abcdef",
}


@cache
def parsed() -> dict[str, Any]:
    """Return every file of the module, by name."""
    return {path.name: hcl2.loads(path.read_text()) for path in sorted(MODULE.glob("*.tf"))}


def test_every_file_can_be_parsed_and_says_what_is_in_it():
    assert len(parsed()) > 5
    for path in MODULE.glob("*.tf"):
        assert path.read_text().startswith("# "), path.name


def test_the_module_gives_the_task_definitions_all_values_they_ask_for():
    asked = {name for each in NAMES for name in re.findall(r"\$\{(\w+)\}", (TEMPLATES / f"{each}.json").read_text())}
    block = (MODULE / "services.tf").read_text().split("task_values = {", 1)[1].split("\n  }\n", 1)[0]
    given = set(re.findall(r"(?m)^    (\w+) +=", block))
    assert given == asked | {"settings", "secret_arns", "gateway_settings"} == set(VALUES)


def test_the_app_secret_has_every_key_that_a_task_reads():
    read = set()
    for name in NAMES:
        for container in json.loads((TEMPLATES / f"{name}.json").read_text())["containerDefinitions"]:
            read |= set(re.findall(r"\$\{app_secret_arn\}:(\w+)::", json.dumps(container)))
    block = (MODULE / "data.tf").read_text().split("secret_string_wo = jsonencode({", 1)[1].split("})", 1)[0]
    assert set(re.findall(r"(?m)^    (\w+) +=", block)) == read


def test_every_variable_is_described():
    files = parsed()
    for block in files["variables.tf"]["variable"]:
        ((name, variable),) = block.items()
        assert variable.get("description"), name


def test_the_guide_gives_every_variable_that_has_no_default():
    text = (ROOT / "docs" / "ecs.md").read_text()
    (values,) = re.findall(r"(?ms)^ *```hcl\n(.*?)^ *```$", text)
    given = set(hcl2.loads(dedent(values))) | set(re.findall(r"\bTF_VAR_(\w+)=", text))
    asked = {}
    for block in parsed()["variables.tf"]["variable"]:
        asked.update(block)
    needed = {name.strip('"') for name, variable in asked.items() if "default" not in variable}
    assert needed == given == {*GIVEN, *SECRETS}


def test_every_skip_of_checkov_has_its_reason():
    lines = (ROOT / "deployment" / "checkov.yaml").read_text().partition("skip-check:\n")[2].splitlines()
    explained = False
    for line in lines:
        if line.lstrip().startswith("# "):  # a heading for those that follow
            explained = True
        else:
            assert explained or " # " in line, line
