"""The text to which people agree: that the client shows the version that the server asks for."""

from __future__ import annotations

import re
from pathlib import Path

from shared.identity import consent

CLIENT = Path(__file__).parents[2] / "web" / "src" / "api" / "consent.ts"


def test_the_client_asks_for_the_version_that_the_server_has() -> None:
    (version,) = re.findall(r"CONSENT_VERSION = (\d+);", CLIENT.read_text())
    assert int(version) == consent.VERSION
