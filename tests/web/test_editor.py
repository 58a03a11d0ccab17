"""The editor's comforts by keys, as the peer sees what comes of them, and in this browser alone what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Locator, expect

from tests.clients import wait_until
from tests.clients.browser import meet, write
from tests.clients.person import Person
from tests.web import axe
from tests.web.conftest import Arrive

_LINES = """(content) => [...content.cloneNode(true).querySelectorAll(".cm-line")].map((line) => {
    for (const cursor of line.querySelectorAll(".cm-ySelectionCaret")) cursor.remove();
    return line.textContent;
}).join("\\n")"""
Keys = Callable[[Person], None]


def editor(person: Person) -> Locator:
    return person.page.locator(".cm-content")


def text_of(person: Person) -> str:
    """Read the editor, without the other one's cursor."""
    return str(editor(person).evaluate(_LINES))


def comes_to_read(person: Person, text: str, about: str) -> None:
    def is_so() -> bool:
        person.page.wait_for_timeout(20)
        return text_of(person) == text

    try:
        wait_until(is_so, about)
    except AssertionError as error:
        raise AssertionError(f"{about}: {text_of(person)!r} instead of {text!r}") from error


def press(*keys: str) -> Keys:
    """Press keys; what is no name of a key is typed."""

    def do(person: Person) -> None:
        for key in keys:
            if key.startswith("'"):
                person.page.keyboard.type(key[1:])
            else:
                person.page.keyboard.press(key)

    return do


def choosing(typed: str, wanted: str, *then: str) -> Keys:
    """Type, choose among what is suggested by arrow keys, and go on."""

    def do(person: Person) -> None:
        person.page.keyboard.type(typed)
        suggested = suggestions(person)
        expect(suggested.filter(has_text=wanted).first).to_be_visible()
        chosen = person.page.locator(".cm-tooltip-autocomplete [aria-selected]")
        # A list takes keys only once people can have seen it.
        person.page.wait_for_timeout(100)
        for _ in range(suggested.count()):
            person.page.keyboard.press("ArrowDown")
            expect(chosen).to_have_count(1)
            if wanted in chosen.inner_text():
                break
        press(*then)(person)

    return do


def suggestions(person: Person) -> Locator:
    return person.page.get_by_role("listbox", name="Completions").get_by_role("option")


def ignoring(typed: str, *then: str) -> Keys:
    """Type until something is suggested, and go on as if nothing were."""

    def do(person: Person) -> None:
        person.page.keyboard.type(typed)
        expect(suggestions(person).first).to_be_visible()
        person.page.wait_for_timeout(100)
        press(*then)(person)

    return do


def alt_click(person: Person) -> None:
    person.page.keyboard.press("Control+Home")
    person.page.locator(".cm-line").nth(1).click(modifiers=["Alt"], position={"x": 300, "y": 8})
    person.page.keyboard.type("x")


def fold(person: Person) -> None:
    person.page.keyboard.press("Control+Home")
    person.page.keyboard.press("Control+Shift+BracketLeft")
    expect(person.page.locator(".cm-foldPlaceholder")).to_have_count(1)
    press("ArrowDown", "'x", "Control+Alt+BracketRight")(person)
    expect(person.page.locator(".cm-foldPlaceholder")).to_have_count(0)


class Action(NamedTuple):
    about: str
    before: str
    do: Keys
    after: str
    language: str = "python"


