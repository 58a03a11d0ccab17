"""What the images and the client contain of others is under licenses that let everybody run, change and pass it on."""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from shared.core.notices import Notice, notice_of
from tests.sockets import ROOT

# LGPL: psycopg2, a library that anybody can replace. CC-BY: data. MPL: file by file, unchanged.
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "ISC", "LGPL", "MIT", "MIT-0"),
    "MIT-CMU",
    *("Apache-2.0 WITH LLVM-exception", "MPL-2.0", "PSF-2.0", "PostgreSQL", "Unlicense", "Zlib", "blessing"),
    "bzip2-1.0.6",
}
# What Dockerfiles install from Debian: the license, and why it is fine. Debian keeps all texts in /usr/share/doc.
DEBIAN = {"coturn": ("BSD-3-Clause", "a program of its own, in an image of its own, unchanged")}
DOCKERFILES = [*ROOT.glob("deployment/docker/*Dockerfile"), *ROOT.glob("nginx/*Dockerfile")]


def is_allowed(expression: str) -> bool:
    """Whether a license expression can be met: of what OR names one is enough, of what AND names all are needed."""
    while inner := re.search(r"\(([^()]*)\)", expression):
        expression = expression.replace(inner[0], "MIT" if is_allowed(inner[1]) else "none")
    choices = re.split(r"\s+OR\s+", expression)
    return any(all(part.strip() in ALLOWED for part in re.split(r"\s+AND\s+", one)) for one in choices)


def refused(found: dict[str, str]) -> dict[str, str]:
    """Return those of some licenses that are not allowed, by what is under them."""
    return {name: said for name, said in found.items() if not is_allowed(said)}


def python_packages() -> dict[str, Notice]:
    """Return the notice of each package that the images or `make run` install, by its name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted_first = [*project["project"]["dependencies"], *project["dependency-groups"]["embedded"]]
    waiting, found = [Requirement(each) for each in wanted_first], dict[str, Notice]()
    while waiting:
        wanted = waiting.pop()
        name = wanted.name.lower().replace("_", "-")
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        found[name] = notice_of(importlib.metadata.distribution(name))
        waiting += [Requirement(each) for each in importlib.metadata.requires(name) or ()]
    return found


def npm_packages(lock: str) -> dict[str, str]:
    """Return the license of each package of a lock file that can be in the client, by its folder."""
    packages = json.loads((ROOT / lock).read_text())["packages"]
    return {path: each.get("license", "") for path, each in packages.items() if path and not each.get("dev")}


def test_python_packages_have_allowed_licenses_and_bring_their_texts():
    found = python_packages()
    assert len(found) > 50
    assert refused({name: each["license"] for name, each in found.items()}) == {}
    assert [name for name, each in found.items() if len(each["text"]) < 200] == []


@pytest.mark.parametrize(("lock", "at_least"), [("web/package-lock.json", 100), ("web/languages/package-lock.json", 5)])
def test_npm_packages_of_the_client_have_allowed_licenses(lock: str, at_least: int):
    found = npm_packages(lock)
    assert len(found) >= at_least
    assert refused(found) == {}


@pytest.mark.parametrize(("path", "at_least"), [("web/languages/install.ts", 4), ("web/notices/parts.ts", 13)])
def test_what_is_compiled_into_packages_has_allowed_licenses(path: str, at_least: int):
    found = re.findall(r'license: "([^"]+)"', (ROOT / path).read_text())
    assert len(found) >= at_least
    assert refused({each: each for each in found}) == {}


def test_of_pyodide_only_the_standard_library_is_offered():
    """The licenses of its other packages would have to be looked at: here they are only named, and never loaded."""
    copied = re.search(r"const NEEDED = (.+);", (ROOT / "web" / "vite.config.ts").read_text())
    assert copied is not None
    assert copied[1] == r"/^(pyodide\.mjs|pyodide\.asm\.(mjs|wasm)|python_stdlib\.zip|pyodide-lock\.json)$/"


def test_packages_of_debian_have_been_looked_at():
    text = "\n".join(path.read_text().replace("\\\n", " ") for path in DOCKERFILES)
    installs = re.findall(r"(?:apt-get|apt|apk)\s+(?:install|add)\s+([^&|;\n]+)", text)
    named = {
        word.strip('"').partition("=")[0] for each in installs for word in each.split() if not word.startswith("-")
    }
    assert named == DEBIAN.keys()
    assert refused({name: license_ for name, (license_, _) in DEBIAN.items()}) == {}


def test_a_package_under_the_gpl_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    packages = {"": {}, "node_modules/fine": {"license": "MIT"}, "node_modules/not": {"license": "GPL-3.0-only"}}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": packages}))
    assert refused(npm_packages("package-lock.json")) == {"node_modules/not": "GPL-3.0-only"}


@pytest.mark.parametrize(
    "expression",
    ["", "GPL-3.0-only", "MIT AND AGPL-3.0-only", "SEE LICENSE IN x", "BUSL-1.1", "GPL-3.0-only AND (MIT OR ISC)"],
)
def test_another_license_is_noticed(expression: str):
    assert not is_allowed(expression)


@pytest.mark.parametrize(
    "expression", ["MIT", "(MPL-2.0 OR Apache-2.0)", "GPL-2.0 OR MIT", "MIT AND ISC", "(Ruby OR ISC) AND MIT"]
)
def test_an_allowed_license_is_taken(expression: str):
    assert is_allowed(expression)
