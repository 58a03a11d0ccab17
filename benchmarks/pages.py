"""Measures the size of the browser client's pages and how soon they are usable, and runs axe-core on them.

`python -m benchmarks.pages [--quick]`; needs Chromium, like tests/web.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, sync_playwright

from benchmarks import report
from deployment.local import webclient
from tests.clients.browser import be_matched, begin, practise, sign_up
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import violations
from tests.web.conftest import CHROMIUM, FLAGS, open_context

# Where, and what somebody comes there for.
PAGES = {
    "landing": ("/", "main a[href='/register']"),
    "home": ("/", "main button.primary"),
    "find a time": ("/times", ".day"),
    "waiting room": ("/waiting", ".place-main"),
}
EDITOR = ".room .cm-content"
# People can be seen and heard, and write to each other.
ROOM = ".room:has(.call-pane .tile) #chat-text:enabled"
# Notes when it is first there, what had come by then, and for how long the page was too busy to answer until then.
_WATCH = """
window.seen = { ready: 0, blocked: 0, needed: 0, in_a_row: 0 };
const count = () => {
  let until = 0;
  const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  for (const one of entries.sort((a, b) => a.responseEnd - b.responseEnd)) {
    seen.needed += one.encodedBodySize;
    if (one.requestStart < until) continue;
    until = one.responseEnd;
    seen.in_a_row += 1;
  }
};
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) if (!seen.ready) seen.blocked += Math.max(0, task.duration - 50);
}).observe({ type: "longtask", buffered: true });
const look = () => {
  if (seen.ready || !document.querySelector(%r)) return;
  requestAnimationFrame(() => {
    if (seen.ready) return;
    seen.ready = performance.now();
    count();
  });
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


@contextmanager
def site(**settings: Any) -> Iterator[Embedded]:
    """A whole Mock Mate, as `make run` starts it, with these settings."""
    webclient.ensure()
    with tempfile.TemporaryDirectory(prefix="mockmate-benchmark-") as folder:
        Path(folder).chmod(0o711)
        running = Embedded(
            Path(folder).resolve(), **{"RATE_LIMITS": "off", "BCRYPT_ROUNDS": "4", "CAMERA_START": "on"} | settings
        )
        try:
            running.wait_until_ready()
            yield running
        finally:
            running.stop()


# A far phone: milliseconds, and bytes a second.
_SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


def load(context: BrowserContext, path: str, wanted: str, *, on_slow_line: bool = False) -> dict[str, float]:
    """Load a page with an empty cache; sizes in bytes as they were sent, times in milliseconds."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    if on_slow_line:
        session.send("Network.emulateNetworkConditions", _SLOW)
    page.add_init_script(_WATCH % wanted)
    requests: list[Request] = []

    def finished(request: Request) -> None:
        requests.append(request)

    page.on("requestfinished", finished)
    page.goto(path)
    page.wait_for_function("() => seen.ready > 0")
    page.wait_for_load_state("networkidle")
    seen = page.evaluate(f"({{ ...seen, paint: {_PAINT} }})")
    sizes = [_size(one) for one in requests]
    page.close()
    return {"bytes": sum(sizes), "requests": len(sizes), **seen}


def _size(request: Request) -> int:
    try:
        return request.sizes()["responseBodySize"]
    except Error:  # an answer without a body
        return 0


def measured(
    context: BrowserContext, name: str, path: str, wanted: str, times: int, *, on_slow_line: bool = False
) -> dict[str, Any]:
    """Load a page several times; returns the medians, and what axe-core finds.

    `needed` is what had come before the page was ready, and `in_a_row` how many requests of that followed upon another.
    """
    loads = [load(context, path, wanted, on_slow_line=on_slow_line) for _ in range(times)]
    page = context.new_page()
    page.goto(path)
    page.wait_for_selector(wanted)
    found = violations(page)
    page.close()
    row: dict[str, Any] = {"page": name, "kB": round(report.middle([one["bytes"] for one in loads]) / 1000)}
    row["needed_kB"] = round(report.middle([one["needed"] for one in loads]) / 1000)
    row["requests"] = int(report.middle([one["requests"] for one in loads]))
    row["in_a_row"] = int(report.middle([one["in_a_row"] for one in loads]))
    for key in ("paint", "ready", "blocked"):
        row[f"{key}_ms"] = round(report.middle([one[key] for one in loads]))
    return {**row, "axe": " ".join(f"{one['id']} ({one['impact']})" for one in found) or "nothing"}


def pages(browser: Browser, running: Embedded, times: int) -> Iterator[dict[str, Any]]:
    """Measure every page that somebody comes by before the end of an interview."""
    nobody = open_context(browser, running)
    yield from on_both_lines(nobody, "landing", *PAGES["landing"], times)
    one, other = (Person(running.api).come_to(open_context(browser, running).new_page()) for _ in range(2))
    for person, name in ((one, "One"), (other, "Other")):
        sign_up(person, name)
    for name in ("home", "find a time"):
        yield from on_both_lines(one.page.context, name, *PAGES[name], times)
    practise(one)
    one.page.wait_for_selector(".place-main")
    away(one.page)
    yield from on_both_lines(one.page.context, "waiting room", *PAGES["waiting room"], times)
    one.page.goto("/waiting")
    be_matched(other)
    begin(one, other)
    room = one.page.url
    away(one.page)
    yield from on_both_lines(one.page.context, "interview room: call and chat", room, ROOM, times)
    yield from on_both_lines(one.page.context, "interview room: editor", room, EDITOR, times)


def on_both_lines(context: BrowserContext, name: str, path: str, wanted: str, times: int) -> Iterator[dict[str, Any]]:
    """Measure a page on the machine's own line, and on a slow one."""
    yield measured(context, name, path, wanted, times)
    yield measured(context, f"{name}, slow line", path, wanted, times, on_slow_line=True)


def away(page: Page) -> None:
    """Leave a place that only one tab at a time may be in."""
    page.goto("about:blank")


def run(times: int) -> Sequence[dict[str, Any]]:
    """Start everything and measure."""
    with site() as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows = list(pages(browser, running, times))
        browser.close()
    return rows


def main() -> None:
    """Print the table, and write it down."""
    given = report.arguments(__doc__)
    machine = report.machine()
    rows = run(1 if given.quick else 5)
    report.show("Pages, with an empty cache, on the same machine", rows)
    report.write(given.to, "pages", machine, pages=rows)


if __name__ == "__main__":
    main()
