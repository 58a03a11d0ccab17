"""The Terraform module, judged by Terraform itself, by the real provider for AWS, and by checkov."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from deployment.ecs.render import TEMPLATES
from deployment.local.environment import UV
from tests.deployment.test_terraform import GIVEN, MODULE, OPTIONAL_SECRETS, SECRETS
from tests.programs import skip_or_fail
from tests.sockets import ROOT

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


@pytest.mark.timeout(600)  # it comes with a hundred packages
def test_checkov_finds_nothing_that_is_not_explained():
    checkov = [str(UV), "tool", "run", "--quiet", "--python", sys.executable, CHECKOV]
    if subprocess.run([*checkov, "--version"], capture_output=True, check=False).returncode:
        skip_or_fail(f"uv could not fetch {CHECKOV}, so the module was not looked through for weaknesses.")
    command = [*checkov, "--config-file", "deployment/checkov.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Failed checks: 0" in done.stdout


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
    secrets = SECRETS | OPTIONAL_SECRETS
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        variables = {f"TF_VAR_{name}": value for name, value in (GIVEN | secrets).items()}
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
    written = {name: json.dumps(value)[1:-1] for name, value in secrets.items() if name != "valkey_password"}
    assert not [name for name, value in written.items() if value in done.stdout]
