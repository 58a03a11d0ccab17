"""Code runs in the browser, behind glass: it prints, can be stopped, and reaches nothing of ours."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.clients.browser import meet, write
from tests.clients.person import Person
from tests.web.conftest import Arrive

ESCAPE = """\
const tried = async (name, work) => {
  try { console.log(name, "worked", await work()); } catch (error) { console.log(name, "refused"); }
};
await tried("login", () => self.localStorage.getItem("mockmate.login"));
await tried("api", () => fetch("/health/live").then((answer) => answer.json()));
await tried("outside", () => fetch("https://example.org/"));
"""


def run(person: Person, code: str) -> None:
    write(person, code)
    person.page.get_by_role("button", name="Run").click()


def test_python_and_javascript_run_fail_and_are_stopped(arrive: Arrive):
    grace, hal = arrive("Grace"), arrive("Hal")
    meet(grace, hal)
    output = grace.page.get_by_role("region", name="Output")

    run(grace, "import sys\nprint(sum(range(10)), sys.version_info.major)")
    expect(output).to_contain_text("45 3", timeout=120_000)
    run(grace, "def broken():\n    return 1 / 0\nbroken()")
    expect(output).to_contain_text("ZeroDivisionError")
    expect(output).to_contain_text("line 2, in broken")
    run(grace, "while True:\n    pass")
    grace.page.get_by_role("button", name="Stop").click()
    expect(output).to_contain_text("Stopped")

    run(grace, "print('x' * 100_000)")
    # Stopping has ended Python too; it is started anew.
    expect(output).to_contain_text("there is more", timeout=120_000)
    theirs = hal.page.get_by_role("region", name="Output")
    expect(theirs).to_contain_text("more bytes were cut off")

    grace.page.get_by_label("Language").select_option("javascript")
    run(grace, "console.log([1, 2, 3].map((one) => one * 2), new Map([['a', 1]]))")
    expect(output).to_contain_text('[2,4,6] Map(1) {"a":1}')


def test_a_program_reaches_neither_the_login_nor_the_api_nor_the_world(arrive: Arrive):
    grace, hal = arrive("Gina"), arrive("Hugo")
    meet(grace, hal)
    grace.page.get_by_label("Language").select_option("javascript")
    expect(hal.page.get_by_label("Language")).to_have_value("javascript")
    run(grace, ESCAPE)
    output = grace.page.get_by_role("region", name="Output")
    expect(output).to_contain_text(re.compile("Finished"))
    expect(output).to_contain_text("login refused")
    expect(output).to_contain_text("api refused")
    expect(output).to_contain_text("outside refused")
    # What the browser says of it is what is wanted here.
    grace.complaints.clear()
