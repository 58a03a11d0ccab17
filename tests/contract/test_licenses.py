"""What the images and the client contain of others is under licenses that let everybody run, change and pass it on."""

from __future__ import annotations

import importlib.metadata
import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.sockets import ROOT

# LGPL: psycopg2, a library that anybody can replace. CC-BY: data. MPL: file by file, unchanged.
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "ISC", "LGPL", "MIT", "MIT-0"),
    *("MPL-2.0", "PSF-2.0", "Unlicense"),
}
_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}


def is_allowed(expression: str) -> bool:
    """Whether a license expression can be met: of what OR names one is enough, of what AND names all are needed."""
    choices = re.split(r"\s+OR\s+", expression.strip("()"))
    return any(all(part.strip("() ") in ALLOWED for part in re.split(r"\s+AND\s+", one)) for one in choices)


def python_packages() -> dict[str, str]:
    """Return the license of each package that the services' images install, by its name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    waiting, found = [Requirement(each) for each in project["dependencies"]], dict[str, str]()
    while waiting:
        wanted = waiting.pop()
        name = wanted.name.lower().replace("_", "-")
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        found[name] = license_of(importlib.metadata.metadata(name))
        waiting += [Requirement(each) for each in importlib.metadata.requires(name) or ()]
    return found


def license_of(package: importlib.metadata.PackageMetadata) -> str:
    """Return a license expression; empty for a package that names none."""
    for expression in package.get_all("License-Expression") or ():
        return str(expression)
    told = [each.rpartition(" :: ")[2] for each in package.get_all("Classifier") or () if each.startswith("License ::")]
    if not told:
        told = [str(each) for each in package.get_all("License") or ()]
    return " OR ".join(_CLASSIFIERS.get(each, each) for each in told)


def npm_packages() -> dict[str, str]:
    """Return the license of each package that can be in the client, by its folder."""
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    return {path: each.get("license", "") for path, each in packages.items() if path and not each.get("dev")}


def test_python_packages_of_the_images_have_allowed_licenses():
    found = python_packages()
    assert len(found) > 40
    assert {name: said for name, said in found.items() if not is_allowed(said)} == {}


def test_npm_packages_of_the_client_have_allowed_licenses():
    found = npm_packages()
    assert len(found) > 100
    assert {name: said for name, said in found.items() if not is_allowed(said)} == {}


@pytest.mark.parametrize("expression", ["", "GPL-3.0-only", "MIT AND AGPL-3.0-only", "SEE LICENSE IN x", "BUSL-1.1"])
def test_another_license_is_noticed(expression: str):
    assert not is_allowed(expression)


@pytest.mark.parametrize("expression", ["MIT", "(MPL-2.0 OR Apache-2.0)", "GPL-2.0 OR MIT", "MIT AND ISC"])
def test_an_allowed_license_is_taken(expression: str):
    assert is_allowed(expression)