END, HOME = "Control+End", "Control+Home"
ACTIONS = [
    Action(
        "Enter keeps the indentation", "def f():\n    a = 1", press(END, "Enter", "'b"), "def f():\n    a = 1\n    b"
    ),
    Action("Enter after a word that was not chosen", "total = 1\n", ignoring("to", "Enter", "'x"), "total = 1\nto\nx"),
    Action("Enter takes what was chosen", "total = 1\n", choosing("to", "total", "Enter"), "total = 1\ntotal"),
    Action("Tab takes what was chosen", "total = 1\n", choosing("to", "total", "Tab"), "total = 1\ntotal"),
    Action("Escape closes the list alone", "total = 1\n", ignoring("to", "Escape", "Tab", "'x"), "total = 1\n    tox"),
    Action("a snippet", "", choosing("de", "function", "Enter", "'f", "Tab", "'a", "Tab", "'1"), "def f(a):\n    1"),
    Action(
        "Tab indents, Shift+Tab the other way", "a\nb", press(HOME, "Tab", "ArrowDown", "Tab", "Shift+Tab"), "    a\nb"
    ),
    Action("what comes next is selected as well", "a = a + a", press(HOME, *["Control+d"] * 3, "'bb"), "bb = bb + bb"),
    Action("cursors below", "1\n2\n3", press(HOME, *["Control+Alt+ArrowDown"] * 2, "'x"), "x1\nx2\nx3"),
    Action("cursors by Alt and a click", "1\n2\n3", alt_click, "x1\n2x\n3"),
    Action("all of the same", "a b a", press(HOME, "Control+d", "Control+Shift+l", "'x"), "x b x"),
    Action("a line is moved", "a\nb", press(HOME, "Alt+ArrowDown"), "b\na"),
    Action("a line is copied", "a\nb", press(HOME, "Shift+Alt+ArrowDown"), "a\na\nb"),
    Action("a line is deleted", "a\nb\nc", press(HOME, "ArrowDown", "Control+Shift+k"), "a\nc"),
    Action("a comment", "a", press(HOME, "Control+/"), "# a"),
    Action("brackets close themselves", "f", press(END, "'([1])", "'+"), "f([1])+"),
    Action(
        "the selection grows to what is in the brackets",
        "f(aa, bb)",
        press(HOME, *["ArrowRight"] * 3, *["Shift+Alt+ArrowRight"] * 2, "'x"),
        "f(x)",
    ),
    Action(
        "the selection shrinks again",
        "f(aa, bb)",
        press(HOME, *["ArrowRight"] * 3, *["Shift+Alt+ArrowRight"] * 2, "Shift+Alt+ArrowLeft", "'x"),
        "f(x, bb)",
    ),
    Action("what is folded is passed by", "def f():\n    a\n    b\nc", fold, "def f():\n    a\n    b\nxc"),
    Action("undo", "a", press(END, "'b", "Control+z", "'c"), "ac"),
    Action("redo", "", press("'a", "Control+z", "Control+y", "'b"), "ab"),
    Action("to a line", "1\n2\n3", press("Control+Alt+g", "'3", "Enter", "'x"), "1\n2\nx3"),
    Action("Go is indented by tabs", "", press("'func f() {", "Enter", "'x"), "func f() {\n\tx\n}", "go"),
    Action("Tab in Go", "x", press(HOME, "Tab"), "\tx", "go"),
    Action("JavaScript is indented by two", "", press("'if (a) {", "Enter", "'x"), "if (a) {\n  x\n}", "javascript"),
]


def speak(person: Person, other: Person, language: str) -> None:
    person.page.get_by_label("Language").select_option(language)
    expect(other.page.get_by_label("Language")).to_have_value(language)


def test_more_than_twenty_actions_by_keys_as_the_peer_sees_them(arrive: Arrive):
    amy, ben = arrive("Amy"), arrive("Ben")
    meet(amy, ben)
    language = "python"
    for about, before, do, after, of in ACTIONS:
        if of != language:
            language = of
            speak(amy, ben, language)
            expect(amy.page.locator(".status-line")).to_contain_text("Tabs" if language == "go" else "Spaces: 2")
        start(amy, before)
        do(amy)
        comes_to_read(ben, after, about)
    assert len(ACTIONS) > 20
    leaves(amy, "with the usual keys")
    paste_in_go(amy, ben)
    look_closely(amy)


def start(person: Person, text: str) -> None:
    page = person.page
    # Closes what may be open, and leaves neither selections nor folds.
    editor(person).click()
    page.keyboard.press("Escape")
    if text:
        write(person, text)
    else:
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    # What was typed before is an undo step of its own only after a moment.
    page.wait_for_timeout(550)


def leaves(person: Person, about: str) -> None:
    """Escape and then Tab leave the editor, and nothing of it is indented."""
    before = text_of(person)
    expect(editor(person)).to_be_focused()
    person.page.keyboard.press("Escape")
    person.page.keyboard.press("Tab")
    expect(editor(person), about).not_to_be_focused()
    assert text_of(person) == before, about


def paste_in_go(amy: Person, ben: Person) -> None:
    speak(amy, ben, "go")
    start(amy, "")
    editor(amy).evaluate(
        """(editor) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", "if a {\\n  if b {\\n    c()\\n  }\\n}");
            editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        }"""
    )
    comes_to_read(ben, "if a {\n\tif b {\n\t\tc()\n\t}\n}", "what is pasted is indented as Go is")


def look_closely(person: Person) -> None:
    """Nothing is wrong for people who can't see the page, in either theme, whatever is open."""
    page = person.page
    for theme in ("dark", "light"):
        dialog = open_settings(person)
        dialog.get_by_label("Theme").select_option(theme)
        assert axe.serious(page) == [], f"settings, {theme}"
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme
        start(person, "total = 1\n")
        page.keyboard.type("to")
        expect(suggestions(person).first).to_be_visible()
        page.wait_for_timeout(100)
        page.keyboard.press("ArrowDown")
        assert axe.serious(page) == [], f"suggestions, {theme}"
        page.keyboard.press("Escape")
        page.keyboard.press("Control+f")
        page.get_by_role("textbox", name="Find").fill("total")
        assert axe.serious(page) == [], f"search, {theme}"
        page.keyboard.press("Escape")


def open_settings(person: Person) -> Locator:
    person.page.get_by_role("button", name="Editor settings").click()
    dialog = person.page.get_by_role("dialog", name="Editor settings")
    expect(dialog).to_be_visible()
    return dialog
