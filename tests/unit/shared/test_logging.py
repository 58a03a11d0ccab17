"""Nothing that a client sends can begin a line of the log, in either format."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog
from pydantic import SecretStr

from shared.core import logging as ours
from shared.core.settings import Settings

BREAKS = ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\x1b[2K\x1b[1G", "\0", "\x9b2K"]
FORGED = "2030-01-01T00:00:00Z [info     ] audit.noted kind=role.promoted"


@pytest.fixture(params=["json", "console"])
def written(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log of a process, as it is configured in production."""
    kept, before = structlog.get_config(), logging.getLogger().handlers
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    ours.configure(
        Settings(
            database_url="postgresql://nobody@localhost/nothing",
            jwt_secret=SecretStr("for tests only, and longer than 32 bytes"),
            log_format=request.param,
        )
    )
    yield stream
    structlog.configure(**kept)
    logging.getLogger().handlers = before
    logging.getLogger().setLevel(logging.WARNING)


@pytest.mark.parametrize("line_break", BREAKS)
def test_a_value_stays_on_its_line(written: io.StringIO, line_break: str) -> None:
    sent = f"alice{line_break}{FORGED}"
    structlog.get_logger().info("one", name=sent, inside={"name": sent}, listed=[sent])
    structlog.get_logger().info(sent)
    logging.getLogger("another.library").warning("it said %s", sent)
    lines = written.getvalue().splitlines()
    assert len(lines) == 3
    assert not [line for line in lines if line.startswith(FORGED)]
    assert "\x1b[2K" not in written.getvalue()


def test_a_trace_stands_indented_below_its_event(written: io.StringIO) -> None:
    try:
        int(f"alice\n{FORGED}\r{FORGED}")
    except ValueError:
        structlog.get_logger().exception("failed")
    text = written.getvalue()
    if text.startswith("{"):
        assert json.loads(text)["event"] == "failed"
        assert len(text.splitlines()) == 1
    else:
        assert [line for line in text.splitlines() if not line.startswith("    ")][1:] == []
        assert "Traceback" in text
