"""A whole Mock Mate as `make run` starts it, and real browsers in front of it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from deployment.local import webclient
from tests.clients.browser import log_in
from tests.clients.person import Person
from tests.clients.slow_line import slow_line
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.programs import PROGRAMS
from tests.runners.judge0 import Judge0
from tests.runners.serving import Ran, serving
from tests.web.seeding import register_at
from tests.web.sites import running

CHROMIUM = PROGRAMS["chromium"].path()
# The same engine without what belongs to windows: opening a page costs half as much (docs/decisions/0071).
SHELL = PROGRAMS["chromium-headless-shell"].path() or CHROMIUM
# Else the address bar of every browser has a process of its own, half of what opening one costs. The others are what
# Playwright switches off: Chromium heeds only the last list.
_WITHOUT = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
BARE_FLAGS = [
    f"--disable-features={_WITHOUT}",
    # Chromium's own sandbox needs rights that containers don't give.
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
PATIENCE = 60_000  # milliseconds
SLOW_LINE = int(os.environ.get("SLOW_LINE") or 0)
"""The milliseconds that a message to or from a browser is held back at most."""
CHAOS_SEED = int(os.environ.get("CHAOS_SEED") or random.randrange(2**32))
FLAGS = [
    # Few pictures a second: encoding them is most of what a call costs.
    "--use-fake-device-for-media-stream=fps=5",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    *BARE_FLAGS,
]


@pytest.fixture(scope="package")
def judge0() -> Iterator[Judge0]:
    """Runs Java for this site; a test says what comes of a program."""
    server = Judge0(lambda *_: Ran(), languages={91: "Java (JDK 17.0.6)"})
    with serving(server):
        yield server


@pytest.fixture(scope="package")
def site(place: Place, judge0: Judge0) -> Iterator[Embedded]:
    webclient.ensure()
    # Other devices of the network reach it, too.
    # People see each other at once, except in tests/web/test_cameras.py.
    with running(place, HOST="0.0.0.0", RUNNER_URL=judge0.url, CAMERA_START="on") as embedded:
        yield embedded


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    # Given by proxy, the line is as bad for pages, requests and sockets of every context.
    with slow_line(SLOW_LINE, CHAOS_SEED) if SLOW_LINE else nullcontext() as line:
        shell = playwright.chromium.launch(executable_path=SHELL, args=FLAGS, proxy={"server": line} if line else None)
        yield shell
        shell.close()


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The whole browser, for what the shell has not got."""
    whole = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield whole
    whole.close()


# How long something may take is not what is tested: this is for what never comes, on machines busy with other tests.
expect.set_options(timeout=PATIENCE)

Arrive = Callable[..., Person]


def pytest_report_header() -> str | None:
    return f"slow line: SLOW_LINE={SLOW_LINE} CHAOS_SEED={CHAOS_SEED}" if SLOW_LINE else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let two workers have all the browsers: they are heavy, and the tests of each worker share one Mock Mate.

    The files go to them in turns, so that both have about as much to do.
    """
    mine = [item for item in items if Path(__file__).parent in item.path.parents]
    files = {path: number for number, path in enumerate(sorted({item.path for item in mine}))}
    for item in mine:
        item.add_marker(pytest.mark.needs("chromium"))
        item.add_marker(pytest.mark.xdist_group(f"browser {1 + files[item.path] % 2}"))
        item.add_marker(pytest.mark.timeout(600))


def open_context(
    browser: Browser,
    site: Embedded,
    *,
    at: str = "",
    phone: bool = False,
    dark: bool = False,
    locale: str = "en-GB",
    line: str = "",
) -> BrowserContext:
    """Open a browser that knows nobody yet; a line is the proxy through which it reaches the site."""
    context = browser.new_context(
        base_url=at or site.api,
        viewport={"width": 390, "height": 800} if phone else {"width": 1280, "height": 800},
        has_touch=phone,
        color_scheme="dark" if dark else "light",
        locale=locale,
        timezone_id="Europe/Berlin",
        permissions=["camera", "microphone"],
        reduced_motion="reduce",
        proxy={"server": line} if line else None,
    )
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def arrive(site: Embedded, browser: Browser) -> Iterator[Arrive]:
    """Make a browser of its own for somebody, which has opened no page yet.

    Whoever has an account is logged in there; a name makes an account; without either it is nobody.
    """
    people: list[Person] = []

    def open_browser(
        who: Person | str | None = None,
        *,
        at: str = "",
        phone: bool = False,
        dark: bool = False,
        locale: str = "en-GB",
        line: str = "",
    ) -> Person:
        person = register_at(site, who) if isinstance(who, str) else who or Person(at or site.api)
        context = open_context(browser, site, at=at, phone=phone, dark=dark, locale=locale, line=line)
        person.come_to(context.new_page())
        people.append(person)
        if who is not None:
            log_in(person)
        return person

    yield open_browser
    for person in people:
        # First, so that no page asks for anything after this.
        person.page.context.close()
    for person in people:
        # Else they wait on until their lease has run out, and are matched with somebody of the next test.
        if person.token:
            person.post("/match/leave")
    for person in people:
        assert person.complaints == [], f"the browser of {person.user} complained"


@pytest.fixture(scope="package")
def shots() -> Path | None:
    """The folder that pictures of pages are put into, to be looked at, where somebody asks for them."""
    if not (given := os.environ.get("SCREENSHOTS")):
        return None
    folder = Path(given)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
