"""What the tests of the sockets and of the browser may ask for, for those here that need a room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.system.conftest import new_database, shelves
from tests.web.conftest import arrive, browser, judge0, site
from tests.ws.conftest import alice, app, bob, newcomer, room, socket_grace_seconds, sockets, talkative_room

__all__ = [
    "alice",
    "app",
    "arrive",
    "bob",
    "browser",
    "judge0",
    "new_database",
    "newcomer",
    "room",
    "shelves",
    "site",
    "socket_grace_seconds",
    "sockets",
    "talkative_room",
]


_LAST = ("test_debian.py", "test_helm.py")
"""What takes minutes before the first of its tests runs; CI stops this folder after a while."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers come after all that has none: where one is open, an event loop runs that lets no other run beside it.

    The first test of a file may install a language or build a client, which takes minutes on a busy machine.
    """
    items.sort(key=_turn)
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(600))


def _turn(item: pytest.Item) -> int:
    if item.path.name in _LAST:
        return _LAST.index(item.path.name)
    return -1 if "browser" in getattr(item, "fixturenames", ()) else -2
