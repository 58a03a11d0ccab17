"""Which tests of a run with several workers belong to one worker: those of one `xdist_group`, since they share a site,
a database with much in it, or a build that takes long.

pytest-xdist does this with `--dist loadgroup` by changing the ids of tests, which pytest 9.2 no longer allows: groups
are ignored there without a word (pytest-xdist issue 1386). Here a worker writes down the groups of what it collected,
and the scheduler reads them. Once pytest-xdist can do it again, this file is not needed.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

GROUPS: pytest.StashKey[Path] = pytest.StashKey()


class GroupScheduling(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """Gives all tests of a group to one worker, the largest group first, and every other test to whoever is free."""

    groups: dict[str, str]
    """The group of each test that has one."""

    def schedule(self) -> None:
        """Begin, or go on, once all workers have collected."""
        self.groups = json.loads(self.config.stash[GROUPS].read_text())
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        return self.groups.get(nodeid, nodeid)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[GROUPS] = Path(tempfile.mkdtemp()) / "groups.json"


def pytest_unconfigure(config: pytest.Config) -> None:
    if GROUPS in config.stash:
        shutil.rmtree(config.stash[GROUPS].parent, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where to leave the groups."""
    node.workerinput["groups"] = str(node.config.stash[GROUPS])


@pytest.hookimpl(tryfirst=True)  # before the controller hears that this worker has collected
def pytest_collection_finish(session: pytest.Session) -> None:
    """Write down the groups. All workers collect the same, so the first one does it."""
    worker = getattr(session.config, "workerinput", {})
    if worker.get("workerid") == "gw0":
        found = {
            item.nodeid: mark.args[0] for item in session.items if (mark := item.get_closest_marker("xdist_group"))
        }
        Path(worker["groups"]).write_text(json.dumps(found))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> GroupScheduling:
    return GroupScheduling(config, log)
