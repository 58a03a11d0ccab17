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
await tried("login", () => globalThis.localStorage.getItem("mockmate.login"));
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
    expect(output).to_contain_text("[ 2, 4, 6 ] Map(1) { 'a' => 1 }")


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


def test_the_code_is_tried_on_the_cases_of_the_question_for_both_to_see(arrive: Arrive):
    tess, uwe = arrive("Tess"), arrive("Uwe")
    meet(tess, uwe)
    tess.page.get_by_role("button", name="starter code").click()
    expect(uwe.page.locator(".cm-content")).to_contain_text("def ")
    summary = tess.page.get_by_text(re.compile(r"^Test cases \(\d\)$")).inner_text()
    total = summary.removeprefix("Test cases (").removesuffix(")")
    tess.page.get_by_role("button", name="Test", exact=True).click()
    mine, theirs = (one.page.get_by_role("region", name="Output") for one in (tess, uwe))
    # What there is to begin with does nothing yet.
    for output in (mine, theirs):
        expect(output).to_contain_text(re.compile(rf"(?!{total})\d of {total} tests passed"), timeout=120_000)
        expect(output.get_by_role("status").last).to_contain_text("✗")
        failed = output.locator("details", has_text="expected").first.locator(".bad-text")
        expect(failed).to_contain_text("✗")

    shown = tess.page.locator(".question-pane .cases").text_content() or ""
    function = shown.split("(")[0]
    right = f"""const cases = {cases_of(shown)};
function {function}(...args) {{
  args.push("spoiled");
  return cases.find((one) => JSON.stringify([...one.args, "spoiled"]) === JSON.stringify(args)).expected;
}}"""
    tess.page.get_by_label("Language").select_option("javascript")
    write(tess, right)
    tess.page.get_by_role("button", name="Test", exact=True).click()
    for output in (mine, theirs):
        expect(output).to_contain_text(f"{total} of {total} tests passed")
    write(tess, "const other = 1;")
    tess.page.get_by_role("button", name="Test", exact=True).click()
    expect(theirs).to_contain_text(f"0 of {total} tests passed")
    expect(theirs).to_contain_text(f"There is no function {function} to try.")


def cases_of(shown: str) -> str:
    """Write the cases of the question as a program could have them."""
    cases = [re.fullmatch(r"\w+\((.*)\) → (.*)", line) for line in shown.split("\n")]
    return "[" + ",".join(f"{{args: [{one[1]}], expected: {one[2]}}}" for one in cases if one) + "]"
