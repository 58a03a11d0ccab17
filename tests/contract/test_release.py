"""A release: one version, a tag that fits it, pinned actions, and images that other files know by their names."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from deployment import release
from shared.core.version import VERSION
from tests.sockets import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def jobs(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text())["jobs"]
    return found


def test_the_version_is_written_by_hand_in_one_place():
    assert [path.name for path, text in release.copies().items() if path.read_text() != text] == [], "make docs"


def test_a_version_goes_to_every_file_that_repeats_it():
    for path, text in release.copies("9.8.7").items():
        assert "9.8.7" in text, path
        assert text.count("9.8.7") == (2 if path.name == "Chart.yaml" else 1)


def test_a_tag_that_does_not_fit_is_refused_in_words():
    (said,) = [each for each in release.faults("v9.8.7") if "tag" in each]
    assert said == f"The tag is v9.8.7, but shared/core/version.py says {VERSION}: it has to be v{VERSION}."
    assert not [each for each in release.faults(f"v{VERSION}") if "tag" in each]


def test_the_notes_of_a_version_are_its_part_of_the_changelog():
    text = "# Changelog\n\n## Unreleased\n\n- new\n\n## 0.2.0 · 2026-11-30\n\n### Added\n\n- it\n\n## 0.1.0\n\n- old\n"
    assert release.notes("0.2.0", text) == "### Added\n\n- it\n"
    for version in ("0.1.0", "0.3.0", "0.2"):
        with pytest.raises(LookupError):
            release.notes(version, text)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_to_commits(path: Path):
    used = [one for one in re.findall(r"(?m)uses: (.*)$", path.read_text()) if not one.startswith("./")]
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


def test_the_images_of_a_release_are_those_that_the_deployments_name():
    built = {each["name"] for each in jobs("release.yml")["images"]["strategy"]["matrix"]["include"]}
    compose = set(re.findall(r"image: mockmate/(\w+)", (ROOT / "docker-compose.yml").read_text()))
    chart = set(re.findall(r"image: mockmate/(\w+)", (ROOT / "deployment/helm/mockmate/values.yaml").read_text()))
    assert built == compose
    assert chart <= built


def test_images_are_published_only_after_the_tests_and_under_the_version():
    images = jobs("release.yml")["images"]
    assert images["needs"] == ["version", "test"]
    (build,) = [step["with"] for step in images["steps"] if "build-push-action" in step.get("uses", "")]
    assert (build["platforms"], build["sbom"], build["provenance"]) == ("linux/amd64,linux/arm64", True, "mode=max")
    assert build["tags"].endswith(":${{ needs.version.outputs.version }}")


def test_all_images_are_built_from_bases_of_one_digest(tmp_path: Path):
    (step,) = [each for each in jobs("release.yml")["version"]["steps"] if each.get("id") == "names"]
    docker = tmp_path / "docker"
    docker.write_text('#!/bin/sh\necho "sha256:$(printf %s "$4" | cksum | cut -d " " -f 1)"\n')
    docker.chmod(0o755)
    told = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "GITHUB_REF_NAME": "v0.2.0",
        "GITHUB_REPOSITORY": "Ada/MockMate",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=ROOT, env=told, check=True)
    said = (tmp_path / "output").read_text()
    assert said.startswith("version=0.2.0\nprefix=ghcr.io/ada/mockmate\nbases<<END\n")
    bases = dict(line.split("=", 1) for line in said.partition("<<END\n")[2].splitlines()[:-1])
    assert set(bases) == {"PYTHON_IMAGE", "NGINX_IMAGE", "DEBIAN_IMAGE"}
    assert all(re.fullmatch(r"[\w./-]+:[\w.-]+@sha256:\d+", base) for base in bases.values())


def test_every_base_of_an_image_is_one_whose_digest_the_release_looks_up():
    images: dict[str, set[str]] = {}
    for path in (*ROOT.glob("deployment/docker/*Dockerfile"), *ROOT.glob("nginx/*Dockerfile")):
        text = path.read_text()
        stages = set(re.findall(r"(?m)^FROM .* AS (\S+)$", text))
        for base in re.findall(r"(?m)^FROM (?:--\S+ )*(\S+)", text):
            assert base in stages or re.fullmatch(r"\$\{[A-Z]+_IMAGE\}", base), f"{path.name}: {base}"
        for name, image in re.findall(r"(?m)^ARG (\w+_IMAGE)=(.*)$", text):
            images.setdefault(name, set()).add(image)
    assert {name: found for name, found in images.items() if len(found) != 1} == {}
