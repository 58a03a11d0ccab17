"""Code in a language that a server runs: written, run and tested in one browser, and seen in the other."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.clients.browser import meet, write
from tests.runners.judge0 import Judge0
from tests.runners.serving import Answer, Ran
from tests.web.conftest import Arrive

NONCE = re.compile(r'"(m[0-9a-f]{40}):')


def test_an_interview_in_java_goes_from_the_question_to_its_tests(arrive: Arrive, judge0: Judge0):
    ada, ben = arrive("Ada"), arrive("Ben")
    meet(ada, ben)
    page, theirs = ada.page, ben.page.get_by_role("region", name="Output")
    languages = page.get_by_label("Language")
    expect(languages.locator("optgroup[label='Run on a server'] option")).to_have_text(["Java"])
    languages.select_option("java")
    expect(page.get_by_text("on a server of this deployment: Java (JDK 17.0.6)")).to_be_visible()
    page.get_by_role("button", name="starter code").click()
    expect(ben.page.locator(".cm-content")).to_contain_text("class Solution")

    # Of the cases all but the first pass, after the first of which it prints.
    shown = page.locator(".question-pane .cases").text_content() or ""
    expected = [line.rpartition(" → ")[2] for line in shown.split("\n") if " → " in line]

    def tried(_language: str, code: str, _stdin: str) -> Ran:
        (nonce,) = set(NONCE.findall(code))
        lines = [f"{nonce}:{at}:ok:{value}\n" for at, value in enumerate(['"wrong"', *expected[1:]])]
        return Ran("".join([f"{nonce}:0:begin:\n", lines[0], "printed by the second\n", *lines[1:]]))

    judge0.execute = tried
    page.get_by_role("button", name="Test", exact=True).click()
    expect(theirs).to_contain_text(f"{len(expected) - 1} of {len(expected)} tests passed")
    expect(theirs).to_contain_text("printed by the second")
    expect(theirs).not_to_contain_text(":ok:")

    judge0.execute = lambda *_: Ran(compiler="Main.java:1: error: ';' expected", is_compiled=False)
    page.get_by_role("button", name="Test", exact=True).click()
    expect(theirs).to_contain_text("';' expected")
    expect(theirs).to_contain_text("Compilation error")
    expect(theirs).not_to_contain_text("tests passed")

    judge0.execute = lambda _language, code, _stdin: Ran(
        "run as written\n" if "class Mine" in code else "", exit_code=0
    )
    write(ada, "class Mine {}")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(theirs).to_contain_text("run as written")

    # A server that fails is said to whoever has asked; the peer goes on seeing what there was.
    judge0.instead = Answer(500)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("region", name="Output")).to_contain_text("The server that runs code failed.")
    expect(theirs).not_to_contain_text("failed")
    judge0.instead = None

    # What waits for a full queue is stopped at once, and the next program is run.
    judge0.in_queue = 100
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("button", name="Stop").click()
    expect(theirs).to_contain_text("Stopped")
    judge0.in_queue = 0
    page.get_by_role("button", name="Run", exact=True).click()
    expect(theirs).to_contain_text("Finished")

    languages.select_option("kotlin")
    expect(page.get_by_role("button", name="Run", exact=True)).to_have_count(0)
    page.locator(".cm-content").press("Control+Enter")
    expect(page.get_by_text("These can: ")).to_contain_text("Java")
