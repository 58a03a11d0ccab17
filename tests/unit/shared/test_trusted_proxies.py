"""What one request shows of TRUSTED_PROXIES."""

from __future__ import annotations

import pytest

from shared.core.client_addresses import MADE_UP, remark


@pytest.mark.parametrize(
    ("trusted", "forwarded", "words"),
    [
        (0, None, None),
        (0, "", None),
        (0, MADE_UP, None),  # straight from the check
        (0, f"{MADE_UP}, 10.0.0.7", "set TRUSTED_PROXIES"),
        (0, "10.0.0.7", "set TRUSTED_PROXIES"),
        (1, None, None),  # from inside, such as a health check
        (1, "10.0.0.7", None),
        (1, f"{MADE_UP}, 10.0.0.7", None),
        (1, MADE_UP, "make up their address"),
        (2, f"{MADE_UP},10.0.0.7", "make up their address"),
        (2, f"{MADE_UP}, 10.0.0.7, 10.0.0.8", None),
        (2, "10.0.0.7", "fewer proxies than TRUSTED_PROXIES=2"),
    ],
)
def test_a_wrong_number_is_named(trusted: int, forwarded: str | None, words: str | None):
    said = remark(trusted, forwarded)
    assert (said is None) == (words is None)
    assert (words or "") in (said or "")
