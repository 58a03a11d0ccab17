"""The browsers of the matrix in docs/browsers.md: how each is started.

Expected before the first run: Chromium and Firefox do all of it; WebKitGTK all but video, since Debian builds
it without WebRTC.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.foreign.webdriver import Page, browsing
from tests.programs import PROGRAMS

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "docs" / "browsers.json"
GECKODRIVER = "0.37.1"
"""Debian stable has none. Built once, by cargo."""
_FIREFOX = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.autoplay.default": 0,
    # Nothing but the site is asked for anything.
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.normandy.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
}


def geckodriver() -> str:
    """Return where the driver of Firefox is, built if it was not yet."""
    folder = ROOT / ".tools" / f"geckodriver-{GECKODRIVER}"
    if not (folder / "bin" / "geckodriver").exists():
        build = [PROGRAMS["cargo"].path(), "install", "geckodriver", "--version", GECKODRIVER, "--locked", "--quiet"]
        subprocess.run([*build, "--root", str(folder)], check=True, capture_output=True)
    return str(folder / "bin" / "geckodriver")


def chromium() -> tuple[list[str], dict[str, Any]]:
    flags = ["--headless=new", "--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    options = {"binary": PROGRAMS["chromium"].path(), "args": flags}
    return [PROGRAMS["chromedriver"].path(), "--port=PORT"], {"goog:chromeOptions": options}


def firefox() -> tuple[list[str], dict[str, Any]]:
    options = {"binary": PROGRAMS["firefox"].path(), "args": ["-headless"], "prefs": _FIREFOX}
    return [geckodriver(), "--port=PORT"], {"moz:firefoxOptions": options}


def webkit() -> tuple[list[str], dict[str, Any]]:
    # Without options it starts WebKitGTK's own small browser.
    return [PROGRAMS["WebKitWebDriver"].path(), "--port=PORT"], {}


STARTED = {"Chromium": chromium, "Firefox": firefox, "WebKitGTK": webkit}


@contextmanager
def opened(name: str) -> Iterator[Page]:
    """Open a browser by its name; those that need a screen have one that nobody sees."""
    command, capabilities = STARTED[name]()
    if name == "WebKitGTK":
        command = [PROGRAMS["xvfb-run"].path(), "--auto-servernum", *command]
    with browsing(command, capabilities, {**os.environ, "LANG": "en_GB.UTF-8"}) as page:
        yield page


def results() -> dict[str, Any]:
    """Return what is committed, by browser: its version, and what came of each step."""
    found: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    return found
