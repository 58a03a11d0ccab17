"""The shared editor with implementations in Rust: yrs, and y-octo, which shares no code with it or with Yjs."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.clients.copies import Copy, Program, Pycrdt
from tests.clients.person import Person
from tests.clients.yjs import HERE, Writer
from tests.node import install
from tests.programs import PROGRAMS
from tests.sockets import InThread
from tests.ws.test_editor_libraries import all_at_once, everyone_reads, in_turns

CRATE = Path(__file__).with_name("rust")
NAMES = ("yrs", "y-octo")
Libraries = dict[str, Callable[[], Copy]]

pytestmark = [pytest.mark.needs("cargo"), pytest.mark.timeout(600)]  # it compiles them first


@pytest.fixture(scope="module")
def libraries() -> Libraries:
    """Return what makes a copy, by library."""
    install(HERE)
    cargo = PROGRAMS["cargo"].path()
    subprocess.run([cargo, "build", "--locked", "--quiet"], cwd=CRATE, check=True, capture_output=True, text=True)
    command = str(CRATE / "target" / "debug" / "mockmate-tests-rust")
    return {"pycrdt": Pycrdt, **{name: partial(Program, [command, name], CRATE) for name in NAMES}}


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def hers(opened: ExitStack, alice: Person, room: str, sockets: InThread) -> Writer:
    """Alice, who writes with Yjs."""
    writer = opened.enter_context(Writer(alice, room))
    writer.connect(sockets.url)
    return writer


def test_everyone_types_in_turns(
    opened: ExitStack,
    libraries: Libraries,
    hers: Writer,
    bob: Person,
    room: str,
):
    in_turns(opened, hers, bob, room, libraries)


def test_everyone_but_y_octo_types_at_once(
    opened: ExitStack,
    libraries: Libraries,
    hers: Writer,
    bob: Person,
    room: str,
):
    """findings/y-octo-orders-inserts-differently.sh says why."""
    all_at_once(opened, hers, bob, room, {name: make for name, make in libraries.items() if name != "y-octo"})


@pytest.mark.parametrize("library", NAMES)
def test_what_one_wrote_before_is_read_whole_by_the_others(
    opened: ExitStack,
    libraries: Libraries,
    hers: Writer,
    bob: Person,
    room: str,
    library: str,
):
    everyone_reads(opened, hers, bob, room, library, libraries)
