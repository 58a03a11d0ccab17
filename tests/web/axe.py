"""What axe-core finds wrong with a page for people who can't see it, or use no mouse."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

_SOURCE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}
# The editor's list of completions is moved through from the editor, which points at the chosen one with
# `aria-activedescendant`: axe knows of such lists only where a combobox has them. Nor does it know that the text of the
# editor, which is edited in place, has the keyboard and scrolls with it.
_KNOWN = """axe.configure({ rules: [{
    id: "scrollable-region-focusable",
    selector: "*:not(select, textarea, .cm-tooltip-autocomplete > ul, .cm-scroller)",
}] })"""


@cache
def _source() -> str:
    return _SOURCE.read_text()


def violations(page: Page | Frame, options: str = "{}") -> list[dict[str, Any]]:
    """Return what is against a rule of axe-core's in a page or a frame, whatever its impact."""
    if page.evaluate("!window.axe"):
        page.evaluate(_source())
        page.evaluate(_KNOWN)
    found: list[dict[str, Any]] = page.evaluate(
        f"axe.run(document, {{ resultTypes: ['violations'], ...{options} }}).then(({{ violations }}) => violations)"
    )
    return found


def pale(page: Page) -> list[str]:
    """Return what has less contrast than 7:1, which is for those who ask for more than others need."""
    options = "{ runOnly: ['color-contrast-enhanced'] }"
    return [str(node["target"]) for one in violations(page, options) for node in one["nodes"]]


def serious(page: Page | Frame) -> list[str]:
    """Return what is serious or worse, a line each."""
    return [
        f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:4]}"
        for one in violations(page)
        if one["impact"] in GRAVE
    ]
