"""The browser client knows the same limits of the document as the server, and the version that it is made for."""

from __future__ import annotations

import re
from pathlib import Path

from mockmate_ws.collab.replica import MAX_BYTES, MAX_TEXT_BYTES
from mockmate_ws.protocol import MAX_BINARY_BYTES
from shared.core.version import VERSION

WEB = Path(__file__).parents[2] / "web" / "src"
LIMITS = WEB / "room" / "desk" / "limits.ts"


def test_client_and_server_have_the_same_limits():
    kib = {name: int(size) * 1024 for name, size in re.findall(r"(\w+) = (\d+) \* KIB", LIMITS.read_text())}
    assert kib == {"LONGEST_MESSAGE": MAX_BINARY_BYTES, "LONGEST_TEXT": MAX_TEXT_BYTES}


def test_a_full_document_fits_into_a_message():
    assert MAX_BYTES + 64 * 1024 < MAX_BINARY_BYTES


def test_the_client_says_of_itself_which_version_it_is_made_for():
    assert f'VERSION = "{VERSION}"' in (WEB / "api" / "version.ts").read_text()
