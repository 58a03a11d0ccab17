"""From a key that goes down in one Chromium until the peer's shows the letter: our room, and a page of y-websocket."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

from benchmarks import report
from benchmarks.pages import site
from benchmarks.peers.servers import HERE, NODE, started
from benchmarks.servers import Servers
from deployment.local import webclient
from tests.clients.browser import be_matched, begin, sign_up
from tests.clients.person import Person
from tests.web.conftest import CHROMIUM, FLAGS, PATIENCE, open_context

# In nobody's name, since the caret of the other one carries it.
_LETTER = "z"
_ROLLDOWN = webclient.WEB / "node_modules" / "rolldown" / "bin" / "cli.mjs"
# The clock of the machine is the one that two browsers share. What has changed is shown with the next frame.
_WATCH_KEYS = """() => {
    window.pressed = [];
    addEventListener("keydown", (event) => { if (event.key === "z") pressed.push(Date.now()); }, true);
}"""
_WATCH_LETTERS = """() => {
    window.shown = [];
    const content = document.querySelector(".cm-content");
    const look = () => {
        const now = Date.now();
        for (let more = content.textContent.split("z").length - 1 - shown.length; more > 0; more--) shown.push(now);
    };
    new MutationObserver(() => requestAnimationFrame(look)).observe(
        content, { childList: true, subtree: true, characterData: true });
}"""


def measured(running: Servers, names: Sequence[str], keys: int) -> Iterator[dict[str, Any]]:
    """Yield a row of each: ours as `make run` starts it, with the video call beside the editor."""
    with sync_playwright() as playwright, _two(playwright.chromium) as browsers:
        if "ours" in names:
            yield _row("ours", _our_room(browsers, keys))
        if "y-websocket" in names:
            yield _row("y-websocket", _their_page(running, browsers, keys))


@contextmanager
def _two(chromium: BrowserType) -> Iterator[tuple[Browser, Browser]]:
    one, other = (chromium.launch(executable_path=CHROMIUM, args=FLAGS) for _ in range(2))
    yield one, other
    one.close()
    other.close()


def _our_room(browsers: tuple[Browser, Browser], keys: int) -> list[float]:
    with site() as embedded:
        people = [Person(embedded.api).come_to(open_context(browser, embedded).new_page()) for browser in browsers]
        for person, name in zip(people, ("Ada", "Ben"), strict=True):
            sign_up(person, name)
        be_matched(*people)
        begin(*people)
        seen = _typed(people[0].page, people[1].page, keys)
        for person in people:
            person.page.context.close()
    return seen


def _their_page(running: Servers, browsers: tuple[Browser, Browser], keys: int) -> list[float]:
    webclient.install_packages()
    script = running.folder / "page.js"
    bundle = [str(NODE), str(_ROLLDOWN), "page.js", "--format", "iife", "--minify", "--file", str(script)]
    subprocess.run(bundle, cwd=HERE, check=True, capture_output=True)
    with started("y-websocket", running) as peer:
        pages = [browser.new_context(viewport={"width": 1280, "height": 800}).new_page() for browser in browsers]
        for page, name in zip(pages, ("Ada", "Ben"), strict=True):
            page.add_script_tag(path=script)
            page.evaluate("([url, name]) => open_editor(url, 'room', name)", [f"ws://127.0.0.1:{peer.port}", name])
        seen = _typed(pages[0], pages[1], keys)
        for page in pages:
            page.context.close()
    return seen


def _typed(writer: Page, reader: Page, keys: int) -> list[float]:
    """Let one type; returns the ages of the letters that the other one was shown, in ms."""
    for page in (reader, writer):
        page.locator(".cm-content").click()
    writer.evaluate(_WATCH_KEYS)
    reader.evaluate(_WATCH_LETTERS)
    chance = Random(1)
    for _ in range(keys):
        writer.keyboard.press(_LETTER)
        # As people type, and in step with nothing.
        time.sleep(chance.uniform(0.1, 0.35))
    reader.wait_for_function("(keys) => shown.length >= keys", arg=keys, timeout=PATIENCE)
    pressed, shown = writer.evaluate("pressed"), reader.evaluate("shown")
    return [float(end - begin) for begin, end in zip(pressed, shown, strict=True)]


def _row(name: str, ages: list[float]) -> dict[str, Any]:
    return {"peer": name, "keys": len(ages), "age_ms": report.percentiles(ages), "load_average": report.load()}
