"""Large changes at the shared desk: the peer sees all of each, and what can't be taken is said in plain words."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.clients.browser import hears, meet, paste, reads, say, write
from tests.clients.person import Person
from tests.clients.yjs import wait_until
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive

PEOPLE = json.dumps([{"id": number, "name": "Ada", "tags": ["x", "y"]} for number in range(800)]).replace("}, ", "},\n")
# What is copied is the whole text; the page shows only the lines that are in sight.
COPIED = """() => new Promise((resolve) => {
  document.addEventListener("copy", (event) => resolve(event.clipboardData.getData("text/plain")), {once: true});
  document.execCommand("copy");
})"""


def text_of(person: Person) -> str:
    person.page.locator(".cm-content").click()
    person.page.keyboard.press("Control+A")
    copied: str = person.page.evaluate(COPIED)
    return copied


def has(person: Person, text: str) -> None:
    """The editor comes to have exactly this text."""
    for _ in range(300):
        if text_of(person) == text:
            return
        person.page.wait_for_timeout(200)
    raise AssertionError(f"{person.user['full_name']} has {text_of(person)[:200]!r}, not {text[:200]!r}")


def replace_all(person: Person, old: str, new: str) -> None:
    """Through the editor's own panel."""
    person.page.locator(".cm-content").click()
    person.page.keyboard.press("Control+f")
    panel = person.page.locator(".cm-search")
    panel.locator("input[name=search]").fill(old)
    panel.locator("input[name=replace]").fill(new)
    panel.locator("button[name=replaceAll]").click()
    # The panel is gone already when the desk has begun again.
    person.page.keyboard.press("Escape")


def press(person: Person, keys: str) -> None:
    person.page.locator(".cm-content").click()
    person.page.keyboard.press("Control+A")
    person.page.keyboard.press(keys)


def test_replacing_commenting_and_undoing_reach_the_peer_whole_and_survive_a_reload(arrive: Arrive):
    una, vic = arrive("Una"), arrive("Vic")
    meet(una, vic)
    paste(una, PEOPLE)
    has(vic, PEOPLE)
    replaced = PEOPLE.replace('"', "'")
    replace_all(una, '"', "'")
    has(vic, replaced)
    commented = "\n".join(f"# {line}" for line in replaced.split("\n"))
    press(una, "Control+/")
    has(vic, commented)
    press(una, "Control+z")
    has(vic, replaced)
    vic.page.reload()
    has(vic, replaced)
    una.page.reload()
    has(una, replaced)
    write(una, "done = True")
    has(vic, "done = True")
    for one in (una, vic):
        expect(one.page.get_by_text("You are no longer in the room")).to_be_hidden()


def test_a_paste_of_200_kilobytes_is_commented_out_and_back_and_both_go_on(arrive: Arrive):
    rae, sol = arrive("Rae"), arrive("Sol")
    meet(rae, sol)
    pasted = "".join(f"total_{number} = count(rows, {number})\n" for number in range(6_000))[:200_000]
    paste(rae, pasted)
    has(sol, pasted)
    commented = "\n".join(f"# {line}" if line else line for line in pasted.split("\n"))
    press(rae, "Control+/")
    has(sol, commented)
    press(rae, "Control+z")
    has(sol, pasted)
    press(sol, "Control+/")
    has(rae, commented)
    press(sol, "Control+z")
    has(rae, pasted)
    for one, line in ((rae, "rae = 1\n"), (sol, "sol = 2\n")):
        one.page.locator(".cm-content").click()
        one.page.keyboard.press("Control+Home")
        one.page.keyboard.insert_text(line)
    for one in (rae, sol):
        wait_until(lambda: sorted(text_of(one).split("\n")[:2]) == ["rae = 1", "sol = 2"], "both lines are there")  # noqa: B023 - called here
        expect(one.page.get_by_text("You are no longer in the room")).to_be_hidden()
        expect(one.page.get_by_text("Your last change is not in the document")).to_be_hidden()
    sol.page.reload()
    has(sol, text_of(rae))


def test_what_was_replaced_while_nobody_answered_is_there_after_a_reload(arrive: Arrive, site: Embedded):
    wes, xia = arrive("Wes"), arrive("Xia")
    meet(wes, xia)
    paste(wes, PEOPLE)
    has(xia, PEOPLE)
    sockets = site.find("mockmate_ws")
    sockets.suspend()
    try:
        replace_all(wes, '"', "'")
        wes.page.reload()
    finally:
        sockets.resume()
    has(xia, PEOPLE.replace('"', "'"))
    has(wes, PEOPLE.replace('"', "'"))


# So many places are more than the document can remember, or than a message can bring.
@pytest.mark.parametrize(
    ("places", "why"), [(24_000, "the document is full"), (55_000, "larger than a message may be")]
)
def test_a_change_that_is_too_much_is_told_in_words_and_both_go_on(arrive: Arrive, places: int, why: str):
    yan, zoe = arrive("Yan"), arrive("Zoe")
    meet(yan, zoe)
    letters = "\n".join(["x-" * 40] * (places // 40))
    paste(yan, letters)
    has(zoe, letters)
    replace_all(yan, "x", "y")
    notice = yan.page.get_by_role("alert").filter(has_text="Your last change is not in the document")
    expect(notice).to_contain_text(why, timeout=60_000)
    has(yan, letters)
    has(zoe, letters)
    notice.get_by_text("Your version of the code").click()
    expect(notice.get_by_label("Your version of the code")).to_have_value(re.compile("^(y-){40}\n(y-){40}\n"))
    write(zoe, "total = 1")
    reads(yan, "total = 1")
    notice.get_by_role("button", name="Dismiss").click()
    expect(notice).to_be_hidden()
    write(yan, "total = 2")
    reads(zoe, "total = 2")
    yan.page.reload()
    reads(yan, "total = 2")
    expect(notice).to_be_hidden()
    say(yan, "I am still here")
    hears(zoe, "I am still here")
