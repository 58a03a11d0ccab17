"""A pad for each question: code, language, results and starter of its own, through swaps and reloads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from examples.document import Document
from tests.clients.browser import interview_of, meet, reads, swap, write
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.clients.yjs import wait_until
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.test_desk import output

FIRST, SECOND = "console.log('of the first', 40 + 2)", "print('of the second', 6 * 7)"


def editor(person: Person) -> Locator:
    return person.page.locator(".cm-content")


def pads(person: Person) -> Locator:
    return person.page.get_by_role("navigation", name="Code by question")


def look_at(person: Person, number: int) -> None:
    pads(person).get_by_role("button", name=f"Question {number}").click()


def text_of(person: Person) -> str:
    """Read the editor, without the other one's cursor."""
    text: str = editor(person).evaluate(
        """(content) => [...content.cloneNode(true).querySelectorAll(".cm-line")].map((line) => {
            for (const cursor of line.querySelectorAll(".cm-ySelectionCaret")) cursor.remove();
            return line.textContent;
        }).join("\\n")"""
    )
    return text


def has(person: Person, text: str) -> None:
    """Their editor comes to have exactly this text."""
    reads(person, text.split("\n", maxsplit=1)[0])
    person.page.wait_for_function(
        """(text) => {
            const content = document.querySelector(".cm-content")?.cloneNode(true);
            for (const cursor of content?.querySelectorAll(".cm-ySelectionCaret") ?? []) cursor.remove();
            const lines = [...(content?.querySelectorAll(".cm-line") ?? [])].map((line) => line.textContent);
            return lines.join("\\n") === text;
        }""",
        arg=text,
    )


def asked(person: Person) -> Any:
    room = person.page.url.rpartition("/")[2]
    return person.get(f"/interview/{room}", status=200).get_json()["question"]


def test_each_question_has_its_pad_through_swaps_and_reloads(arrive: Arrive):
    ada, ben = arrive("Ada Pad"), arrive("Ben Pad")
    meet(ada, ben)
    language = ada.page.get_by_label("Language")
    starters = asked(ada)["starter_code"]

    # A starter that nobody has touched follows the language; what is written stays, and the starter is offered.
    expect(pads(ada)).to_have_count(0)
    ada.page.get_by_role("button", name="Insert the starter code").click()
    has(ben, f"{starters['python'].rstrip()}\n")
    language.select_option("javascript")
    has(ben, f"{starters['javascript'].rstrip()}\n")
    write(ben, FIRST)
    ben.page.keyboard.press("Escape")
    has(ada, FIRST)
    ben.page.get_by_label("Language").select_option("python")
    expect(language).to_have_value("python")
    expect(ben.page.get_by_role("status").filter(has_text="What is written stays.")).to_be_visible()
    has(ada, FIRST)
    ben.page.get_by_role("button", name="Keep what is written").click()
    ben.page.get_by_label("Language").select_option("javascript")
    expect(language).to_have_value("javascript")

    # Going back to the starter asks first; the editor's undo takes it back, at the other side too.
    ben.page.get_by_role("button", name="Reset to the starter code").click()
    dialog = ben.page.get_by_role("dialog", name="Reset to the starter code?")
    expect(dialog).to_contain_text("for Ada Pad too")
    assert serious(ben.page) == []
    dialog.get_by_role("button", name="Reset").click()
    has(ada, f"{starters['javascript'].rstrip()}\n")
    expect(editor(ben)).to_be_focused()
    ben.page.keyboard.press("Control+Z")
    has(ada, FIRST)

    ada.page.get_by_role("button", name="Run").click()
    for one in (ada, ben):
        expect(output(one)).to_contain_text("of the first 42")

    # The second question begins with nothing, in the same language.
    swap(ada)
    for one in (ada, ben):
        expect(pads(one).get_by_role("button", name="Question 2")).to_have_attribute("aria-pressed", "true")
        expect(output(one)).to_contain_text("What the code prints appears here")
        expect(editor(one)).not_to_contain_text("of the first")
    language.select_option("python")
    write(ada, SECOND)
    has(ben, SECOND)
    ben.page.get_by_role("button", name="Run").click()
    for one in (ada, ben):
        expect(output(one)).to_contain_text("of the second 42", timeout=120_000)

    # One looks back, and can't change what is asked no more; the other one sees where they are.
    expect(editor(ben).locator(".cm-ySelectionCaret")).to_have_count(1)
    look_at(ada, 1)
    expect(pads(ben).get_by_role("button", name="Question 1")).to_contain_text("Ada Pad is here")
    expect(editor(ben).locator(".cm-ySelectionCaret")).to_have_count(0)
    has(ada, FIRST)
    expect(output(ada)).to_contain_text("of the first 42")
    expect(output(ada)).not_to_contain_text("of the second")
    expect(language).to_be_disabled()
    expect(language).to_have_value("javascript")
    expect(ada.page.get_by_role("button", name="Run", exact=True)).to_have_count(0)
    editor(ada).focus()
    ada.page.keyboard.press("Control+Z")
    ada.page.keyboard.type("x")
    assert text_of(ada) == FIRST
    assert serious(ada.page) == []
    expect(pads(ada).get_by_role("button", name="Question 2")).to_contain_text("Ben Pad is here")

    # Everything is there after a reload, and with somebody who comes by another device.
    ben.page.reload()
    has(ben, SECOND)
    ada.page.close()
    fresh = arrive(ada)
    fresh.page.goto(ben.page.url)
    has(fresh, SECOND)
    expect(output(fresh)).to_contain_text("of the second 42")
    look_at(fresh, 1)
    has(fresh, FIRST)
    expect(output(fresh)).to_contain_text("of the first 42")

    swap(ben)
    for one in (ben, fresh):
        has(one, FIRST)
        expect(one.page.get_by_label("Language")).to_have_value("javascript")
        expect(output(one)).to_contain_text("of the first 42")
        expect(output(one)).not_to_contain_text("of the second")
    # Undo goes on where this question was left, and leaves the other pad alone.
    write(ben, "back()")
    has(fresh, "back()")
    ben.page.keyboard.press("Control+Z")
    has(fresh, FIRST)
    look_at(fresh, 2)
    has(fresh, SECOND)
    expect(pads(ben).get_by_role("button", name=re.compile("^Question 2"))).to_contain_text("Ada Pad is here")


