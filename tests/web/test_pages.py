"""Every page, light and dark, on a desk and on a phone: accessible, no wider than the screen; pictures on request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.clients.browser import begin, enter, practise, say, sees_video, settle
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import pale, serious
from tests.web.conftest import Arrive
from tests.web.seeding import register_at
from tests.web.test_board import draw, open_board
from tests.web.test_journey import end, review

OUTSIDE = (
    "/",
    "/nowhere",
    "/login",
    "/register",
    "/forgot-password",
    "/reset-password#token=x",
    "/setup#token=x",
    "/verify-email#token=x",
    "/change-email#token=x",
    "/keep-email#token=x",
    "/signed-in#error=denied",
    "/invite#x",
    "/join#x",
)
TEXTS = ("/help", "/privacy", "/conduct", "/licenses")
INSIDE = (
    "/",
    "/times",
    "/waiting",
    "/solo",
    "/invites",
    "/invites/new",
    "/my-groups",
    "/history",
    "/progress",
    "/account",
    "/manage",
)

looks = pytest.mark.parametrize("phone", [False, True])


# Those that are told apart by color where people have not chosen their own: by what is theirs, and is not.
PAIRS = {
    ".choice label": ":has(:checked)",
    ".desk-sides button": "[aria-pressed=true]",
    ".room-actions .icon": "[aria-pressed=true]",
    ".day": "[aria-pressed=true]",
    ".nav-link": "[aria-current]",
    ".area-link": "[aria-current]",
    ".dialog-actions .button": ".primary",
    "[role=option]": "[aria-selected]",
}
# How two of a kind differ in lines, in a sign before them, or in how they are underlined; nothing if only one is there.
_DIFFERENCE = """([all, chosen]) => {
    const look = (part, pseudo) => {
        const style = getComputedStyle(part, pseudo);
        const lines = ["borderTopWidth", "borderBottomWidth", "borderTopStyle", "textDecorationLine", "content"];
        const canvas = getComputedStyle(document.body).backgroundColor;
        const isSeen = style.borderBottomWidth !== "0px" && style.borderBottomColor !== canvas;
        return lines.map((name) => style[name]).concat(isSeen).join();
    };
    const pair = [`${all}${chosen}`, `${all}:not(${chosen})`].map((one) => document.querySelector(one));
    if (!pair[0] || !pair[1]) return null;
    const [one, other] = pair.map((part) => look(part) + look(part, "::before"));
    return one !== other;
}"""


# Beside the page is the place for its scroll bar: it has to look like the page below the veil of a dialog.
_UNDIMMED = """(() => {
    const dialog = document.querySelector("dialog:modal");
    if (!dialog) return [];
    const colors = [[document.documentElement], [document.body], [dialog, "::backdrop"]].map((of) =>
        getComputedStyle(...of).backgroundColor.match(/[\\d.]+/g).map(Number));
    const [beside, page, [, , , share], veil] = [...colors, colors[2]];
    const isDimmed = beside.every((part, at) => Math.abs(part - page[at] - (veil[at] - page[at]) * share) <= 1);
    return isDimmed ? [] : ["the place beside the page isn't dimmed"];
})()"""


class Album:
    """Pages as somebody has them, dark and light: pictures where they are asked for, and what axe says of each.

    What people open, which has names that begin with "open-", is looked at in people's own colors, too.
    """

    def __init__(self, folder: Path | None, *, phone: bool) -> None:
        self.folder, self.screen = folder, "phone" if phone else "desk"
        # The last theme is the one that the next page is loaded with: each has its turn.
        self.themes: tuple[Literal["light", "dark"], ...] = ("light", "dark") if phone else ("dark", "light")
        self.found: list[str] = []
        self.told_apart: set[str] = set()

    def take(self, person: Person, name: str) -> None:
        page = person.page
        settle(person)
        for theme in self.themes:
            page.emulate_media(color_scheme=theme)
            page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))")
            if self.folder is not None:
                page.screenshot(path=self.folder / f"{name}-{self.screen}-{theme}.png", full_page=True)
            self.found += [f"{name}, {theme}: {line}" for line in [*serious(page), *page.evaluate(_UNDIMMED)]]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                self.found.append(f"{name}, {theme}: {wide} px wider than the screen")
        if name.startswith("open-") and self.screen == "desk":
            self.take_forced(person, name)

    def take_forced(self, person: Person, name: str) -> None:
        page = person.page
        page.emulate_media(forced_colors="active")
        if self.folder is not None:
            page.screenshot(path=self.folder / f"{name}-forced.png")
        differences = {kind: page.evaluate(_DIFFERENCE, [kind, chosen]) for kind, chosen in PAIRS.items()}
        self.told_apart |= {kind for kind, differ in differences.items() if differ}
        alike = [f"all {kind} look alike" for kind, differ in differences.items() if differ is False]
        self.found += [f"{name}, forced colors: {line}" for line in [*alike, *serious(page)]]
        page.emulate_media(forced_colors="none", contrast="more")
        self.found += [f"{name}, more contrast: {line} is pale" for line in pale(page)]
        page.emulate_media(contrast="no-preference")


@pytest.fixture
def album(shots: Path | None, phone: bool) -> Iterator[Album]:
    made = Album(shots, phone=phone)
    yield made
    assert made.found == [], "\n".join(made.found)


@looks
def test_pages_before_logging_in(arrive: Arrive, album: Album, phone: bool):
    person = arrive(dark=phone, phone=phone)
    for path in (*OUTSIDE, *TEXTS):
        person.go(path)
        album.take(person, f"out-{path.split('#')[0].strip('/') or 'landing'}")
    for path in ("/nowhere", "/history/of-what", "/manage/a/b"):
        answer = person.page.goto(path)
        assert answer is not None
        assert answer.status == 404
        expect(person.page.get_by_role("heading", name="Page not found")).to_be_visible()
    person.page.get_by_role("link", name="Go to home").click()
    expect(person.page).to_have_url(re.compile("/$"))
    person.go("/register")
    person.page.get_by_label("Email address").fill("nobody@example.test")
    person.page.get_by_label("Password").fill("password")
    person.page.get_by_role("button", name="Sign up").click()
    expect(person.page.locator("[aria-invalid=true]")).to_be_visible()
    album.take(person, "out-register-refused")


@looks
def test_pages_of_somebody_new(arrive: Arrive, album: Album, phone: bool):
    person = arrive("Nora", dark=phone, phone=phone)
    for path in INSIDE:
        person.go(path)
        expect(person.page.locator("main")).to_be_visible()
        album.take(person, f"new-{path.strip('/') or 'home'}")


@looks
def test_pages_of_a_group(arrive: Arrive, album: Album, phone: bool):
    olga, mo = arrive("Olga Brandt", dark=phone, phone=phone), arrive("Mo Adeyemi", dark=phone, phone=phone)
    about = "Practice for the class of Ms. Brandt. We meet on Mondays and Thursdays."
    made = olga.post("/groups", {"name": "Algorithms, spring class", "about": about}, status=201).get_json()
    link, group = f"/join#{made['url'].partition('#')[2]}", made["group"]["id"]
    for person, path, name in (
        (arrive(dark=phone, phone=phone), link, "out-join-link"),
        (mo, link, "used-join-link"),
    ):
        person.go(path)
        expect(person.page.get_by_role("heading", name="Join Algorithms, spring class")).to_be_visible()
        album.take(person, name)
    mo.page.get_by_role("button", name="Join the group").click()
    expect(mo.page.get_by_role("region", name="Members")).to_contain_text("Olga Brandt")
    weekly = {"interview_type": "technical", "weekday": 1, "local_time": "18:00", "time_zone": "Europe/Berlin"}
    olga.post(f"/groups/{group}/slot-templates", weekly, status=201)
    mo.page.reload()
    expect(mo.page.get_by_role("region", name="Times of this group").get_by_role("listitem").first).to_be_visible()
    album.take(mo, "used-group-member")
    for path, name in ((f"/my-groups?group={group}", "used-group"), ("/my-groups", "used-groups"), ("/", "used-home")):
        olga.go(path)
        expect(olga.page.get_by_text("Algorithms, spring class").first).to_be_visible()
        album.take(olga, f"{name}-organizer")


@looks
def test_booking_and_the_way_through_an_interview(arrive: Arrive, album: Album, phone: bool):
    erin, frank = arrive("Erin Okafor", dark=phone, phone=phone), arrive("Frank Li")
    page = erin.page
    erin.go("/times")
    # Not tomorrow: close to midnight its first slot is at the time of practising now.
    page.locator(".day").nth(2).click()
    page.get_by_role("button", name="Book Technical").first.click()
    album.take(erin, "open-book")
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("Yours ·").first).to_be_visible()
    album.take(erin, "used-times")
    practise(erin)
    expect(page.get_by_text("Looking for a partner")).to_be_visible()
    expect(page.get_by_role("region", name="Network")).to_contain_text("There is nothing to test the network with.")
    album.take(erin, "used-waiting")
    practise(frank)
    expect(page.get_by_role("heading", name="You are matched")).to_be_visible()
    album.take(erin, "open-matched")
    begin_and_look(erin, frank, album, phone=phone)
    assert phone or album.told_apart >= PAIRS.keys() - {".area-link"}
    end(frank)
    expect(page.get_by_role("heading", name="The interview is over")).to_be_visible()
    album.take(erin, "open-ended")
    page.get_by_role("link", name="Give feedback").click()
    expect(page.get_by_role("button", name="Send feedback")).to_be_visible()
    album.take(erin, "used-review")
    erin.go("/")
    frank.page.get_by_role("link", name="Later").click()
    for one in (erin, frank):
        review(one)
    for path in ("/", "/history", "/progress", "/account"):
        erin.go(path)
        album.take(erin, f"used-{path.strip('/') or 'home'}")
    erin.go("/")
    page.get_by_role("button", name="Cancel").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    album.take(erin, "open-cancel")


@looks
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sheet_before_the_first_room_and_cameras_until_both_agree(
    site: Embedded, arrive: Arrive, album: Album, phone: bool, language: str
):
    locale = {"en": "en-GB", "es": "es-MX"}[language]
    new = arrive(register_at(site, "Nia Brook", agrees=False), dark=phone, phone=phone, locale=locale)
    new.go("/")
    new.page.get_by_role("button", name=re.compile("Find a partner|Buscar con quién practicar")).click()
    expect(new.page.get_by_role("dialog").locator(".consent li").first).to_be_visible()
    album.take(new, f"open-consent-{language}")
    ann, bob = arrive("Ann Lee", dark=phone, phone=phone, locale=locale), arrive("Bob Ray")
    for one in (ann, bob):
        one.patch("/users/me", {"camera_start": "off"}, status=200)
    enter(ann, bob)
    words = ann.page.locator(".call-words")
    expect(words.get_by_role("button", name=re.compile("Show my camera|Mostrar mi cámara"))).to_be_visible()
    album.take(ann, f"cameras-off-{language}")
    bob.page.get_by_role("button", name="Show my camera").click()
    expect(words.locator(".cameras-answer")).to_be_visible()
    album.take(ann, f"cameras-asked-{language}")
    words.locator(".cameras-answer .primary").click()
    sees_video(ann)
    expect(words.locator(".cameras-on")).to_be_visible()
    album.take(ann, f"cameras-on-{language}")


def begin_and_look(erin: Person, frank: Person, album: Album, *, phone: bool) -> None:
    begin(erin, frank)
    if phone:
        for tab in ("Call", "Code", "Question"):
            erin.page.get_by_role("button", name=tab, exact=True).click()
            album.take(erin, f"used-room-{tab.lower()}")
        return
    say(frank, "Shall I begin by asking about the input?")
    say(erin, "Please do. How large can it be?")
    expect(frank.page.get_by_role("log")).to_contain_text("How large")
    erin.page.locator(".cm-content").click()
    erin.page.keyboard.type('def paths(grid):\n"""Count them."""\nreturn [row for row in grid if row]\n')
    album.take(erin, "used-room")
    # No sheet of another page comes in between.
    assert largest_gap(erin) <= 16
    mine, theirs = (erin.page.locator(f".tile{kind}").bounding_box() for kind in (".small", ":not(.small)"))
    assert mine is not None
    assert theirs is not None
    assert mine["height"] < theirs["height"] * 0.75
    look_at_what_opens(erin, album)
    open_board(erin)
    draw(erin, (0.1, 0.2), (0.4, 0.2))
    draw(erin, (0.4, 0.2), (0.4, 0.7))
    album.take(erin, "used-board")


def largest_gap(person: Person) -> float:
    """Return the largest gap between two parts of the question, in pixels."""
    return float(
        person.page.locator(".question-pane").evaluate(
            """(pane) => {
                const boxes = [...pane.querySelectorAll(":scope > *, .reveal > .button")].map((part) =>
                    part.getBoundingClientRect());
                return Math.max(...boxes.slice(1).map(({ top }, at) => top - boxes[at].bottom));
            }"""
        )
    )


def look_at_what_opens(erin: Person, album: Album) -> None:
    """Panels and lists of the editor, and the room's dialogs: what no page at rest shows."""
    page = erin.page
    editor = page.locator(".cm-editor")
    page.get_by_role("button", name="Camera").click()
    editor.locator(".cm-content").click()
    page.keyboard.press("Control+f")
    page.get_by_role("textbox", name="Find").fill("row")
    page.get_by_role("textbox", name="Replace").fill("line")
    page.get_by_role("button", name="next", exact=True).click()
    album.take(erin, "open-find")
    page.keyboard.press("Escape")
    editor.locator(".cm-content").click()
    page.keyboard.press("Control+Alt+g")
    expect(editor.get_by_label("Go to line")).to_be_visible()
    album.take(erin, "open-line")
    page.keyboard.press("Escape")
    editor.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("pr")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("listbox", name="Completions").get_by_role("option").nth(1)).to_be_visible()
    chosen = page.locator("[role=option][aria-selected]")
    for _ in range(20):
        # Keys count for the list only once it has been there for a moment.
        if chosen.count():
            break
        page.wait_for_timeout(50)
        page.keyboard.press("ArrowDown")
    album.take(erin, "open-completion")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Editor settings").click()
    expect(page.get_by_role("dialog", name="Editor settings")).to_be_visible()
    album.take(erin, "open-editor-settings")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_role("dialog", name="End the interview?")).to_be_visible()
    album.take(erin, "open-end")
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="Interview with").focus()
    page.locator("body").press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    album.take(erin, "open-shortcuts")
    page.keyboard.press("Escape")
