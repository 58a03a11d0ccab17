"""WCAG 2.2 AA on every page, beyond what axe-core finds; docs/accessibility.md names these tests."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.clients import wait_until
from tests.clients.browser import meet, sees_video, settle
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web import probes
from tests.web.conftest import Arrive
from tests.web.seeding import behind, leave_odd_figures, practise_for_weeks, promote, register_at
from tests.web.test_board import draw, open_board, use
from tests.web.test_pages import TEXTS
from tests.web.test_texts import AREAS, INSIDE, OUTSIDE

MANAGE = tuple(f"/manage{area}" for area in AREAS)


@pytest.fixture(scope="module")
def boss(site: Embedded) -> Person:
    """Someone who has practiced for weeks and is an administrator: their pages are full."""
    me, ada, lin = register_at(site, "Nora Sand"), register_at(site, "Ada Quist"), register_at(site, "Lin Moreau")
    odd = [register_at(site, name).id for name in ("Bartholomew Featherstonehaugh-Montgomery", "Kim Roe")]
    with behind(site) as session:
        practise_for_weeks(session, me.id, [ada.id, lin.id], weeks=5)
        leave_odd_figures(session, (odd[0], odd[1]), [ada.id, lin.id])
        promote(session, me.id)
    return me


def visit(person: Person, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        probes.at(person.page, probes.DESK)
        person.go(path)
        person.page.locator("main h1").first.wait_for()
        settle(person)
        yield path


def faults(page: Page) -> list[str]:
    return [
        *probes.faint(page),
        *probes.targets(page),
        *probes.focus(page, probes.DESK),
        *probes.focus(page, probes.PHONE),
        *probes.reflow(page),
        *probes.orientation(page),
        *probes.spacing(page),
    ]


def test_a_page_with_all_these_faults_has_them_found(arrive: Arrive) -> None:
    page = arrive().page
    page.set_content("""<!doctype html><style>
        html { background: #fff } :focus { outline: none }
        .input { border: 1px solid #eee; background: #fff } button { padding: 0; border: 0 }
        .bar { position: fixed; inset: 0 0 auto; height: 100%; background: #fff; z-index: 2 }
        .wide { width: 900px } .low { height: 20px; overflow: hidden; width: 900px }
        </style>
        <div class=bar></div><main><input class=input aria-label=Name><button>1</button><button>2</button>
        <p class=wide>Wide</p><p class=low>A line that is just high enough</p></main>""")
    found = {one.split(":")[0] for one in faults(page)}
    assert found == {"1.3.4", "1.4.10", "1.4.11", "1.4.12", "2.4.7", "2.4.11", "2.5.8"}


@pytest.mark.parametrize("paths", [OUTSIDE + TEXTS, INSIDE, MANAGE], ids=["outside", "inside", "manage"])
def test_pages_do_what_axe_does_not_ask_for(arrive: Arrive, boss: Person, paths: tuple[str, ...]) -> None:
    person = arrive(None if paths[: len(OUTSIDE)] == OUTSIDE else boss)
    found = [f"{path}: {one}" for path in visit(person, paths) for one in faults(person.page)]
    assert found == [], "\n".join(found)


def test_the_room_does_too(arrive: Arrive) -> None:
    nia, oda = arrive("Nia"), arrive("Oda")
    meet(nia, oda)
    sees_video(nia)
    settle(nia)
    found = faults(nia.page)
    assert found == [], "\n".join(found)


def test_spanish_reflows_as_well(arrive: Arrive, boss: Person) -> None:
    found = []
    for person, paths in ((arrive(locale="es"), OUTSIDE), (arrive(boss, locale="es"), INSIDE + MANAGE)):
        found += [f"{path}: {one}" for path in visit(person, paths) for one in probes.reflow(person.page)]
    assert found == [], "\n".join(found)


def test_navigation_and_help_are_in_one_place_on_all_pages(arrive: Arrive, boss: Person) -> None:
    for person, paths in ((arrive(), OUTSIDE + TEXTS), (arrive(boss), INSIDE + TEXTS + MANAGE)):
        around = {}
        for path in visit(person, paths):
            expect(person.page.get_by_role("link", name="Manage")).to_have_count(1 if person.user else 0)
            around[path] = probes.navigation(person.page)
        first = around["/"]
        assert any("/help" in one for one in first)
        assert {path: links for path, links in around.items() if links != first} == {}
        if person.user:
            # Beside the links within pages, the navigation reaches each page that stands for itself.
            assert {one.split()[0] for one in first} >= {"/", "/times", "/history", "/progress", "/account", "/manage"}


def test_single_keys_can_be_turned_off(arrive: Arrive) -> None:
    nia, oda = arrive("Nia"), arrive("Oda")
    page = nia.page
    nia.go("/account")
    choice = page.get_by_role("checkbox", name="Keyboard shortcuts of a single key")
    expect(choice).to_be_checked()
    choice.uncheck()
    meet(nia, oda)
    microphone = page.get_by_role("button", name=re.compile("microphone", re.IGNORECASE)).first
    expect(microphone).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("m")
    page.keyboard.press("?")
    # A dialog that a press opens comes after what the keys before would have done.
    page.get_by_role("button", name="Settings", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.get_by_role("dialog", name="Settings").get_by_role("checkbox", name="Keyboard shortcuts").check()
    page.keyboard.press("Escape")
    assert microphone.get_attribute("aria-pressed") == "true"
    page.keyboard.press("m")
    expect(microphone).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()


def test_what_the_server_refuses_is_marked_described_and_has_the_focus(arrive: Arrive) -> None:
    nia, other = arrive("Nia"), arrive("Oda")
    page = nia.page
    nia.go("/account")
    name = page.get_by_label("Username")
    name.fill(other.user["username"])
    page.get_by_role("button", name="Save").first.click()
    is_refused(name, "This username is taken.")
    nobody = arrive()
    for label, given in (("Email address", other.user["email"]), ("Password", "password")):
        nobody.go("/register")
        nobody.page.get_by_label("Email address").fill("nobody@example.test")
        nobody.page.get_by_label("Password").fill("correct horse battery")
        nobody.page.get_by_label(label).fill(given)
        nobody.page.get_by_role("button", name="Sign up").click()
        is_refused(nobody.page.get_by_label(label), re.compile("."))


def is_refused(field: Locator, words: str | re.Pattern[str]) -> None:
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(words) if isinstance(words, str) else words)
    expect(field).to_be_focused()


def test_shapes_are_put_moved_and_resized_without_dragging(arrive: Arrive) -> None:
    nia, oda = arrive("Nia"), arrive("Oda")
    meet(nia, oda)
    for one in (nia, oda):
        open_board(one)
    use(nia, "Rectangle")
    draw(nia, (0.5, 0.5), (0.5, 0.5))
    shape = oda.page.locator(".board-surface svg rect:not(.board-paper)").first
    expect(shape).to_be_visible()
    place = shape.bounding_box()
    assert place is not None
    for name in ("Move right", "Move down", "Make larger"):
        nia.page.get_by_role("button", name=name).click()

    def has_changed() -> bool:
        now = shape.bounding_box()
        assert now is not None
        return all(now[side] > place[side] + 5 for side in ("x", "y", "width", "height"))

    wait_until(has_changed, "the shape is elsewhere, and larger")
