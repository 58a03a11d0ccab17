"""The Terraform module: what can be known of it without an account."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from textwrap import dedent
from typing import Any

import hcl2
import pytest
from moto.server import ThreadedMotoServer

from deployment.ecs.render import NAMES, TEMPLATES
from deployment.local.bootstrap import UV
from tests.deployment.ecs_values import VALUES
from tests.programs import skip_or_fail
from tests.sockets import ROOT

MODULE = ROOT / "deployment" / "terraform"
CHECKOV = "checkov==3.3.30"
# A mirror of providers, for machines that can't fetch them: one that is named, or that lies with a site's own software.
MIRRORS = [os.environ.get("TF_PLUGIN_DIR", ""), *map(str, Path("/opt").glob("*/registry.terraform.io/.."))]
# Terraform's own provider, and AWS as far as moto knows it.
PRETENDED = """
terraform {
  backend "local" {}
}
provider "aws" {
  access_key                  = "testing"
  secret_key                  = "testing"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
}
"""
GIVEN = {
    "environment": "prod",
    "region": "eu-central-1",
    "host_name": "interviews.example.org",
    "image_tag": "0123abc",
    "mail_domain": "example.org",
    "certificate_arn": "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
}
SECRETS = {
    "jwt_secret_previous": "before0123456789abcdef0123456789abcdef",
    "jwt_secret": "jwt0123456789abcdef0123456789abcdef",
    "password_pepper": "pepper0123456789abcdef0123456789abcdef",
    "mail_url": "smtp+starttls://somebody:mail0123456789abcdef@mail.example.org:587",
    "valkey_password": "valkey0123456789abcdef0123456789abcdef",
}


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
    assert given == asked == set(VALUES)


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
    text = (ROOT / "docs" / "deploying.md").read_text()
    (values,) = re.findall(r"(?ms)^ *```hcl\n(.*?)^ *```$", text)
    given = set(hcl2.loads(dedent(values))) | set(re.findall(r"\bTF_VAR_(\w+)=", text))
    asked = {}
    for block in parsed()["variables.tf"]["variable"]:
        asked.update(block)
    needed = {name.strip('"') for name, variable in asked.items() if "default" not in variable}
    assert needed == given == {*GIVEN, *SECRETS} - {"jwt_secret_previous"}


@pytest.mark.timeout(600)  # it comes with a hundred packages
def test_checkov_finds_nothing_that_is_not_explained():
    checkov = [str(UV), "tool", "run", "--quiet", "--python", sys.executable, CHECKOV]
    if subprocess.run([*checkov, "--version"], capture_output=True, check=False).returncode:
        skip_or_fail(f"uv could not fetch {CHECKOV}, so the module was not looked through for weaknesses.")
    command = [*checkov, "--config-file", "deployment/checkov.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Failed checks: 0" in done.stdout


def test_every_skip_of_checkov_has_its_reason():
    lines = (ROOT / "deployment" / "checkov.yaml").read_text().partition("skip-check:\n")[2].splitlines()
    explained = False
    for line in lines:
        if line.lstrip().startswith("# "):  # a heading for those that follow
            explained = True
        else:
            assert explained or " # " in line, line


@pytest.fixture
def terraform(tmp_path: Path) -> Path:
    """A copy of the module with its provider; the test is skipped where there is none."""
    shutil.copytree(MODULE, tmp_path / "terraform", ignore=shutil.ignore_patterns(".terraform*"))
    shutil.copytree(TEMPLATES, tmp_path / "ecs" / "task-definitions")
    folder = tmp_path / "terraform"
    done = run(folder, "init", "-backend=false", *offline())
    if done.returncode:
        pytest.skip(f"terraform has no provider here, so the module was parsed only: {done.stderr[-300:]}")
    return folder


def offline() -> list[str]:
    return [f"-plugin-dir={mirror}" for mirror in MIRRORS if mirror and Path(mirror).is_dir()][:1]


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "AWS_"))}
    return subprocess.run(
        ["terraform", *arguments, *(["-no-color"] if arguments[0] != "fmt" else [])],
        cwd=folder,
        env={**kept, "TF_INPUT": "0", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.needs("terraform")
def test_the_module_is_valid_and_formatted(terraform: Path):
    for command in (["validate"], ["fmt", "-check", "-recursive"]):
        done = run(terraform, *command)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.needs("terraform")
@pytest.mark.timeout(300)
def test_the_module_makes_what_it_should_with_a_provider_that_pretends(terraform: Path):
    done = run(terraform, "test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 failed" in done.stdout


@pytest.mark.needs("terraform")
@pytest.mark.timeout(300)
def test_the_real_provider_plans_everything_and_keeps_the_secrets_to_itself(terraform: Path):
    (terraform / "pretended_override.tf").write_text(PRETENDED)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        variables = {f"TF_VAR_{name}": value for name, value in (GIVEN | SECRETS).items()}
        environment = {**variables, "AWS_ENDPOINT_URL": f"http://{host}:{port}", "NO_PROXY": host}
        for command in (["init", "-reconfigure", *offline()], ["plan", "-out=plan"], ["show", "-json", "plan"]):
            done = run(terraform, *command, **environment)
            assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    finally:
        server.stop()
    plan = json.loads(done.stdout)
    assert {tuple(each["change"]["actions"]) for each in plan["resource_changes"]} <= {("create",), ("read",)}
    planned = Counter(each["type"] for each in plan["resource_changes"])
    assert planned["aws_ecs_service"] == planned["aws_lb_target_group"] == 2
    assert planned["aws_db_instance"] == planned["aws_elasticache_replication_group"] == 1
    # Valkey's has to be in the state, since ElastiCache knows no other way.
    assert not [name for name, value in SECRETS.items() if name != "valkey_password" and value in done.stdout]
