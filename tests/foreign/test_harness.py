"""Test cases of questions, tried in other languages by the programs that the client writes around a person's code."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deployment.local.webclient import install_packages
from tests.foreign.debian import Packages
from tests.foreign.harness.questions import ODD, QUESTIONS, RATIO
from tests.node import NODE
from tests.programs import FOLDERS, PROGRAMS

HERE = Path(__file__).with_name("harness")
KOTLIN = HERE / "target" / "dependency"
DEBIAN = (
    "libmono-system-core4.0-cil",
    "libmono-system-numerics4.0-cil",
    "lua5.4",
    "mono-mcs",
    "mono-runtime",
    "php-cli",
    "ruby",
)
RUBY = "ruby3.1 --disable-gems -I $USR/lib/ruby/3.1.0 -I $USR/lib/x86_64-linux-gnu/ruby/3.1.0 main.rb"
KOTLINC = (
    "java -cp '$KOTLIN/*' org.jetbrains.kotlin.cli.jvm.K2JVMCompiler -no-stdlib -no-reflect -d ."
    " -cp $KOTLIN/kotlin-stdlib-2.4.21.jar"
)
# C has no types for the arguments or the results of these.
NOT_IN_C = {"marks_to_beat", "favorite_phrase", "tally", "bill", "ratio"}
ONLY_IN_C = {"in_both", "mean"}
NONCE = f"m{secrets.token_hex(20)}"


@dataclass(frozen=True)
class Language:
    """A language, its file as Judge0 names it, and the commands, with the programs that they need."""

    name: str
    file: str
    run: str
    compile: str = "true"
    needs: str = "apt-get"
    together: str = "true"

    @property
    def solution(self) -> str:
        """Return code that has a main function, and the functions of all questions."""
        return (HERE / "solutions" / f"solution{Path(self.file).suffix}").read_text()


LANGUAGES = (
    Language("java", "Main.java", "java Main", "javac Main.java", "mvn"),
    # Its compiler takes a while to start, so that all programs are compiled at once, in packages of their own.
    Language(
        "kotlin", "Main.kt", "java -cp '..:$KOTLIN/*' p$NUMBER.MainKt", needs="mvn", together=f"{KOTLINC} */Main.kt"
    ),
    Language("csharp", "Main.cs", "mono Main.exe", "mono $USR/lib/mono/4.5/mcs.exe -r:System.Numerics Main.cs"),
    Language("rust", "main.rs", "./main", "rustc main.rs", "cargo"),
    Language("cpp", "main.cpp", "./main", "c++ -std=c++17 -o main main.cpp", "cc"),
    Language("c", "main.c", "./main", "cc -o main main.c -lm", "cc"),
    Language("go", "main.go", "./main", "go build main.go", "go"),
    Language("ruby", "main.rb", RUBY),
    Language("lua", "main.lua", "lua5.4 main.lua"),
    Language("php", "main.php", "php8.2 -n main.php"),
)
pytestmark = pytest.mark.timeout(600)


def call(*calls: tuple[Any, ...]) -> list[Any]:
    """Return what functions of the harness return, each given as its name and arguments."""
    done = subprocess.run(
        [str(NODE), str(HERE / "harness.mjs")], input=json.dumps(calls), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    returned: list[Any] = json.loads(done.stdout)
    return returned


@pytest.fixture(scope="module", autouse=True)
def packages() -> None:
    install_packages()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what the commands need to find the compilers and interpreters."""
    environment = {**os.environ, "PATH": FOLDERS, "KOTLIN": str(KOTLIN)}
    if PROGRAMS["mvn"].path():
        fetch = [PROGRAMS["mvn"].path(), "--quiet", "--batch-mode", "dependency:copy-dependencies"]
        subprocess.run(fetch, cwd=HERE, check=True, capture_output=True)
    if PROGRAMS["apt-get"].path():
        debian = Packages(tmp_path_factory.mktemp("debian"), *DEBIAN)
        environment |= {"USR": str(debian.folder / "usr"), "LD_LIBRARY_PATH": debian.environment()["LD_LIBRARY_PATH"]}
        environment["MONO_CFG_DIR"] = str(debian.folder / "etc")
        environment["PATH"] = f"{FOLDERS}:{debian.folder}/usr/bin"
    return environment


