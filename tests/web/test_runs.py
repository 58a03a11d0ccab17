"""What two people see of each other's runs: results that no program can fake, and the runs before them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, WebSocketRoute, expect

from tests.clients.browser import meet, swap, write
from tests.clients.person import Person
from tests.web.axe import serious
from tests.web.conftest import Arrive

FAKED = "✓ 1  solve(1)\n"


def output(person: Person) -> Locator:
    return person.page.get_by_role("region", name="Output")


def run(person: Person, code: str, button: str = "Run") -> None:
    write(person, code)
    person.page.get_by_role("button", name=button, exact=True).click()


def question_of(person: Person) -> dict[str, Any]:
    room = person.page.url.rpartition("/")[2]
    question: dict[str, Any] = person.get(f"/interview/{room}", status=200).get_json()["question"]
    return question


def test_both_see_how_each_test_went_and_what_was_run_before(arrive: Arrive, shots: Path | None):
    tess, uwe = arrive("Tess"), arrive("Uwe", phone=True)
    meet(tess, uwe)
    uwe.page.get_by_role("button", name="Code", exact=True).click()
    mine, theirs = output(tess), output(uwe)

    def picture(name: str) -> None:
        if shots is not None:
            for person, screen in ((tess, "desktop"), (uwe, "phone")):
                person.page.screenshot(path=shots / f"runs-{name}-{screen}.png")

    question = question_of(tess)
    cases, function = question["test_cases"], question["function"]
    total, first = len(cases), cases[0]["expected"]
    # What is wrong for the first case, in whatever order, and right for another one.
    right = next(n for n, each in enumerate(cases) if sorted(json.dumps(each["expected"])) != sorted(json.dumps(first)))
    wanted = cases[right]["expected"]

    # What there is to begin with does nothing yet.
    tess.page.get_by_role("button", name="starter code").click()
    tess.page.get_by_role("button", name="Test", exact=True).click()
    for each in (mine, theirs):
        expect(each).to_contain_text(re.compile(rf"✗ (?!{total})\d of {total} tests passed"), timeout=120_000)

    tess.page.get_by_label("Language").select_option("javascript")
    # A program may print what it likes, half of a character too.
    once = f"console.log({json.dumps(FAKED)}, '\\ud83d');\nfunction {function}(...args) {{\n"
    run(tess, f"{once}  console.log('was called');\n  return {json.dumps(wanted)};\n}}", "Test")
    for each in (mine, theirs):
        expect(each).to_contain_text("was called")
        expect(each).to_contain_text(re.compile(rf"✗ [1-9] of {total} tests passed"))
        # The first one that failed is open, with all that there is to know about it; those that passed are folded.
        opened = each.locator("details[open]")
        expect(opened).to_have_count(1)
        expect(opened).to_contain_text("✗ Test 1")
        for name, text in (("Expected", first), ("Got", wanted), ("Printed", "was called")):
            shown = opened.locator("dl div", has=each.page.get_by_text(name, exact=True)).locator("pre")
            assert "".join(shown.inner_text().split()) == (
                "".join(json.dumps(text).split()) if name != "Printed" else "wascalled"
            )
        expect(each.locator("summary", has_text="passed test")).to_be_visible()
        expect(each.get_by_text(f"✓ Test {right + 1}")).to_be_hidden()
        expect(each.locator("pre", has_text="✓ 1 solve(1)")).to_contain_text("\ufffd")
    picture("failed")

    # Own input and own cases go with the run.
    tess.page.get_by_role("button", name="Input").click()
    tess.page.get_by_label("Input of the program").fill("1 2\n3")
    tess.page.get_by_role("button", name=re.compile("^Own cases")).click()
    tess.page.get_by_role("button", name="Add a case").click()
    arguments, expected = (tess.page.get_by_label(name) for name in ("Arguments of", "Expected, if you like"))
    arguments.fill("'no', JSON")
    expect(arguments).to_have_attribute("aria-invalid", "true")
    expect(mine).to_contain_text("Texts have double quotes")
    picture("own")
    assert serious(tess.page) == []
    arguments.fill('[7, 8], "extra"')
    expected.fill('[[7, 8], "extra"]')
    tess.page.get_by_role("button", name="Add a case").click()
    arguments.last.fill("5")
    solution = f"const cases = {json.dumps(cases)};\nfunction {function}(...args) {{\n"
    solution += "  const one = cases.find((each) => JSON.stringify(each.args) === JSON.stringify(args));\n"
    run(tess, f"{solution}  return one ? one.expected : args;\n}}", "Test")
    for each in (mine, theirs):
        expect(each).to_contain_text(f"✓ {total} of {total} tests passed, 1 of 1 own cases passed")
        own = each.locator("details[open]")
        expect(own).to_have_count(1)
        expect(own).to_contain_text("Own case 2")
        expect(own).to_contain_text("[5]")
        each.locator("summary", has_text="Input").last.click()
        expect(each.locator("pre", has_text="1 2\n3")).to_be_visible()

    # Both may run, and both runs stand beside each other.
    uwe.page.get_by_role("button", name="Run", exact=True).click()
    for each in (mine, theirs):
        expect(each.get_by_role("status")).to_have_count(2)
    picture("both")

    def look_back() -> None:
        for person, each, name in ((tess, mine, "You"), (uwe, theirs, "Tess")):
            expect(each.get_by_role("button", name=re.compile("^History"))).to_contain_text("4")
            if each.get_by_role("listitem").count() == 0:
                each.get_by_role("button", name=re.compile("^History")).click()
            entries = each.get_by_role("listitem")
            expect(entries).to_have_count(4)
            entries.filter(has_text=re.compile(f"{name}.*1 of 1 own")).get_by_role("button").click()
            expect(each.get_by_role("status")).to_have_count(1)
            expect(each).to_contain_text(re.compile(r"Passes now: test 1\b"))
            expect(each).to_contain_text("✓ 1 solve(1)")
            assert serious(person.page) == []

    look_back()
    picture("history")
    for person in (tess, uwe):
        person.page.reload()
    uwe.page.get_by_role("button", name="Code", exact=True).click()
    look_back()
    expect(tess.page.get_by_role("button", name=re.compile("^Own cases"))).to_contain_text("2")

    # A run belongs to the question that it was begun for.
    tess.page.get_by_role("button", name=re.compile("^History")).click()
    run(tess, "await new Promise((done) => setTimeout(done, 1));\nwhile (true) {}")
    expect(uwe.page.get_by_text("runs JavaScript …")).to_be_visible()
    swap(uwe)
    expect(tess.page.locator("#question-title")).not_to_have_text(question["title"])
    tess.page.get_by_role("button", name="Stop").click()
    expect(uwe.page.get_by_text("runs JavaScript …")).to_have_count(0)
    # What a program leaves behind keeps the next one from nothing.
    run(tess, "console.log('of the second');\nqueueMicrotask(() => setTimeout(() => { while (true) {} }, 0));")
    for each in (mine, theirs):
        expect(each).not_to_contain_text("Stopped")
    expect(mine).to_contain_text("of the second")
    tess.page.get_by_role("button", name="Stop").click()
    run(tess, "console.log('goes on')")
    expect(theirs).to_contain_text("goes on")
    swap(uwe)
    for each in (mine, theirs):
        expect(each).to_contain_text("Stopped")
        expect(each).not_to_contain_text("goes on")


def test_a_run_gets_through_to_a_server_of_before_and_one_that_does_not_can_be_shared_again(arrive: Arrive):
    """The server of before is the one of now behind a line that refuses what that one did not know."""
    vic, wim = arrive("Vic"), arrive("Wim")
    refused: list[str] = []
    codes: dict[str, str] = {}

    def pass_on(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def to_server(said: str | bytes) -> None:
            frame = json.loads(said) if isinstance(said, str) else {}
            if frame.get("type") != "run.share":
                server.send(said)
                return
            newer = {"stdin", "exit_code", "results", "question_id"} & set(frame["data"])
            code = codes.get("all") or (codes.get("newer") if newer else None)
            if code is None:
                server.send(said)
                return
            refused.append(frame["id"])
            error = {"code": code, "detail": "Not now, please."}
            line.send(json.dumps({"type": "error", "id": frame["id"], "data": error}))

        line.on_message(to_server)

    vic.page.route_web_socket("**/ws/interview/live**", pass_on)
    meet(vic, wim)
    codes["newer"] = "invalid"
    vic.page.get_by_label("Language").select_option("javascript")
    function = question_of(vic)["function"]
    run(vic, f"function {function}() {{ throw new Error('not done'); }}", "Test")
    expect(output(wim)).to_contain_text("✗ 0 of ")
    expect(output(wim).locator("details[open]")).to_contain_text("Error: not done")
    assert len(refused) == 1
    expect(output(vic)).not_to_contain_text("see this run")

    codes["all"] = "overloaded"
    run(vic, "console.log('only here')")
    expect(output(vic)).to_contain_text("see this run. Not now, please.")
    expect(output(vic)).to_contain_text("only here")
    codes.clear()
    vic.page.get_by_role("button", name="Share again").click()
    expect(output(wim)).to_contain_text("only here")
    expect(output(vic)).not_to_contain_text("see this run")

    # Afterwards, too: on the page of what is past, and in the replay at its moment.
    room = vic.page.url.rpartition("/")[2]
    vic.post(f"/interview/{room}/end", status=200)
    vic.page.goto("/history")
    vic.page.get_by_text("Runs of the code").click()
    entries = vic.page.locator("details", has_text="Runs of the code").get_by_role("listitem")
    expect(entries).to_have_count(2)
    expect(entries.last.locator("details[open]")).to_contain_text("Error: not done")
    assert serious(vic.page) == []
    wim.page.goto(f"/replay/{room}")
    moment = wim.page.get_by_role("slider", name="Moment of the interview")
    expect(output(wim)).to_have_count(0)
    wim.page.get_by_role("button", name="Vic ran the tests: 0 of").click()
    expect(output(wim).locator("details[open]")).to_contain_text("Error: not done")
    moment.press("End")
    expect(output(wim)).to_contain_text("only here")
    assert serious(wim.page) == []
