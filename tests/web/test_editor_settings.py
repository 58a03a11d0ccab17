"""Keys of Vim and Emacs, formatting and settings of the editor: each person's own, in a text that both write."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.clients.browser import is_in_room, meet, write
from tests.clients.person import Person
from tests.web import axe
from tests.web.conftest import Arrive
from tests.web.test_editor import comes_to_read, editor, leaves, open_settings, press, speak, suggestions, text_of


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
    press("'ggo")(cat)
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
    press("Control+End", "ArrowUp", "End", *["ArrowLeft"] * 7, "Shift+ArrowLeft")(dov)
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
    expect(editor(dov)).to_contain_text("return a;")
    assert text_of(cat).startswith("function f(a) {\n  return a;\n}")
    comes_to_read(dov, text_of(cat), "both changes are there")
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
