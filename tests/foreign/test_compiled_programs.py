"""C, C++ and Go, compiled in the browser, do what GCC's and Go's programs do on a machine, to the byte.

What compilers say is their own, so of a program that is refused only that is compared, and the lines that are named.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from deployment.local import webclient
from tests.clients import sandbox
from tests.web.conftest import Arrive
from tests.web.test_programs import Run, difference, run_both, stdin_of

COMPILERS = {
    "c": ["gcc", "-std=gnu17", "-O1", "-lm"],
    "cpp": ["g++", "-std=gnu++20", "-O1"],
    "go": ["go", "build"],
}
_REFUSED = 1


@pytest.fixture(scope="module", autouse=True)
def _languages() -> None:
    webclient.install_languages()


def compile_and_run(program: Path, folder: Path) -> tuple[Run, set[str]]:
    """Compile a program by this machine's compiler and run it; also return the lines it complains of."""
    made = folder / program.stem
    command = COMPILERS[program.parent.name]
    compiled = subprocess.run(
        [*command[:2], *["-o", str(made), str(program)], *command[2:]],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if compiled.returncode != 0:
        return Run("", _REFUSED), lines_of(compiled.stderr, program.name)
    ran = subprocess.run([made], cwd=folder, input=stdin_of(program).encode(), capture_output=True, check=False)
    # Of a signal, shells make 128 and its number.
    return Run(ran.stdout.decode(), ran.returncode if ran.returncode >= 0 else 128 - ran.returncode), set()


def lines_of(said: str, name: str) -> set[str]:
    """Return the lines of errors in what a compiler says."""
    return set(re.findall(rf"{re.escape(name)}:(\d+):\d+: (?!warning|note)", said))


@pytest.mark.parametrize("language", COMPILERS)
def test_compiled_programs_do_what_they_do_on_a_machine(language: str, arrive: Arrive, tmp_path: Path):
    differing = [
        f"{program.name}: {words or ran.stderr}"
        for program, (native, lines), ran in run_both(arrive().page, language, compile_and_run, tmp_path)
        if (words := difference(native, ran)) or lines_of(ran.stderr, f"code.{language}") != lines
    ]
    assert not differing, "\n\n".join(differing)


TWICE = {
    "c": "int twice(int n) { return n == 3 ? 0 : 2 * n; }",
    "cpp": "#include <vector>\nint twice(int n) { if (n == 3) return std::vector<int>().at(0); return 2 * n; }",
    "go": "package main\n\nfunc twice(n int) int {\n\tif n == 3 {\n\t\treturn 0\n\t}\n\treturn 2 * n\n}\n",
}


@pytest.mark.parametrize("language", COMPILERS)
def test_each_case_of_a_question_says_how_it_went(language: str, arrive: Arrive):
    page = arrive().page
    page.goto("/help")
    cases = [{"args": [number], "expected": 2 * number} for number in (1, 3, 4)]
    ran = sandbox.run(page, language, TWICE[language], tests={"function": "twice", "cases": cases})
    assert [one["passed"] for one in ran.results] == [True, False, True], ran
    assert ran.exit_code == 1


def test_a_program_without_an_end_prints_and_is_stopped(arrive: Arrive):
    page = arrive().page
    page.goto("/help")
    endless = '#include <stdio.h>\nint main(void) { puts("begun"); for (volatile int i = 0;; i++); }'
    with pytest.raises(AssertionError, match="begun"):
        sandbox.run(page, "c", endless, patience=30)
    ran = sandbox.run(page, "c", '#include <stdio.h>\nint main(void) { puts("next"); }')
    assert (ran.stdout, ran.exit_code) == ("next\n", 0)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        (
            "cpp",
            "int deeper(int n) { volatile int m = n; return deeper(n + 1) + m; }\nint main() { return deeper(0); }",
        ),
        ("go", "package main\n\nfunc deeper(n int) int { return deeper(n+1) + n }\n\nfunc main() { deeper(0) }\n"),
    ],
)
def test_a_recursion_without_an_end_fills_the_stack(language: str, code: str, arrive: Arrive):
    page = arrive().page
    page.goto("/help")
    ran = sandbox.run(page, language, code)
    assert ran.exit_code == {"cpp": 139, "go": 2}[language], ran
    assert "stack" in ran.stderr
