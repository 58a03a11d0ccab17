"""People with drawn faces before their cameras, and pictures of what they see."""

from __future__ import annotations

import base64
import struct
import sys
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from math import sin, tau
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, Playwright

from docs.faces import Face, film
from tests.clients.browser import log_in
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import BARE_FLAGS, CHROMIUM
from tests.web.seeding import register_at

ROOT = Path(__file__).resolve().parent.parent
SIZE = {"width": 1280, "height": 800}
LARGEST = 200_000  # bytes
_NAMES = """Object.defineProperty(MediaDeviceInfo.prototype, "label", {
    get() { return { videoinput: "Integrated camera", audioinput: "Microphone" }[this.kind] ?? "Speakers"; }
})"""


@contextmanager
def somebody(
    playwright: Playwright, running: Embedded, name: str, face: Face, films: Path, grain: float = 0.0
) -> Iterator[Person]:
    """Let somebody sit before a camera that shows this face, with so much noise."""
    path = films / f"{name.split(maxsplit=1)[0]}.mjpeg"
    painter = launch(playwright)
    film(painter, face, path, grain)
    painter.close()
    speak(path.with_suffix(".wav"))
    browser = launch(playwright, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                     f"--use-file-for-fake-video-capture={path}",
                     f"--use-file-for-fake-audio-capture={path.with_suffix('.wav')}", "--mute-audio",
                     "--autoplay-policy=no-user-gesture-required")  # fmt: skip
    context = browser.new_context(
        base_url=running.api,
        viewport=SIZE,  # type: ignore[arg-type]
        locale="en-US",
        timezone_id="America/New_York",
        permissions=["camera", "microphone"],
        reduced_motion="reduce",
    )
    # The name of the fake camera is the path of its film.
    context.add_init_script(_NAMES)
    person = register_at(running, name).come_to(context.new_page())
    log_in(person)
    yield person
    browser.close()


def speak(path: Path) -> None:
    """Write a steady hum as a sound file. The fake microphone's own beeps can fall between two looks at the level."""
    rate = 48_000
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(b"".join(struct.pack("<h", round(4000 * sin(tau * 220 * at / rate))) for at in range(rate)))


def launch(playwright: Playwright, *flags: str) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*BARE_FLAGS, *flags])


def take(person: Person, path: Path, *, theme: Literal["light", "dark"] = "light", at: Locator | None = None) -> None:
    """Take a picture of what is seen, as WebP; of a page that is scrolled to a part of it, if one is given."""
    page = person.page
    page.emulate_media(color_scheme=theme)
    page.evaluate("scrollTo(0, 0)")
    if at is not None:
        at.evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top - 80)")
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))")
    devtools = page.context.new_cdp_session(page)
    shot = devtools.send("Page.captureScreenshot", {"format": "webp", "quality": 80})
    content = base64.b64decode(shot["data"])
    if len(content) > LARGEST:
        sys.exit(f"{path.name} would have {len(content)} bytes, more than {LARGEST}.")
    path.write_bytes(content)
    print(f"{path.relative_to(ROOT)}: {len(content) / 1000:.0f} kB")