CODE = {"code": "def first():\n    return 'of the first'\n", "code2": "package main // of the second\n"}
RUN = {"language": "python", "stdout": "", "stderr": "", "status": "Finished", "ms": 5}


def interview_with_two_pads(asking: Person, answering: Person) -> str:
    """Two people go through both questions with clients of their own; returns the interview."""
    for one in (asking, answering):
        one.post("/match/pair", {"interview_type": "technical", "difficulty": "medium"})
    wait_until(lambda: all(map(interview_of, (asking, answering))), "both are matched")
    room = str(interview_of(asking))
    for one in (asking, answering):
        one.post("/interview/start", {"interview_id": room}, status=200)

    def do(wire: Wire, kind: str, **data: Any) -> None:
        assert wire.command(kind, data)["type"] == "ack"

    path = f"/ws/interview/live?interview_id={room}"
    with asking.socket(path) as hers, answering.socket(path) as his:
        for wire in (hers, his):
            wire.expect("interview.snapshot")
        document = Document()

        def write_by_halves(pad: str) -> None:
            half = len(CODE[pad]) // 2
            for words in (CODE[pad][:half], CODE[pad][half:]):
                his.say(document.append(words, pad))

        do(hers, "chat.send", text="Begin whenever you like.")
        write_by_halves("code")
        do(his, "run.share", **RUN, passed=1, total=2)
        do(his, "run.share", **RUN, passed=2, total=2)
        do(hers, "roles.swap")
        do(his, "editor.language", language="go")
        do(his, "chat.send", text="Now it is your turn.")
        write_by_halves("code2")
        do(his, "run.share", **RUN, passed=None, total=None)
        # What is written before the end is stored.
        do(his, "interview.end")
    return room


def test_a_replay_goes_by_keys_from_one_question_to_the_other(arrive: Arrive, site: Embedded, tmp_path: Path):
    gil, hana = arrive("Gil Pad"), arrive("Hana Pad")
    for one in (gil, hana):
        one.sockets = site.sockets.replace("http", "ws", 1)
    room = interview_with_two_pads(gil, hana)
    (past,) = gil.get("/interview/history", status=200).get_json()["items"]
    first, second = (each["title"] for each in past["questions"])
    for one in (gil, hana):
        page = one.page
        page.goto(f"/replay/{room}")
        code = page.get_by_role("region", name="The code at this moment")
        at = page.locator(".replay-line[aria-current]")
        expect(code).to_contain_text("Nothing is written yet.")
        for key, words in (
            ("c", "Begin whenever you like."),
            ("t", "2 of 2 passed"),
            ("Shift+R", "1 of 2 passed"),
            ("s", "swapped the roles"),
            ("c", "Now it is your turn."),
            ("r", "ran the code"),
            ("Shift+S", "swapped the roles"),
            ("Shift+T", "2 of 2 passed"),
            ("s", "swapped the roles"),
        ):
            page.keyboard.press(key)
            expect(at).to_contain_text(words)
            expect(page.get_by_role("status").filter(has_text=words)).to_have_count(1)
        # From one question to the other, with its language; what was, can be seen meanwhile.
        page.keyboard.press("End")
        slider = page.get_by_role("slider", name="Moment of the interview")
        slider.press("End")
        expect(pads(one).get_by_role("button", name="Question 2")).to_have_attribute("aria-pressed", "true")
        expect(code).to_contain_text("of the second")
        keyword = code.locator(".cm-line span").first
        expect(keyword).to_have_text("package")
        colors = "(word) => [word, word.parentElement].map((one) => getComputedStyle(one).color)"
        assert len(set(keyword.evaluate(colors))) == 2
        expect(page.get_by_role("region", name="The desk")).to_contain_text(second)
        look_at(one, 1)
        expect(code).to_contain_text("of the first")
        expect(page.get_by_role("region", name="The desk")).to_contain_text(first)
        # The slider has the focus no more; keys are of the page.
        page.keyboard.press("Shift+R")
        page.keyboard.press("Shift+T")
        expect(code).to_contain_text("of the first")
        expect(page.get_by_label("Skip idle time")).to_be_checked()
        assert serious(page) == []
        files = page.get_by_role("region", name="Code to save").get_by_role("button")
        expect(files).to_have_count(2)
        for file, words, ending in zip(files.all(), CODE.values(), (".py", ".go"), strict=True):
            with page.expect_download() as saved:
                file.click()
            assert saved.value.suggested_filename.endswith(ending)
            saved.value.save_as(tmp_path / "saved")
            assert (tmp_path / "saved").read_text() == words
    # The export has the same, by question.
    (kept,) = hana.get("/users/me/export", status=200).get_json()["interviews"]
    assert [(one["text"], one["language"]) for one in kept["pads"]] == list(
        zip(CODE.values(), ("python", "go"), strict=True)
    )
