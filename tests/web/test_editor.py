"""The editor's comforts by keys, as the peer sees what comes of them, and in this browser alone what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Locator, expect

from tests.clients import wait_until
from tests.clients.browser import is_in_room, meet, write
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
    Action("Enter keeps the indentation", "def f():\n    a = 1", press(END, "Enter", "'b"), "def f():\n    a = 1\n    b"),
    Action("Enter after a word that was not chosen", "total = 1\n", ignoring("to", "Enter", "'x"), "total = 1\nto\nx"),
    Action("Enter takes what was chosen", "total = 1\n", choosing("to", "total", "Enter"), "total = 1\ntotal"),
    Action("Tab takes what was chosen", "total = 1\n", choosing("to", "total", "Tab"), "total = 1\ntotal"),
    Action("Escape closes the list alone", "total = 1\n", ignoring("to", "Escape", "Tab", "'x"), "total = 1\n    tox"),
    Action("a snippet", "", choosing("de", "function", "Enter", "'f", "Tab", "'a", "Tab", "'1"), "def f(a):\n    1"),
    Action("Tab indents, Shift+Tab the other way", "a\nb", press(HOME, "Tab", "ArrowDown", "Tab", "Shift+Tab"), "    a\nb"),
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


def choose(person: Person, **settings: str) -> None:
    dialog = open_settings(person)
    for label, value in settings.items():
        dialog.get_by_label(label.replace("_", " "), exact=True).select_option(value)
    person.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_vim_emacs_and_formatting_leave_the_text_whole_and_are_kept(arrive: Arrive):
    cat, dov = arrive("Cat"), arrive("Dov")
    meet(cat, dov)
    in_vim(cat, dov)
    in_emacs(cat, dov)
    choose(cat, Keys="standard")
    format_python(cat, dov)
    format_javascript(cat, dov)
    kept_after_a_reload(cat)


def in_vim(cat: Person, dov: Person) -> None:
    page = cat.page
    write(cat, "one\ntwo")
    choose(cat, Keys="vim")
    status = page.locator(".status-line")
    expect(status).to_contain_text("Vim NORMAL")
    editor(cat).focus()
    press("'ggOzero", "Escape")(cat)
    comes_to_read(dov, "zero\none\ntwo", "Vim opens a line above")
    # The peer's change is not undone with it.
    write_at_the_end(dov, "!")
    comes_to_read(cat, "zero\none\ntwo!", "the peer writes")
    press("'u")(cat)
    comes_to_read(dov, "one\ntwo!", "Vim undoes one's own alone")
    press("Control+r")(cat)
    comes_to_read(dov, "zero\none\ntwo!", "Vim redoes")
    press("'jdd")(cat)
    comes_to_read(dov, "zero\ntwo!", "Vim deletes a line")
    press("'o")(cat)
    expect(status).to_contain_text("Vim INSERT")
    press("'zer")(cat)
    expect(suggestions(cat).first).to_be_visible()
    page.wait_for_timeout(100)
    press("ArrowDown", "Enter")(cat)
    comes_to_read(dov, "zero\nzero\ntwo!", "a suggestion in Vim")
    leaves(cat, "Vim")
    expect(status).to_contain_text("Vim NORMAL")
    editor(cat).focus()
    leaves(cat, "Vim at rest")
    editor(cat).focus()
    press("':")(cat)
    expect(page.get_by_label("Command", exact=True)).to_be_focused()
    assert axe.serious(page) == []
    press("'undo", "Enter")(cat)
    comes_to_read(dov, "zero\ntwo!", "Vim's command undoes, too")
    press("'gg", "'Aaa")(cat)
    comes_to_read(dov, "zeroaa\ntwo!", "Vim appends")
    write_at_the_end(dov, "!!")
    comes_to_read(cat, "zeroaa\ntwo!!!", "the peer writes meanwhile")
    editor(cat).focus()
    press("Escape", "'j.")(cat)
    comes_to_read(dov, "zeroaa\ntwo!!!aa", "Vim repeats one's own alone")
    press("'uu")(cat)
    comes_to_read(dov, "zero\ntwo!!!", "Vim undoes command by command")


def write_at_the_end(person: Person, text: str) -> None:
    editor(person).click()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.insert_text(text)


def in_emacs(cat: Person, dov: Person) -> None:
    choose(cat, Keys="emacs")
    expect(cat.page.locator(".status-line")).to_contain_text("Emacs")
    # Emacs' Ctrl+A is the beginning of the line.
    write_at_the_end(dov, "\nabc def")
    comes_to_read(cat, "zero\ntwo!!!\nabc def", "the peer writes")
    editor(cat).focus()
    press("Control+End", "Control+a", "Control+k")(cat)
    comes_to_read(dov, "zero\ntwo!!!\n", "Emacs kills a line")
    press("Control+y", "Control+y")(cat)
    comes_to_read(dov, "zero\ntwo!!!\nabc defabc def", "Emacs yanks")
    press("Control+/")(cat)
    expect(editor(dov)).not_to_contain_text("defabc")
    press("Control+End", "Enter", "'if a:", "Enter", "'b")(cat)
    expect(editor(dov)).to_contain_text("if a:    b")
    leaves(cat, "Emacs")


UGLY = "def  f( a,b ):\n  return  a+b\nprint( f(1,2) )\n"
PRETTY = "def f(a, b):\n    return a + b\n\n\nprint(f(1, 2))\n"


def format_python(cat: Person, dov: Person) -> None:
    write(cat, UGLY)
    comes_to_read(dov, UGLY, "what is to be formatted")
    # The peer's cursor is at the end of a name in the last line.
    editor(dov).click()
    press("Control+End", "ArrowUp", "End", *["ArrowLeft"] * 8, "Shift+ArrowLeft")(dov)
    assert selected(dov) == "f"
    editor(cat).focus()
    press("Shift+Alt+f")(cat)
    comes_to_read(dov, PRETTY, "the code is formatted")
    assert selected(dov) == "f"
    assert dov.page.locator(".status-place").inner_text().startswith("Ln 5, Col 7")
    press("Control+z")(cat)
    comes_to_read(dov, UGLY, "formatting is one step to undo")
    write(cat, "x = 1\ndef f(:\n")
    cat.page.get_by_role("button", name="Format").click()
    expect(cat.page.locator(".status-note")).to_contain_text("Line 2:")
    assert text_of(cat) == "x = 1\ndef f(:\n"


def selected(person: Person) -> str:
    return str(person.page.evaluate("getSelection().toString()"))


def format_javascript(cat: Person, dov: Person) -> None:
    speak(cat, dov, "javascript")
    write(cat, "function f(a){\nreturn a\n}")
    # The peer writes while the formatter is at work: nothing of it is lost.
    cat.page.get_by_role("button", name="Format").click()
    write_at_the_end(dov, "//!")
    expect(editor(cat)).to_contain_text("return a;")
    expect(editor(cat)).to_contain_text("//!")
    cat.page.get_by_role("button", name="Format").click()
    comes_to_read(dov, "function f(a) {\n  return a;\n} //!\n", "both changes are there")
    speak(cat, dov, "go")
    expect(cat.page.get_by_role("button", name="Format")).to_have_count(0)


# Notes what the page has as soon as it has a body, which is before it is painted.
_FIRST = """new MutationObserver((_, watcher) => {
    if (!document.body) return;
    watcher.disconnect();
    window.atFirst = document.documentElement.dataset.theme;
}).observe(document, { childList: true, subtree: true })"""


def kept_after_a_reload(cat: Person) -> None:
    page = cat.page
    choose(cat, Keys="vim", Indentation="8", Size_of_the_text="20", Theme="dark")
    page.add_init_script(_FIRST)
    page.reload()
    is_in_room(cat)
    expect(page.locator(".status-line")).to_contain_text("Spaces: 8")
    expect(page.locator(".status-line")).to_contain_text("Vim NORMAL")
    assert page.locator(".cm-editor").evaluate("(one) => getComputedStyle(one).fontSize") == "20px"
    assert page.evaluate("window.atFirst") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 18, 25)"
    page.goto("/account")
    page.get_by_label("Theme").select_option("system")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 246, 250)"