class Machine:
    """Compiles and runs programs of a language, two at a time."""

    def __init__(self, language: Language, folder: Path, environment: dict[str, str]) -> None:
        self.language, self.folder, self.environment = language, folder, environment

    def run(self, *programs: str) -> list[str]:
        """Return what each of them printed, and what was said about those that failed."""
        for number, program in enumerate(programs):
            (self.folder / str(number)).mkdir()
            package = f"package p{number}; " if self.language.together != "true" else ""
            (self.folder / str(number) / self.language.file).write_text(package + program)
        if wrong := self.shell(self.language.together, "."):
            return [wrong]
        with ThreadPoolExecutor(2) as two:
            command = f"{self.language.compile} >&2 && {self.language.run}"
            return list(two.map(lambda number: self.shell(command, str(number)), range(len(programs))))

    def shell(self, command: str, folder: str) -> str:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder / folder,
            env={**self.environment, "NUMBER": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + (done.stderr if done.returncode else "")


@pytest.fixture(params=[pytest.param(each, id=each.name, marks=pytest.mark.needs(each.needs)) for each in LANGUAGES])
def machine(request: pytest.FixtureRequest, tmp_path: Path, environment: dict[str, str]) -> Machine:
    return Machine(request.param, tmp_path, environment)


def test_solutions_pass_and_what_fails_is_shown(machine: Machine) -> None:
    """They have a main function of their own; some of their functions return NaN, print, throw, or end the program."""
    name = machine.language.name
    missing = NOT_IN_C if name == "c" else ONLY_IN_C
    questions = [tests for tests in (*QUESTIONS, RATIO, ODD) if tests["function"] not in missing]
    programs = call(*(("wrap", name, machine.language.solution, tests, NONCE) for tests in questions))
    outputs = machine.run(*programs)
    trials = call(*(("unwrap", output, NONCE, tests) for output, tests in zip(outputs, questions, strict=True)))
    results = {tests["function"]: each["results"] for tests, each in zip(questions, trials, strict=True)}
    assert_odd(name, results.pop("odd"), outputs)
    if name != "c":
        zero = [(each["passed"], each["got"]) for each in results.pop("ratio")[1:]]
        assert zero == [(False, "NaN"), (False, "Infinity")]
    failed = {function: each for function, each in results.items() if not all(one["passed"] for one in each)}
    assert not failed, outputs


def assert_odd(language: str, results: list[dict[str, Any]], outputs: list[str]) -> None:
    """Check the results of a function that returns what is wrong, throws, prints, and ends the program."""
    wrong, thrown, talkative, exited, untried = results
    assert (wrong["passed"], wrong.get("got")) == (False, "7"), outputs
    assert language == "c" or "oops" in thrown["error"]
    assert talkative == {"passed": True, "got": "3", "printed": "between"}
    assert exited == {"passed": False, "error": "The program ended before the function returned.", "printed": "bye\n"}
    assert untried == {"passed": False, "error": "Not tried: the program had ended.", "printed": ""}


def test_errors_name_the_line_of_the_code(machine: Machine) -> None:
    """A line that is no code follows the head of a function."""
    lines = machine.language.solution.splitlines()
    number = next(at for at, line in enumerate(lines, 2) if re.search(r"\bodd\(", line, re.IGNORECASE))
    lines.insert(number - 1, ") no code")
    (program,) = call(("wrap", machine.language.name, "\n".join(lines), ODD, NONCE))
    (output,) = machine.run(program)
    assert re.search(rf"(?:{machine.language.file}[:(]|on line ){number}\b", output), output


def test_what_c_has_no_types_for_is_said() -> None:
    questions = [tests for tests in (*QUESTIONS, RATIO) if tests["function"] in NOT_IN_C]
    for refused in call(*(("wrap", "c", "", tests, NONCE) for tests in questions)):
        assert "for which C has no type" in refused["refused"]
