"""The Terraform module: what can be known of it without an account."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import hcl2
import pytest

from deployment.ecs.render import NAMES, TEMPLATES
from tests.deployment.ecs_values import VALUES
from tests.sockets import ROOT

MODULE = ROOT / "deployment" / "terraform"
# Where providers lie on a machine that can't fetch them.
PLUGINS = os.environ.get("TF_PLUGIN_DIR", "/opt/tf-plugins")


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


@pytest.fixture
def terraform(tmp_path: Path) -> Path:
    """A copy of the module with its provider; the test is left out where there is none."""
    if not shutil.which("terraform"):
        pytest.skip("terraform isn't installed, so the module was parsed but neither validated nor planned.")
    shutil.copytree(MODULE, tmp_path / "terraform", ignore=shutil.ignore_patterns(".terraform*"))
    shutil.copytree(TEMPLATES, tmp_path / "ecs" / "task-definitions")
    folder = tmp_path / "terraform"
    offline = [f"-plugin-dir={PLUGINS}"] if Path(PLUGINS).is_dir() else []
    done = run(folder, "init", "-backend=false", "-input=false", *offline)
    if done.returncode:
        pytest.skip(f"terraform has no provider here, so the module was parsed only: {done.stderr[-300:]}")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["terraform", *arguments, *(["-no-color"] if arguments[0] != "fmt" else [])],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith(("TF_", "AWS_"))},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_module_is_valid_and_formatted(terraform: Path):
    for command in (["validate"], ["fmt", "-check", "-recursive"]):
        done = run(terraform, *command)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.timeout(300)
def test_the_module_makes_what_it_should_with_a_provider_that_pretends(terraform: Path):
    done = run(terraform, "test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 failed" in done.stdout
