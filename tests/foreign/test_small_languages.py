"""Lua, Ruby and SQL do in the browser what Debian's lua5.4, ruby and sqlite3 do with the same programs.

Each file of tests/programs/<language> is a program; a file beside it that ends in `.in` is what it reads. Debian's Ruby
is 3.1 and the browser's is 3.4: the programs print nothing that both write in ways of their own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from deployment.local import webclient
from tests.clients import sandbox
from tests.foreign.debian import Packages
from tests.web.conftest import Arrive
from tests.web.test_programs import Run, difference, programs_of, stdin_of

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.timeout(600)]

# What the room says of changes and of no rows, and sqlite3 doesn't.
NOTE = re.compile(r"^\((?:no rows|\d+ rows? (?:inserted|updated|deleted))\)\n", re.MULTILINE)


class Machine:
    """The languages' own interpreters."""

    def __init__(self, folder: Path) -> None:
        packages = Packages(folder / "debian", "lua5.4", "ruby", "sqlite3")
        self._folder = folder
        self._programs = packages.folder / "usr/bin"
        libraries = [path for path in packages.folder.glob("usr/lib/**/ruby/*") if path.is_dir()]
        self._environment = os.environ | packages.environment() | {"RUBYLIB": ":".join(map(str, libraries))}

    def run(self, program: Path) -> tuple[Run, str]:
        """Run a program; a database of SQL is empty. Returns the errors that it prints, too."""
        code, stdin = f"code{program.suffix}", stdin_of(program)
        shutil.copy(program, self._folder / code)
        if program.suffix == ".sql":
            command, stdin = (
                ["sqlite3", "-batch", "-bail", "-box", "-nullvalue", "NULL", ":memory:"],
                program.read_text(),
            )
        else:
            command = ["lua5.4" if program.suffix == ".lua" else "ruby", code]
        own = self._programs / command[0]
        command[0] = str(own) if own.exists() else shutil.which(command[0]) or command[0]
        done = subprocess.run(
            command,
            cwd=self._folder,
            env=self._environment,
            input=stdin.encode(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Run(done.stdout.decode(), done.returncode), done.stderr.decode()


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    webclient.install_languages()
    return Machine(tmp_path_factory.mktemp("machine"))


@pytest.mark.parametrize("language", ["lua", "ruby", "sql"])
def test_programs_print_what_they_print_on_a_machine(language: str, machine: Machine, arrive: Arrive):
    page = arrive().page
    page.goto("/help")
    differing = []
    for program in programs_of(language):
        seen = sandbox.run(page, language, program.read_text(), stdin_of(program), is_installed=language != "sql")
        if language == "sql":
            seen = replace(seen, chunks=[("stdout", NOTE.sub("", seen.stdout)), ("stderr", seen.stderr)])
        wanted, errors = machine.run(program)
        if words := difference(wanted, seen):
            differing.append(f"{program.name}: {words}")
        if language == "lua" and seen.stderr != re.sub(r"^.*lua5\.4: ", "lua: ", errors):
            differing.append(f"{program.name}: {errors!r} on this machine, {seen.stderr!r} in the browser")
    assert not differing, "\n\n".join(differing)


def test_ruby_words_errors_as_version_3_4_does(machine: Machine, arrive: Arrive):
    page = arrive().page
    page.goto("/help")
    code = "require 'json'; def f(x) = x.nothing\nbegin\n  f(5)\nrescue => e\n  raise ArgumentError, 'worse'\nend\n"
    told = sandbox.run(page, "ruby", code)
    assert told.exit_code == 1
    assert told.stderr == (
        "code.rb:5:in '<main>': worse (ArgumentError)\n"
        "code.rb:1:in 'Object#f': undefined method 'nothing' for an instance of Integer (NoMethodError)\n"
        "\tfrom code.rb:3:in '<main>'\n"
    )
    assert sandbox.run(page, "ruby", "p defined?(f), defined?(JSON)").stdout == "nil\nnil\n"
    assert sandbox.run(page, "ruby", "puts [3, 1].sort.inspect").stdout == "[1, 3]\n"


def test_test_cases_are_tried(machine: Machine, arrive: Arrive):
    page = arrive().page
    page.goto("/help")
    tests = {"function": "double", "cases": [{"args": [2], "expected": 4}, {"args": [3], "expected": 7}]}
    for language, code in (("lua", "function double(x) print(x) return 2 * x end"), ("ruby", "def double(x) = 2 * x")):
        told = sandbox.run(page, language, code, tests=tests)
        assert [one["passed"] for one in told.results] == [True, False]
        assert told.results[1]["got"] == "6"


POSTGRES = """\
CREATE TABLE person (id serial PRIMARY KEY, name text NOT NULL, tags text[], born date);
INSERT INTO person (name, tags) VALUES ('Ann; 1', '{a,b}'), ('Bob', NULL);
SELECT id, name, tags, version() LIKE 'PostgreSQL 18%' AS is_18 FROM person ORDER BY id;
DO $$ BEGIN RAISE NOTICE 'noted; here'; END $$;
SELECT 1 / 2 AS i, 1 / 2.0 AS n, 0.1::float8 + 0.2 AS f, 'é' AS t, true AS b;
-- the next one fails
SELECT name,
       nothing FROM person;
SELECT 'never';
"""


def test_sql_is_postgresql_where_it_is_installed(machine: Machine, arrive: Arrive):
    page = arrive().page
    page.goto("/help")
    told = sandbox.run(page, "sql", POSTGRES)
    assert told.stdout == (
        "(2 rows inserted)\n"
        "┌────┬────────┬───────┬───────┐\n"
        "│ id │  name  │ tags  │ is_18 │\n"
        "├────┼────────┼───────┼───────┤\n"
        "│ 1  │ Ann; 1 │ {a,b} │ t     │\n"
        "│ 2  │ Bob    │ NULL  │ t     │\n"
        "└────┴────────┴───────┴───────┘\n"
        "┌───┬────────────────────────┬─────────────────────┬───┬───┐\n"
        "│ i │           n            │          f          │ t │ b │\n"
        "├───┼────────────────────────┼─────────────────────┼───┼───┤\n"
        "│ 0 │ 0.50000000000000000000 │ 0.30000000000000004 │ é │ t │\n"
        "└───┴────────────────────────┴─────────────────────┴───┴───┘\n"
    )
    assert told.stderr == 'NOTICE:  noted; here\nLine 8: ERROR:  column "nothing" does not exist\n'
    assert told.exit_code == 1
    fills = "CREATE TABLE t (a int, b numeric); INSERT INTO t VALUES (1, 1.5), (2, NULL)"
    rows = {"rows": [[2, None], [1, 1.5]], "columns": ["a", "B"], "tables": fills}
    tests = {"function": "", "cases": [rows, {"rows": []}, {**rows, "ordered": True}]}
    told = sandbox.run(page, "sql", "SELECT * FROM t", tests=tests, setup="CREATE TABLE t (a int, b numeric)")
    assert told.results == [
        {"passed": True, "got": '{"columns":["a","b"],"rows":[[1,1.5],[2,null]]}'},
        {"passed": True, "got": '{"columns":["a","b"],"rows":[]}'},
        {**told.results[0], "passed": False, "error": "Row 1 is not the expected one. The order of the rows counts."},
    ]
