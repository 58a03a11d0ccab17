"""Runs of the embedded deployment that are over when the test is."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.databases import Place
from tests.deployment.embedded import Embedded


@pytest.fixture
def folder(place: Place) -> Iterator[Path]:
    """A folder that PostgreSQL's account may pass through, which pytest's own may not be: a next run closes it."""
    made = Path(tempfile.mkdtemp(prefix="embedded-", dir=place.folder))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def home(folder: Path) -> Path:
    """A data folder that is not there yet."""
    return folder / "home"


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., Embedded]]:
    """Start a run; on another folder than `home` when one is given."""
    with ExitStack() as stack:

        def begin(where: Path = home, **settings: Any) -> Embedded:
            run = Embedded(where, **settings)
            stack.callback(_end, run)
            return run

        yield begin


def _end(run: Embedded) -> None:
    if run.process.poll() is None:
        run.stop()
    if run.process.stdout is not None:
        run.process.stdout.close()
