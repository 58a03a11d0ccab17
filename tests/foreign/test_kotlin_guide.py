"""The guide for client developers, followed in Kotlin."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.programs import PROGRAMS
from tests.system.test_clients_guide import Site, site, write_program

__all__ = ["site"]

pytestmark = [pytest.mark.needs("mvn"), pytest.mark.timeout(900)]  # it fetches a compiler first


def test_who_follows_the_guide_is_served_in_kotlin(site: Site, tmp_path: Path) -> None:
    maven = [PROGRAMS["mvn"].path(), "--quiet", "--batch-mode", "-Dstyle.color=never"]
    shutil.copy(Path(__file__).with_name("kotlin_guide") / "pom.xml", tmp_path)
    (tmp_path / "src").mkdir()
    write_program("kotlin", tmp_path / "src" / "Guide.kt")
    subprocess.run([*maven, "compile"], cwd=tmp_path, check=True)
    site.follow([*maven, "exec:java"], tmp_path)
