"""Takes the pictures of the README, the handbook and the landing page: `make pictures` (needs Chromium).

Two people with drawn faces go through the product as it is, in two browsers that take the films for their cameras.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.pages import site
from deployment.local import webclient
from docs import interview_pictures
from docs.faces import JONAS, MAYA
from docs.stage import ROOT, SIZE, somebody, take
from tests.clients.browser import settle
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.seeding import behind, practise_for_weeks, register_at

IMAGES = ROOT / "docs" / "images"
OF_THE_LANDING_PAGE = ROOT / "web" / "src" / "images"
# The README's are pictures of the interview, too.
OF_THE_INTERVIEW = {"waiting": "1-ready", "room": "4-code", "feedback": "8-feedback"}


def main() -> None:
    """Take all pictures, and print their sizes."""
    with sync_playwright() as playwright, site(TECHNICAL_MINUTES="10") as running, ExitStack() as stack:
        films = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mockmate-films-")))
        maya = stack.enter_context(somebody(playwright, running, "Maya Torres", MAYA, films))
        jonas = stack.enter_context(somebody(playwright, running, "Jonas Weber", JONAS, films))
        interview_pictures.shoot(maya, jonas, running)
        for name, of in OF_THE_INTERVIEW.items():
            shutil.copy(interview_pictures.IMAGES / f"{of}.webp", IMAGES / f"{name}.webp")
        for theme, of in (("light", "4-code"), ("dark", "4-code-dark")):
            shutil.copy(interview_pictures.IMAGES / f"{of}.webp", OF_THE_LANDING_PAGE / f"room-{theme}.webp")
        look_back(maya, jonas, running)
        # With the new picture of the room in it.
        webclient.ensure()
        visitor = Person(running.api).come_to(maya.page.context.browser.new_page(viewport=SIZE, locale="en-US"))  # type: ignore[union-attr,arg-type]
        visitor.page.goto(running.api)
        visitor.page.wait_for_function('() => document.querySelector("main img")?.complete')
        take(visitor, IMAGES / "landing.webp")


def look_back(maya: Person, jonas: Person, running: Embedded) -> None:
    """After some weeks there is something to see of Maya's progress."""
    with behind(running) as session:
        practise_for_weeks(session, maya.id, [jonas.id, register_at(running, "Ines Duarte").id])
        session.commit()
    maya.page.goto("/progress")
    settle(maya)
    take(maya, IMAGES / "progress.webp")


if __name__ == "__main__":
    main()
