"""docs/browsers.md: what works in which browser, from what tests/foreign/test_browsers.py found."""

from __future__ import annotations

import json
from pathlib import Path

from docs.pages.markdown import document, table

_RESULTS = Path(__file__).parents[1] / "browsers.json"
_WORDS = {True: "yes", False: "no", None: "not run"}
_ABOUT = """\
Each of these browsers, as Debian has it, goes through an interview with a peer in Chromium: `make test-foreign` runs
`tests/foreign/test_browsers.py` over WebDriver, and fails where a browser does less or more than the table says.
Where it can, it has a made-up camera; nobody looked at how pages appear there. Run here, in the version and on the day
of the table.
"""
_REST = """\
A step that says *no* keeps nobody from the others. Other languages than Python were not run outside of Chromium.

WebKitGTK shares its engine with Safari, but not its media, fonts, or controls. Where it has no `RTCPeerConnection`,
it has no calls, whatever a site does.

## Not run

- **Safari** (macOS, iOS): there is none for Linux. What is known: its engine is that of WebKitGTK above, for most but
  calls; it has WebRTC, which this project has never tried there. It offers camera and microphone only over HTTPS.
- **Edge**, **Opera** and others made from Chromium: the same engine; expected to work as it does, not run.
- **Phones**: pages are tested in Chromium at the size of a phone, never on one.

## Correcting the table

`BROWSERS=write make test-foreign ARGS="-k test_browsers"` writes what it finds into `docs/browsers.json`; `make docs`
makes this page from that.
"""


def page() -> str:
    """Return the page."""
    found = json.loads(_RESULTS.read_text(encoding="utf-8"))
    names = sorted(found)
    steps = list(dict.fromkeys(step for name in names for step in found[name]["steps"]))
    rows = [
        ["Version", *(found[name]["version"] for name in names)],
        ["Run on", *(found[name]["date"] for name in names)],
    ]
    rows += [[step, *(_WORDS[found[name]["steps"].get(step)] for name in names)] for step in steps]
    return document("Browsers", _ABOUT, table(["Step", *names], rows), _REST)
