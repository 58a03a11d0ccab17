"""Takes the pictures of the README, the handbook and the landing page: `make pictures` (needs Chromium).

Two people with drawn faces go through the product as it is, in two browsers that take the films for their cameras.
"""

from __future__ import annotations

import base64
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from sqlalchemy import text

from benchmarks.pages import site
from deployment.local import webclient
from docs.faces import JONAS, MAYA, Face, film
from tests.clients.browser import begin, interview_of, log_in, practise, say, sees_video, settle, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import BARE_FLAGS, CHROMIUM
from tests.web.seeding import behind, practise_for_weeks, register_at

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
OF_THE_LANDING_PAGE = ROOT / "web" / "src" / "images"
SIZE = {"width": 1280, "height": 800}
LARGEST = 200_000  # bytes
QUESTION = "dark-stretches"
CODE = """\
def unlit(length: int, lanterns: list[int], reach: int) -> int:
    dark = lit_to = 0
    for position in lanterns:
        # Light left of lit_to has been counted already.
        dark += max(0, position - reach - lit_to)
        lit_to = min(length, position + reach)
    return dark + length - lit_to
"""


def main() -> None:
    """Take all pictures, and print their sizes."""
    with sync_playwright() as playwright, site() as running, ExitStack() as stack:
        films = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mockmate-films-")))
        maya = stack.enter_context(somebody(playwright, running, "Maya Torres", MAYA, films))
        jonas = stack.enter_context(somebody(playwright, running, "Jonas Weber", JONAS, films))
        wait_and_meet(maya, jonas, running)
        practice(maya, jonas)
        give_feedback(maya, jonas)
        look_back(maya, jonas, running)
        # With the new picture of the room in it.
        webclient.ensure()
        visitor = Person(running.api).come_to(maya.page.context.browser.new_page(viewport=SIZE, locale="en-US"))  # type: ignore[union-attr,arg-type]
        visitor.page.goto(running.api)
        visitor.page.wait_for_function('() => document.querySelector("main img")?.complete')
        take(visitor, IMAGES / "landing.webp")


@contextmanager
def somebody(playwright: Playwright, running: Embedded, name: str, face: Face, films: Path) -> Iterator[Person]:
    """Let somebody sit before a camera that shows this face."""
    path = films / f"{name.split(maxsplit=1)[0]}.mjpeg"
    painter = launch(playwright)
    film(painter, face, path)
    painter.close()
    browser = launch(playwright, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                     f"--use-file-for-fake-video-capture={path}", "--mute-audio",
                     "--autoplay-policy=no-user-gesture-required")  # fmt: skip
    context = browser.new_context(
        base_url=running.api,
        viewport=SIZE,  # type: ignore[arg-type]
        locale="en-US",
        timezone_id="America/New_York",
        permissions=["camera", "microphone"],
        reduced_motion="reduce",
    )
    person = register_at(running, name).come_to(context.new_page())
    log_in(person)
    yield person
    browser.close()


def launch(playwright: Playwright, *flags: str) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*BARE_FLAGS, *flags])


def wait_and_meet(maya: Person, jonas: Person, running: Embedded) -> None:
    """Maya waits, with her camera on; then Jonas comes."""
    practise(maya, level="Easy")
    maya.page.wait_for_function('() => document.querySelector("video")?.videoWidth > 0')
    take(maya, IMAGES / "waiting.webp")
    practise(jonas, level="Easy")
    for one in (maya, jonas):
        expect(one.page.get_by_role("heading", name="You are matched")).to_be_visible()
    with behind(running) as session:
        # Otherwise chance would choose what is to be solved below.
        session.execute(
            text(
                "UPDATE participants p SET question_id = q.id FROM questions q, interviews i"
                " WHERE q.slug = :slug AND i.id = p.interview_id AND i.id = :id AND p.seat <> i.interviewer_seat"
            ),
            {"slug": QUESTION, "id": interview_of(maya)},
        )
        session.commit()
    begin(maya, jonas)
    for one in (maya, jonas):
        sees_video(one)


def practice(maya: Person, jonas: Person) -> None:
    """The one who is asked solves it, and they talk."""
    asked, asking = sorted((maya, jonas), key=lambda one: one.page.get_by_text("Solution").count())
    say(asking, "Take your time. What could go wrong at the two ends?")
    say(asked, "Light beyond the path must not count, so I cut it off at length.")
    say(asking, "Nice. And if two lanterns overlap?")
    write(asked, CODE)
    asked.page.get_by_role("button", name="Test", exact=True).click()
    expect(asked.page.get_by_text(re.compile(r"6 of 6|6/6|passed", re.IGNORECASE)).first).to_be_visible(timeout=180_000)
    asked.page.get_by_role("heading", name="Interview with").focus()
    take(asked, OF_THE_LANDING_PAGE / "room-dark.webp", theme="dark")
    take(asked, OF_THE_LANDING_PAGE / "room-light.webp")
    shutil.copy(OF_THE_LANDING_PAGE / "room-light.webp", IMAGES / "room.webp")


def give_feedback(maya: Person, jonas: Person) -> None:
    """The interview ends, and Maya writes what she saw."""
    page = maya.page
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("button", name="End for both").click()
    page.get_by_role("link", name="Give feedback").click()
    expect(page.get_by_role("button", name="Send feedback")).to_be_visible()
    for number, group in enumerate(page.locator("main fieldset").all()):
        choices = group.locator("label")
        choices.nth(min(3 + number % 2, choices.count() - 1)).click()
    page.get_by_label("What did they do well?").fill("You asked about the ends of the path before writing any code.")
    page.get_by_label("What could they try next time?").fill("Say the running time out loud before you are asked.")
    page.get_by_role("heading", level=1).focus()
    take(maya, IMAGES / "feedback.webp")


def look_back(maya: Person, jonas: Person, running: Embedded) -> None:
    """After some weeks there is something to see of Maya's progress."""
    with behind(running) as session:
        practise_for_weeks(session, maya.id, [jonas.id, register_at(running, "Ines Duarte").id])
        session.commit()
    maya.page.goto("/progress")
    settle(maya)
    take(maya, IMAGES / "progress.webp")


def take(person: Person, path: Path, *, theme: Literal["light", "dark"] = "light") -> None:
    """Take a picture of what is seen, as WebP."""
    page = person.page
    page.emulate_media(color_scheme=theme)
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))")
    devtools = page.context.new_cdp_session(page)
    shot = devtools.send("Page.captureScreenshot", {"format": "webp", "quality": 80})
    content = base64.b64decode(shot["data"])
    if len(content) > LARGEST:
        sys.exit(f"{path.name} would have {len(content)} bytes, more than {LARGEST}.")
    path.write_bytes(content)
    print(f"{path.relative_to(ROOT)}: {len(content) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
