"""What the tests of deployments start, and what ends with the test."""

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
from tests.deployment.gateway import Gateway, Upstream


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what talks to a gateway."""
    for item in items:
        if "start_gateway" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.needs("nginx"))


@pytest.fixture
def folder(place: Place) -> Iterator[Path]:
    """A folder that PostgreSQL's account may pass through."""
    made = place.make_folder()
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


@pytest.fixture
def start_gateway(folder: Path) -> Iterator[Callable[..., Gateway]]:
    """Start nginx before servers of this machine, given as lists of ports."""
    with ExitStack() as stack:

        def begin(api: list[int], ws: list[int], **settings: str) -> Gateway:
            where = Path(tempfile.mkdtemp(prefix="gateway-", dir=folder))
            where.chmod(0o711)  # nginx's workers are another user
            gateway = Gateway(where, api, ws, **settings)
            stack.callback(gateway.stop)
            return gateway

        yield begin


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    """A server that answers with what it was asked."""
    server = Upstream()
    yield server
    server.stop()


@pytest.fixture
def gateway(start_gateway: Callable[..., Gateway], upstream: Upstream) -> Gateway:
    """A gateway with that server as its API and its sockets, behind a proxy of ours at 127.0.0.2."""
    return start_gateway([upstream.port], [upstream.port], PROXIES_IN_FRONT="127.0.0.2/32")
