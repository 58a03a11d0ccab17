"""Every artifact of a deployment has a page of the handbook, and the page says at its top how far it was tried."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.deployment import guide
from tests.deployment.guide import Section
from tests.sockets import ROOT

DOCS = ROOT / "docs"
STATUSES = {
    "**Run by a test**": "run",
    "**Rendered and validated, not run**": "rendered and validated",
    "**Only read**": "only read",
}
PAGES = {
    "docker-compose.yml": "compose",
    "nginx": "compose",
    "deployment/docker": "compose",
    "deployment/systemd": "debian",
    "deployment/helm": "kubernetes",
    "deployment/ecs": "ecs",
    "deployment/terraform": "ecs",
    "deployment/turn": "turn",
    "deployment/monitoring": "monitoring",
    ".github/workflows": "releasing",
}
# Settings of our own tools, what several of the artifacts share, and what tests saw.
NO_ARTIFACTS = {"deployment/.env.example", "deployment/checkov.yaml", "deployment/failovers.json"}


def artifacts() -> list[str]:
    """Return the files that some platform reads, rather than Python."""
    command = ["git", "ls-files", "docker-compose*.yml", "nginx", "deployment", ".github/workflows"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [path for path in listed if not path.endswith(".py") and path not in NO_ARTIFACTS]


def page_of(path: str) -> str:
    """Return the page of an artifact; raises LookupError if none is known."""
    for start, page in PAGES.items():
        if path == start or path.startswith(f"{start}/"):
            return page
    raise LookupError(f"{path} belongs to no page of PAGES")


def status_of(text: str) -> str:
    """Return how a page says it was tried, at its top; raises LookupError unless it does."""
    _, first, *_ = text.split("\n\n")
    for words, status in STATUSES.items():
        if first.startswith(words):
            return status
    raise LookupError(f"begins with {first[:40]!r}, not with one of {list(STATUSES)}")


def test_every_artifact_has_a_page_that_says_at_its_top_how_it_was_tried():
    pages = {page_of(path) for path in artifacts()}
    assert len(pages) >= 6
    assert {page: status_of((DOCS / f"{page}.md").read_text()) for page in pages}


@pytest.mark.parametrize("text", ["# On Debian\n\nRoot can do it.\n\n**Run by a test**\n", "# On Debian\n\n**Run**\n"])
def test_a_page_without_a_status_is_noticed(text: str):
    with pytest.raises(LookupError):
        status_of(text)


def test_an_artifact_without_a_page_is_noticed():
    with pytest.raises(LookupError, match="deployment/nomad"):
        page_of("deployment/nomad/job.hcl")


def test_the_overview_says_the_same_as_the_pages():
    rows = re.findall(r"(?m)^\| \[[^]]+\]\((\w+)\.md\).*\| ([^|]+) \|$", (DOCS / "deploying.md").read_text())
    said: dict[str, str] = dict(rows)
    assert {page_of(path) for path in artifacts()} <= set(said)
    for page, status in said.items():
        assert status.startswith(status_of((DOCS / f"{page}.md").read_text())), page


@pytest.mark.parametrize("section", guide.PASTED, ids=lambda section: section.heading)
def test_what_make_smoke_pastes_is_in_the_handbook(section: Section):
    assert len(section.commands()) >= section.blocks
