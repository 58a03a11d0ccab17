"""What axe-core finds wrong with a page for people who can't see it, or use no mouse."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

_SOURCE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}


@cache
def _source() -> str:
    return _SOURCE.read_text()


def serious(page: Page) -> list[str]:
    """Return what is serious or worse, a line each."""
    page.evaluate(_source())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:4]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
    ]
