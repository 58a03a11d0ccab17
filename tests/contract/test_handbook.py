"""The handbook: its pages can be made, need no other host, show code that is there, and own up to untested commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.foreign import test_debian
from tests.foreign.test_generated_clients import commands
from tests.sockets import ROOT
from tests.system import test_clients_guide
from tests.system.test_readme import figures_command, journey

# What all of them share takes long to make, so one worker makes it.
pytestmark = pytest.mark.xdist_group("handbook")

PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
_BLOCK = re.compile(r"^ *```(?P<language>\w+)\n(?P<code>.*?)^ *```$", re.MULTILINE | re.DOTALL)

NOT_RUN = "# Not run by a test: "
RUN = {
    *(step.code for step in journey()),
    figures_command(),
    *commands().values(),
    *test_clients_guide.blocks("sh"),
    *test_debian.blocks(),
}
"""What test_readme.py and test_clients_guide.py of tests/system, and test_generated_clients.py and test_debian.py of
tests/foreign paste into a shell."""


def blocks(page: Path, language: str) -> list[str]:
    return [found["code"] for found in _BLOCK.finditer(page.read_text()) if found["language"] == language]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handbook, made as `make site` makes it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return folder


class Needed(HTMLParser):
    """Collects what a browser fetches for a page by itself; links to click on are none of that."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        wanted = given.get("src") or (given.get("href") if tag == "link" and given.get("rel") != "canonical" else None)
        if wanted:
            self.found.add(wanted)


def test_every_page_is_made_and_needs_no_other_host(site: Path):
    for source in (ROOT / "docs").rglob("*.md"):
        made = site / source.relative_to(ROOT / "docs").with_suffix(".html")
        needed = Needed()
        needed.feed(made.read_text())
        assert [one for one in needed.found if re.match(r"(\w+:)?//", one)] == [], made


def test_styles_and_scripts_of_the_pages_need_no_other_host(site: Path):
    for style in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import )[\"']?(https?:)?//", style.read_text()), style


@pytest.mark.parametrize(("page", "shown"), [("routes", "POST /match/pair"), ("tables", "outgoing_mails")])
def test_what_is_not_kept_is_made_for_the_site(site: Path, page: str, shown: str):
    assert shown in (site / "reference" / f"{page}.html").read_text()
    assert not (ROOT / "docs" / "reference" / f"{page}.md").exists()


def test_the_quickstart_is_the_readmes(site: Path):
    said = (site / "quickstart.html").read_text()
    assert "make run" in said
    assert "Walkthrough: two people meet" in said


def test_the_code_shown_for_extending_is_the_code_there_is():
    shown = blocks(ROOT / "docs" / "extending.md", "python")
    assert len(shown) >= 6
    for code in shown:
        name, _, lines = code.partition("\n")
        assert lines in (ROOT / name.removeprefix("# ")).read_text(), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_is_run_by_a_test_or_says_that_it_is_not(page: Path):
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text()))
    for code in blocks(page, "sh"):
        lines = [line.strip() for line in code.splitlines() if line.strip()]
        if code in RUN or lines[0].startswith(NOT_RUN):
            continue
        for line in lines:
            # What `make` does is tested where it is written; here, that there is such a target.
            called = re.fullmatch(r"make ([a-z-]+)( *#.*)?", line)
            assert called, f"is this run by a test? {line}"
            assert called[1] in targets, line


def linked(page: Path) -> set[Path]:
    """Return the pages that a page links to."""
    targets = re.findall(r"\]\(([^)\s#:]+\.md)(?:#[^)\s]*)?\)", page.read_text())
    return {(page.parent / target).resolve() for target in targets}


def test_every_page_is_within_two_clicks_of_the_readme_and_one_of_the_first_page():
    pages = {page for page in (ROOT / "docs").rglob("*.md") if page.parent.name != "decisions"}
    first = ROOT / "docs" / "index.md"
    assert pages - linked(first) == {first}
    near = linked(ROOT / "README.md")
    assert first in near
    assert pages - near.union(*map(linked, near)) == set()


def test_the_menu_reads_in_the_order_of_the_first_page():
    menu = (ROOT / "mkdocs.yml").read_text().partition("\nnav:\n")[2]
    groups = re.findall(r"(?m)^  - (\w+):$", menu)
    assert groups == ["Try", "Use", "Run", "Extend", "Understand"]
    assert re.findall(r"(?m)^## (\w+)$", (ROOT / "docs" / "index.md").read_text()) == groups


def test_the_readme_counts_the_questions_there_are():
    (count,) = re.findall(r"\*\*(\d+) questions\*\*", (ROOT / "README.md").read_text())
    assert int(count) == len(list((ROOT / "mockmate_api" / "questions" / "bank").glob("*.md")))


def test_every_decision_is_listed(site: Path):
    listed = (site / "decisions.html").read_text()
    for record in (ROOT / "docs" / "decisions").glob("0*.md"):
        assert f'href="decisions/{record.stem}.html"' in listed
