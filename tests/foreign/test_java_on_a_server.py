"""Java in the room, compiled and run as Judge0 does: the program around the code is one that a JDK takes."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.clients.browser import meet, write
from tests.runners.judge0 import Judge0
from tests.runners.serving import Ran
from tests.web.conftest import Arrive


def java(folder: Path, code: str, stdin: str) -> Ran:
    """Do what Judge0's commands of the language do."""
    (folder / "Main.java").write_text(code)
    compiled = subprocess.run(["javac", "Main.java"], check=False, cwd=folder, capture_output=True, text=True)
    if compiled.returncode:
        return Ran(compiler=compiled.stdout + compiled.stderr, is_compiled=False)
    ran = subprocess.run(
        ["java", "Main"], check=False, cwd=folder, input=stdin, capture_output=True, text=True, timeout=60
    )
    return Ran(ran.stdout, ran.stderr, ran.returncode)


def as_java(value: Any) -> str:
    """Write JSON as Java does."""
    if isinstance(value, list):
        return f"new ArrayList<>(Arrays.asList({', '.join(map(as_java, value))}))"
    if isinstance(value, dict):
        return f"new HashMap<>(Map.of({', '.join(f'{json.dumps(key)}, {as_java(one)}' for key, one in value.items())}))"
    return json.dumps(value)


@pytest.mark.needs("javac")
def test_code_in_java_passes_the_tests_of_a_question(arrive: Arrive, judge0: Judge0, tmp_path: Path):
    runs: list[tuple[str, Ran]] = []

    def run(_language: str, code: str, stdin: str) -> Ran:
        runs.append((code, java(tmp_path, code, stdin)))
        return runs[-1][1]

    judge0.execute = run
    ada, ben = arrive("Ada"), arrive("Ben")
    meet(ada, ben)
    page, theirs = ada.page, ben.page.get_by_role("region", name="Output")
    page.get_by_label("Language").select_option("java")
    page.get_by_role("button", name="starter code").click()
    expect(page.locator(".cm-content")).to_contain_text("class Solution")
    shown = page.locator(".question-pane .cases").text_content() or ""
    expected = [json.loads(line.rpartition(" → ")[2]) for line in shown.split("\n") if " → " in line]

    starter = "\n".join(page.locator(".cm-line").all_inner_texts())
    answers = "\n".join(f"if (calls == {at + 1}) return {as_java(one)};" for at, one in enumerate(expected))
    right = re.sub(r"return .*?;", lambda found: f"calls++;\n{answers}\n{found[0]}", starter, count=1)
    write(ada, right.replace("{", "{\nstatic int calls = 0;", 1))
    page.get_by_role("button", name="Test", exact=True).click()
    expect(theirs).to_contain_text(f"{len(expected)} of {len(expected)} tests passed")
    # As Piston does it, where the first class counts.
    started = subprocess.run(["java", "Main.java"], check=False, cwd=tmp_path, capture_output=True, text=True)
    assert (started.stdout, started.returncode) == (runs[-1][1].stdout, 0), started.stderr

    write(ada, "class Solution { int x = }")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(theirs).to_contain_text("illegal start of expression")
    expect(theirs).to_contain_text("Compilation error")
