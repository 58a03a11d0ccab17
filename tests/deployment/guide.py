"""The commands of the handbook that `make smoke` pastes, by page and section."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import NamedTuple

from tests.sockets import ROOT


class Section(NamedTuple):
    """A section of a page, and how many blocks of shell commands it has at least."""

    page: str
    heading: str
    blocks: int

    def commands(self) -> list[str]:
        """Return its blocks of shell commands, in order; raises LookupError if the page has no such section."""
        text = (ROOT / "docs" / f"{self.page}.md").read_text()
        _, found, rest = text.partition(f"\n## {self.heading}\n")
        if not found:
            raise LookupError(f"docs/{self.page}.md has no section {self.heading!r}, which `make smoke` pastes.")
        return [dedent(block) for block in re.findall(r"(?ms)^ *```sh\n(.*?)^ *```$", rest.partition("\n## ")[0])]


ADMINISTRATOR = Section("deploying", "First administrator", 1)
DAY_TO_DAY = Section("deploying", "Day-to-day tasks", 5)
UPGRADE = Section("deploying", "Upgrading and rolling back", 1)
SCALING = Section("deploying", "Scaling", 1)
ECS = Section("ecs", "Install", 4)
PASTED = (ADMINISTRATOR, DAY_TO_DAY, UPGRADE, SCALING, ECS)
