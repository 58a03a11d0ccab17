"""The example of docs/extending.md, a new kind of notification: whoever forgets a part of it is told before it runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shared.mail.preferences import KINDS

ROOT = Path(__file__).parents[2]
KIND = "slot.closing"

# Each part: the file, the text that the new one is put in front of, and the new one. As slot.available, the example.
PARTS = {
    "the event": (
        "shared/events/types.py",
        "class SlotAvailable(Event):",
        f'class SlotClosing(Event):\n    """A slot closes."""\n\n    type = "{KIND}"\n    streams = ("user",)\n\n\n',
    ),
    "the kind": ("shared/mail/preferences.py", '    "slot.available",\n', f'    "{KIND}",\n'),
    "its channels": (
        "shared/mail/preferences.py",
        '    "slot.available": Channels',
        f'    "{KIND}": Channels(in_app=True, email=True),\n',
    ),
    "its letter": (
        "shared/mail/drafts.py",
        '    "slot.available": _free_seat',
        f'    "{KIND}": _free_seat,\n',
    ),
    "its subject": (
        "shared/mail/drafts.py",
        '    "slot.available": lambda',
        f'    "{KIND}": lambda data: data["slot_id"],\n',
    ),
    "its look when it is pushed": (
        "shared/push/content.py",
        '    "slot.available": Look',
        f'    "{KIND}": Look(_to("/times")),\n',
    ),
    "its words where it is stopped": (
        "mockmate_api/notifications/unsubscribe_pages.py",
        '    "slot.available": marked("',
        f'    "{KIND}": marked("closing slots"),\n',
    ),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code."""
    folder = tmp_path_factory.mktemp("tree")
    for package in ("shared", "mockmate_api", "mockmate_ws"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def start_without(tree: Path, forgotten: str) -> subprocess.CompletedProcess[str]:
    """Write the example into the copy, but for one part, and import what a service of it starts with."""
    for file in {file for file, _, _ in PARTS.values()}:
        text = (ROOT / file).read_text()
        for part, (where, before, new) in PARTS.items():
            if where == file and part != forgotten:
                assert text.count(before) == 1, part
                text = text.replace(before, new + before)
        (tree / file).write_text(text)
    code = "import mockmate_ws.service, mockmate_api.notifications.routes"
    command = [sys.executable, "-B", "-c", code]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


def test_the_whole_example_starts(tree: Path) -> None:
    started = start_without(tree, "nothing")
    assert (started.returncode, started.stderr) == (0, "")


@pytest.mark.parametrize("forgotten", list(PARTS))
def test_no_service_starts_without_a_part_of_it(tree: Path, forgotten: str) -> None:
    started = start_without(tree, forgotten)
    assert started.returncode == 1
    assert re.search(f"RuntimeError: .*{re.escape(KIND)}", started.stderr)


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("web/src/live/notificationWords.ts", '^\t"{}": \\['),
        ("web/src/live/notificationWords.ts", '^\t\tcase "{}":'),
        ("web/src/live/userEvents.ts", '^\t"{}": \\[.*"notifications"'),
    ],
)
def test_the_client_has_an_entry_for_every_kind(file: str, form: str) -> None:
    text = (ROOT / file).read_text()
    missing = [kind for kind in KINDS if not re.search(form.format(re.escape(kind)), text, re.MULTILINE)]
    assert missing == []
